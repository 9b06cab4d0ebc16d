"""Judgement and growth: quality checks, 360° feedback, articles, trainings, certificates, conduct."""

from decimal import Decimal

from deskmerit.records.spec import TableSpec, column

ZERO = Decimal(0)
AGENT = "客服编号|坐席工号|坐席编号|客服|坐席|员工编号|agent"

QA_REVIEWS = TableSpec(
    "qa_reviews",
    {"zh": "质检", "en": "Quality reviews"},
    {"zh": "一行是一次质检", "en": "a quality check of one contact"},
    (
        column("review_id", "text", "质检编号", "id of the check", "质检单号|质检id|review"),
        column("agent_id", "text", "客服工号", "the person checked", AGENT + "|被检人", refers="agents"),
        column("reviewer_id", "text", "质检员", "who checked", "质检人|质检员工号|质检员编号|reviewer"),
        column("reviewed_at", "instant", "质检时间", "when", "检查时间|质检日期|reviewed"),
        column("score", "number", "得分", "points given", "质检得分|质检分|分数", low=ZERO),
        column("max_score", "number", "满分", "points possible", "总分|最高分|full score"),
        column(
            "fatal",
            "text",
            "致命错误",
            "class of the fatal error",
            "致命错误类型|红线|fatal error",
            allowed={
                "none": ("无", "否", "没有", "no"),
                "customer": ("客户", "客户致命"),
                "business": ("业务", "业务致命"),
                "compliance": ("合规", "合规致命"),
            },
        ),
        column(
            "confirmed",
            "flag?",
            "是否复核确认",
            "confirmed by a second reviewer",
            "已确认|复核确认|是否确认",
            allowed={"true": ("已确认", "确认"), "false": ("未确认",)},
        ),
        column("ticket_id", "text?", "工单号", "the ticket", "工单编号|工单id|单号|ticket", refers="tickets"),
        column("form", "text?", "质检表", "form and version", "质检表单|质检模板|表单"),
    ),
    key=("review_id",),
    time=("reviewed_at",),
    names=("质检记录", "quality checks"),
)

QA_ITEMS = TableSpec(
    "qa_items",
    {"zh": "质检明细", "en": "Quality items"},
    {"zh": "一行是质检中的一项", "en": "one item of such a check"},
    (
        column("review_id", "text", "质检编号", "the check", "质检单号|质检id|review", refers="qa_reviews"),
        column("item", "text", "检查项", "what was looked at", "质检项|项目|评分项"),
        column("score", "number?", "得分", "points given (may be empty where not applicable)", "单项得分|分数"),
        column("max_score", "number?", "满分", "points possible (may be empty where not applicable)", "单项满分|总分"),
        column(
            "not_applicable",
            "flag",
            "不适用",
            "left out of the check",
            "是否不适用|na|n/a",
            allowed={"true": ("不适用",), "false": ("适用",)},
        ),
        column("comment", "text?", "评语", "remark", "备注|说明|点评"),
    ),
    key=("review_id", "item"),
    names=("质检项目",),
)

FEEDBACK = TableSpec(
    "feedback",
    {"zh": "360度评价", "en": "Feedback"},
    {"zh": "一行是对一个人的一次评价", "en": "one rating of one person"},
    (
        column("feedback_id", "text", "评价编号", "id of the rating", "评价id|feedback"),
        column("agent_id", "text", "客服工号", "the person rated", AGENT + "|被评人|被评价人", refers="agents"),
        column("rater_id", "text", "评价人", "who rated (never shown)", "评价人工号|评价人编号|评分人|rater"),
        column(
            "relation",
            "text",
            "关系",
            "how the rater stands to the person",
            "评价关系|评价人关系",
            allowed={
                "manager": ("上级", "主管", "经理"),
                "peer": ("同事", "同级"),
                "partner": ("协作部门", "合作部门", "伙伴", "合作方"),
                "self": ("本人", "自评"),
            },
        ),
        column("given_at", "instant", "评价时间", "when", "提交时间|given"),
        column("item", "text?", "评价项", "what was rated", "项目|维度"),
        column("score", "number", "评分", "the rating", "得分|分数|rating"),
        column("scale_min", "number", "最低分", "lowest point of the scale", "评分下限|量表下限"),
        column("scale_max", "number", "最高分", "highest point of the scale", "评分上限|量表上限|满分"),
        column("comment", "text?", "评语", "remark", "评价内容|备注"),
    ),
    key=("feedback_id",),
    time=("given_at",),
    names=("360评价", "360", "协作评价"),
)

