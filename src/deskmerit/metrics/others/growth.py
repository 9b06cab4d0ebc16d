"""Growth and conduct: knowledge contributions, training, certificates, commendations and breaches, attendance."""

import ibis
import ibis.expr.types as ir

from deskmerit.core.metric import Direction
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases, flag
from deskmerit.metrics.measurable import Example, Measurable
from deskmerit.metrics.others.rows import left_out, plain
from deskmerit.metrics.question import Ask
from deskmerit.metrics.shares import count, share
from deskmerit.metrics.stage import Stage


def _case(stage: Stage, table: str, rows: ir.Table, at: str, num: ir.Value, den: int | ir.Value = 1) -> list[Cases]:
    done = rows[at]
    out = left_out(rows, done, stage.shared.as_ofs[table])
    return [
        cases(rows, who=rows.who, start=done, done=done, credit=c.OWN_AGENT, out=out, num=num, den=den, table=table)
    ]


def contributions(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per accepted contribution."""
    rows = plain(stage, ask, "articles")
    return _case(stage, "articles", rows.filter(rows.accepted), "contributed_at", ibis.literal(1), 0)


def attended(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per required enrolment."""
    rows = plain(stage, ask, "trainings")
    rows = rows.filter(rows.required)
    return _case(stage, "trainings", rows, "held_at", flag(rows.attended.fill_null(False)))


def passed(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per exam taken."""
    rows = plain(stage, ask, "trainings")
    rows = rows.filter(rows.passed.notnull())
    return _case(stage, "trainings", rows, "held_at", flag(rows.passed))


def certified(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per attempt at a certificate."""
    rows = plain(stage, ask, "certifications")
    return _case(stage, "certifications", rows, "held_at", flag(rows.passed.fill_null(False)))


def noted(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per confirmed entry of the kind."""
    rows = plain(stage, ask, "conduct")
    rows = rows.filter(rows.confirmed & (rows.kind == ask.text("kind")))
    return _case(stage, "conduct", rows, "noted_at", ibis.literal(1), 0)


def present(stage: Stage, ask: Ask) -> list[Cases]:
    """One case per day with minutes due after protected leave: minutes worked, at most those due."""
    rows = plain(stage, ask, "attendance")
    kinds = sorted(stage.shared.inputs.records.settings.protected_leave)
    leave = ibis.ifelse(rows.leave_kind.isin(kinds).fill_null(False), ibis.coalesce(rows.leave_minutes, 0), 0)
    rows = rows.mutate(due=rows.due_minutes - (leave if kinds else 0))
    rows = rows.filter(rows.due > 0)
    return _case(
        stage, "attendance", rows, "day_at", ibis.least(ibis.coalesce(rows.worked_minutes, 0), rows.due), rows.due
    )


KNOWLEDGE_CONTRIBUTIONS = Measurable(
    count(
        "knowledge_contributions",
        Direction.HIGHER,
        "articles",
        title={"zh": "知识库贡献度", "en": "Knowledge contributions"},
        definition={"zh": "被采纳的新增或优化的知识条目数", "en": "Accepted articles, new or improved"},
        credited={"zh": "贡献的人", "en": "the contributor"},
    ),
    contributions,
    Example(
        """
        articles: contribution_id=k1, agent_id=amy, article_id=a, action=created, contributed_at=09:00, accepted=true
        articles: contribution_id=k2, agent_id=amy, article_id=a, action=improved, contributed_at=10:00, accepted=true
        articles: contribution_id=k3, agent_id=amy, article_id=b, action=created, contributed_at=11:00, accepted=false
        """,
        2,
        0,
        {"zh": "两条被采纳，一条没有：2。", "en": "Two accepted, one not: 2."},
    ),
    history=False,
)

TRAININGS = """
    trainings: enrolment_id=e1, agent_id=amy, course=a, held_at=09:00, required=true, attended=true, passed=true
    trainings: enrolment_id=e2, agent_id=amy, course=b, held_at=10:00, required=true, attended=false
    trainings: enrolment_id=e3, agent_id=amy, course=c, held_at=11:00, required=false, attended=true, passed=false
    """
ENROLLED = {"zh": "报名的人", "en": "the enrolled"}

TRAINING_ATTENDANCE = Measurable(
    share(
        "training_attendance",
        Direction.HIGHER,
        "trainings",
        title={"zh": "培训参与率", "en": "Training attendance"},
        definition={"zh": "必修培训报名中实际参加的占比", "en": "Share of required enrolments that were attended"},
        credited=ENROLLED,
    ),
    attended,
    Example(TRAININGS, 1, 2, {"zh": "两次必修，参加一次：50 %。", "en": "Two required, one attended: 50 %."}),
    history=False,
)
TRAINING_PASS_RATE = Measurable(
    share(
        "training_pass_rate",
        Direction.HIGHER,
        "trainings",
        title={"zh": "培训考核通过率", "en": "Training pass rate"},
        definition={"zh": "参加的培训考核中通过的占比", "en": "Share of training exams taken that were passed"},
        credited=ENROLLED,
    ),
    passed,
    Example(TRAININGS, 1, 2, {"zh": "考了两次，通过一次：50 %。", "en": "Two exams taken, one passed: 50 %."}),
    history=False,
)
CERTIFICATION_PASS_RATE = Measurable(
    share(
        "certification_pass_rate",
        Direction.HIGHER,
        "certifications",
        title={"zh": "技能认证通过率", "en": "Certification pass rate"},
        definition={"zh": "认证考试中通过的占比", "en": "Share of attempts at a certificate that were passed"},
        credited=ENROLLED,
    ),
    certified,
    Example(
        """
        certifications: attempt_id=x1, agent_id=amy, certificate=a, held_at=09:00, passed=false
        certifications: attempt_id=x2, agent_id=amy, certificate=a, held_at=10:00, passed=true
        """,
        1,
        2,
        {"zh": "考了两次，通过一次：50 %。", "en": "Two attempts, one passed: 50 %."},
    ),
    history=False,
)
CONDUCT_COUNT = Measurable(
    count(
        "conduct_count",
        Direction.HIGHER,
        "conduct",
        title={"zh": "表扬与违规次数", "en": "Commendations and breaches"},
        definition={"zh": "经确认的某一类表扬或违规记录数", "en": "Confirmed entries of one kind of conduct"},
        credited={"zh": "本人", "en": "that person"},
        params={"kind": ()},
        plan_only=True,
    ),
    noted,
    Example(
        """
        conduct: conduct_id=p1, agent_id=amy, kind=commendation, noted_at=09:00, confirmed=true
        conduct: conduct_id=p2, agent_id=amy, kind=commendation, noted_at=10:00, confirmed=false
        """,
        1,
        0,
        {"zh": "两次表扬，一次经确认：1。", "en": "Two commendations, one confirmed: 1."},
        {"kind": "commendation"},
    ),
    history=False,
)
ATTENDANCE_RATE = Measurable(
    share(
        "attendance_rate",
        Direction.HIGHER,
        "attendance",
        title={"zh": "出勤率", "en": "Attendance rate"},
        definition={
            "zh": "实出勤分钟（不超过应出勤）除以应出勤减去受保护假期的分钟；全天为受保护假期的日子不计",
            "en": "Minutes worked, at most those due, over minutes due less protected leave; days wholly on protected "
            "leave don't count",
        },
        credited={"zh": "本人", "en": "the person"},
    ),
    present,
    Example(
        """
        attendance: agent_id=amy, date=2026-09-01, due_minutes=480, worked_minutes=500, leave_minutes=0
        attendance: agent_id=amy, date=2026-09-02, due_minutes=480, worked_minutes=240, leave_minutes=240, leave_kind=x
        """,
        720,
        960,
        {
            "zh": "第一天按应出勤 480 分钟封顶，第二天请了不受保护的半天假：720/960，75 %。",
            "en": "Day one counts at most the 480 due, day two had half a day of unprotected leave: 720/960, 75 %.",
        },
    ),
    history=False,
)
