"""The tips a new installation starts with; HR edits them. Each helps the customer first, the figure follows."""

FIRST: tuple[tuple[str, str, str], ...] = (
    (
        "first_response_time",
        "准备 8–10 条常用话术模板（问候、查询物流、退款进度、转接说明），先用一句话接住客户，再查资料。",
        "Keep eight to ten phrase templates at hand (greeting, delivery, refund): a sentence first, then look it up.",
    ),
    (
        "first_response_time",
        "找出响应最慢的时段，与组长商量该时段的排班或分流，而不是只靠个人加速。",
        "Find the hours with the slowest replies and settle shifts or routing for them with your lead.",
    ),
    (
        "response_time",
        "答复需要时间时先告知预计多久，客户知道进度就不会反复追问。",
        "When an answer takes time, say how long: a customer who knows doesn't ask again.",
    ),
    (
        "ticket_timeliness",
        "每天上班和下班前各看一次 24 小时内到期的工单，先处理最早到期的。",
        "Look at the tickets due within 24 hours when you start and before you leave; take the earliest first.",
    ),
    (
        "ticket_timeliness",
        "等待其他部门的工单写明等谁、等什么、何时再问，由组长协调超时的环节。",
        "On tickets that wait for others, note for whom, for what and when to ask again; the lead clears the rest.",
    ),
    (
        "satisfaction",
        "先复述客户的问题和感受再给方案：让客户知道您听懂了。",
        "Say the customer's problem back before offering a solution, so that they know they were heard.",
    ),
    (
        "satisfaction",
        "与组长一起听两段评价较低的对话，各写一句下次会怎么说。",
        "Listen to two low-rated contacts with your lead and write one sentence you would say next time.",
    ),
    (
        "first_contact_resolution",
        "结束前问一句“还有其他问题吗”，并把下一步和时间说清楚，减少二次来访。",
        "Before closing ask whether anything is left, and say the next step and its time: it saves the second contact.",
    ),
    (
        "first_contact_resolution",
        "列出最常见的三类重复来访原因，补一篇知识库文章或一条话术。",
        "List the three most common causes of second contacts and add an article or a phrase for each.",
    ),
    (
        "complaint_rate",
        "不承诺做不到的事；有升级迹象时尽早请组长介入。",
        "Promise nothing that can't be kept, and bring the lead in early when a contact heats up.",
    ),
    (
        "knowledge_contributions",
        "把本周解释超过三次的问题写成一篇文章，先写标题和三步做法。",
        "Turn what you explained more than three times this week into an article: title and three steps first.",
    ),
    (
        "training_pass_rate",
        "考前用错题清单复习，和同事互相讲解一遍；需要时申请补训时间。",
        "Review the questions you got wrong, explain them to a colleague, and ask for study time where you need it.",
    ),
    (
        "training_attendance",
        "收到培训通知当天就和组长确认排班，冲突时申请另一场。",
        "Settle your shift with your lead on the day a training is announced, or ask for another date.",
    ),
    (
        "certification_pass_rate",
        "把认证内容分成每周一块，请已通过的同事带一次模拟。",
        "Split the certification into weekly parts and ask a certified colleague for one mock exam.",
    ),
    (
        "qa_score",
        "挑质检中失分最多的一项，连续一周每天自查两段对话。",
        "Take the item that lost most points in quality checks and review two of your contacts a day for a week.",
    ),
    (
        "peer_rating",
        "转交工单时写清已做什么、还缺什么，合作部门就不用再问一遍。",
        "When handing over, write what was done and what is missing, so that the partner department needn't ask again.",
    ),
    (
        "reopen_rate",
        "关闭前与客户确认问题已解决；不确定时先设为待跟进。",
        "Confirm with the customer that it is solved before closing; leave it pending when in doubt.",
    ),
)
"""Measure, Chinese, English."""