ARTICLES = TableSpec(
    "articles",
    {"zh": "知识库贡献", "en": "Articles"},
    {"zh": "一行是一次知识库贡献", "en": "a knowledge-base contribution"},
    (
        column("contribution_id", "text", "贡献编号", "id of the contribution", "贡献id|contribution"),
        column("agent_id", "text", "客服工号", "who contributed", AGENT + "|作者|贡献人", refers="agents"),
        column("article_id", "text", "文章编号", "the article", "知识编号|文档编号|文章id|article"),
        column(
            "action",
            "text",
            "动作",
            "created or improved",
            "类型|贡献类型",
            allowed={"created": ("新增", "新建", "创建"), "improved": ("优化", "改进", "更新", "完善")},
        ),
        column("contributed_at", "instant", "贡献时间", "when", "提交时间|时间|contributed"),
        column(
            "accepted",
            "flag",
            "是否采纳",
            "was accepted",
            "采纳|是否通过",
            allowed={"true": ("采纳", "已采纳", "通过"), "false": ("未采纳", "未通过", "驳回")},
        ),
    ),
    key=("contribution_id",),
    time=("contributed_at",),
    names=("知识库", "知识贡献", "文章"),
)

TRAININGS = TableSpec(
    "trainings",
    {"zh": "培训", "en": "Trainings"},
    {"zh": "一行是一次培训报名", "en": "an enrolment"},
    (
        column(
            "enrolment_id",
            "text",
            "报名编号",
            "id of the enrolment",
            "培训记录编号|培训编号|报名id|enrolment|enrollment_id",
        ),
        column("agent_id", "text", "客服工号", "who was enrolled", AGENT + "|学员", refers="agents"),
        column("course", "text", "课程", "the course", "课程名称|培训课程|培训名称"),
        column("held_at", "instant", "培训时间", "when", "举办时间|开课时间|培训日期|held"),
        column(
            "required",
            "flag",
            "是否必修",
            "had to attend",
            "必修|是否必训",
            allowed={"true": ("必修", "必训"), "false": ("选修",)},
        ),
        column(
            "attended",
            "flag",
            "是否参加",
            "was there",
            "参加|是否出席|出勤",
            allowed={"true": ("参加", "出席", "已参加"), "false": ("未参加", "缺席")},
        ),
        column(
            "passed",
            "flag?",
            "是否通过",
            "passed the exam (empty: none taken)",
            "考核通过|通过|考核结果",
            allowed={"true": ("通过", "合格", "及格"), "false": ("未通过", "不合格", "不及格")},
        ),
    ),
    key=("enrolment_id",),
    time=("held_at",),
    names=("培训记录",),
)

CERTIFICATIONS = TableSpec(
    "certifications",
    {"zh": "认证", "en": "Certifications"},
    {"zh": "一行是一次认证考试", "en": "an attempt at a certificate"},
    (
        column("attempt_id", "text", "考试编号", "id of the attempt", "认证编号|考试id|attempt"),
        column("agent_id", "text", "客服工号", "who tried", AGENT + "|考生", refers="agents"),
        column("certificate", "text", "证书", "the certificate", "认证|认证名称|证书名称"),
        column("held_at", "instant", "考试时间", "when", "认证时间|考试日期|held"),
        column(
            "passed",
            "flag",
            "是否通过",
            "passed",
            "通过|考核结果",
            allowed={"true": ("通过", "合格", "及格"), "false": ("未通过", "不合格", "不及格")},
        ),
    ),
    key=("attempt_id",),
    time=("held_at",),
    names=("技能认证",),
)

CONDUCT = TableSpec(
    "conduct",
    {"zh": "奖惩", "en": "Conduct"},
    {"zh": "一行是一次表扬或违规", "en": "a commendation or a breach"},
    (
        column("conduct_id", "text", "记录编号", "id of the entry", "奖惩编号|编号"),
        column("agent_id", "text", "客服工号", "the person", AGENT, refers="agents"),
        column("kind", "text", "类型", "kind, such as commendation or breach", "奖惩类型|类别"),
        column("noted_at", "instant", "记录时间", "when", "发生时间|时间|noted"),
        column(
            "confirmed",
            "flag",
            "是否确认",
            "was confirmed",
            "已确认",
            allowed={"true": ("已确认", "确认"), "false": ("未确认",)},
        ),
        column("note", "text?", "说明", "what happened", "备注|事由"),
    ),
    key=("conduct_id",),
    time=("noted_at",),
    names=("奖惩记录", "表扬违规"),
)
