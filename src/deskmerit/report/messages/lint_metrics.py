"""What the linter says about metrics, vetoes and goals."""

from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

METRICS: dict[str, Message] = {
    "metric-twice": Message(
        "{indicator} asks the same as {first} ({metric}, same filter and clock): the same work counts twice.",
        "Merge them, or let their parameters or filters differ.",
        "{indicator} 与 {first} 是同一个指标（{metric}，筛选和时钟相同）：同一件事算了两次。",
        "请合并，或让参数、筛选不同。",
    ),
    "team-metric-on-person": Message(
        "{indicator}: {metric} is made by the whole team (staffing, queues); one person cannot move it.",
        "Give it weight 0, use it as a team factor of an award, or choose a measure of the person's own work.",
        "{indicator}：{metric} 由整个团队（排班、排队）决定，个人左右不了。",
        "请设权重 0、用作奖金的团队系数，或改用反映个人工作的指标。",
    ),
    "guard-metric-scored": Message(
        "{indicator}: {metric} keeps other indicators honest; scored for itself it is easily steered.",
        "Give it weight 0 and name it in the `guards` of the indicator it watches.",
        "{indicator}：{metric} 用于监督其他指标；单独计分容易被操纵。",
        "请设权重 0，并写入它所监督指标的 guards。",
    ),
    "fcr-replies-in-chat": Message(
        "{indicator}: in a chat one contact holds many replies, so `contact: replies` (exactly one reply) counts "
        "nearly "
        "every chat as not resolved at first contact.",
        "Use `params: {{contact: session}}`, or `handlers`.",
        "{indicator}：一次在线会话有多次回复，contact: replies（恰好一次回复）会把几乎所有会话算作未一次解决。",
        "请用 params: {{contact: session}} 或 handlers。",
    ),
    "guard-missing": ByCase(
        "{indicator} ({metric}) has no guard: speed can be bought with half answers that come back.",
        "Add an indicator of weight 0, for instance {example}, and name it in `guards`.",
        "{indicator}（{metric}）没有监督指标：敷衍答复能换来速度，问题却会再来。",
        "请加一个权重 0 的指标，例如 {example}，并写入 guards。",
        {
            "satisfaction": Message(
                "{indicator} ({metric}) has no guard: it rises when only happy customers are asked to answer.",
                "Add an indicator of weight 0 on {example}, and name it in `guards`.",
                "{indicator}（{metric}）没有监督指标：只请满意的客户评价，它就会上升。",
                "请加一个权重 0 的 {example} 指标，并写入 guards。",
            )
        },
    ),
    "rate-without-min-cases": Message(
        "{indicator} ({metric}) states no `min_cases`: one single case would make it 0 or full.",
        "State `min_cases`, for instance 20; below it the value counts as missing, not as zero.",
        "{indicator}（{metric}）没有写 min_cases：只有一个样本也会得 0 分或满分。",
        "请写 min_cases，例如 20；不足时按缺失处理，而不是 0 分。",
    ),
    "missing-as-zero": Message(
        "{indicator}: who has no case loses all {weight} points, though nobody asked them to do anything.",
        "Use `missing: reweight` (the default), `neutral` or `carry`.",
        "{indicator}：没有样本的人会失去全部 {weight} 分，而这并非其过错。",
        "请用 missing: reweight（默认）、neutral 或 carry。",
    ),
    "veto-always": Message(
        "The veto {veto} ({metric}, bound {bound}) acts even at the best value ({best}): it hits everybody.",
        "Turn the condition round, or move the bound.",
        "否决项 {veto}（{metric}，界限 {bound}）在最好值 {best} 时也会触发：人人都被否决。",
        "请反转条件，或移动界限。",
    ),
    "veto-never": Message(
        "The veto {veto} ({metric}, bound {bound}) does not act even at the worst value ({worst}).",
        "Turn the condition round, or move the bound.",
        "否决项 {veto}（{metric}，界限 {bound}）在最差值 {worst} 时也不会触发。",
        "请反转条件，或移动界限。",
    ),
    "veto-without-effect": Message(
        "The veto {veto} caps the grade at {grade}, which is the best one: it changes nothing.",
        "Name a worse grade, or take the veto out.",
        "否决项 {veto} 把等级限制为最高等级 {grade}：不起任何作用。",
        "请写更低的等级，或删除这个否决项。",
    ),
    "veto-unconfirmed": Message(
        "The veto {veto} rests on {metric}, which one person's word can move; nobody else confirms it.",
        "Use something confirmed: qa_accuracy (fatal errors with a second reviewer), upheld complaints, confirmed "
        "breaches.",
        "否决项 {veto} 以 {metric} 为据，一个人的判断就能左右它，没有第二人确认。",
        "请用经确认的指标：qa_accuracy（致命错误须复核）、有责投诉、已确认的违规。",
    ),
    "goal-unknown": Message(
        '{indicator} serves the goal "{goal}", which the plan does not declare.',
        "Declare it under `goals`, or use one of: {known}.",
        "{indicator} 服务的目标“{goal}”未在方案中声明。",
        "请在 goals 中声明，或改用：{known}。",
    ),
    "indicator-without-goal": Message(
        "{indicator} serves none of the declared goals ({known}).",
        "Name its `goal`, or declare the one it serves.",
        "{indicator} 不服务于任何已声明的目标（{known}）。",
        "请写明 goal，或声明它所服务的目标。",
    ),
    "goal-without-indicator": Message(
        'No indicator serves the goal "{goal}": nobody is measured on it.',
        "Let an indicator name it, or take it out.",
        "没有指标服务于目标“{goal}”：没有人为它负责。",
        "请让某个指标写上它，或删除。",
    ),
}
