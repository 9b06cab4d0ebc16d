"""What the linter says about cases, samples and data."""

from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

CASES: dict[str, Message] = {
    "cases-none": Message(
        "The plan has no cases: nobody has written down what it should give.",
        "Add some under `cases`, for instance exactly on target, nothing done, no survey answered.",
        "方案没有算例：没有人写下它应当得出什么。",
        "请在 cases 下加几个，例如恰好达标、什么都没做、没有评价。",
    ),
    "case-fails": Message(
        'The case "{name}" expects {what} {expected}, but the plan gives {got} ({lines}).',
        "Mend the rule, or the expectation.",
        "算例“{name}”的{what}应为 {expected}，实际为 {got}（{lines}）。",
        "请改正规则，或改正预期。",
    ),
}

NOTES: dict[str, Message] = {
    "step-finer-than-sample": ByCase(
        "{indicator}: the step of {step} is finer than {min_cases} case(s) can tell; a mean is known to {step}, 95 "
        "times in "
        "100, from about {needed} cases on (spread 1.0).",
        "Take larger steps, more cases, or a longer period, and read small differences as luck.",
        "{indicator}：每档 {step}，{min_cases} 个样本分辨不出；要有 95% 的把握精确到 {step}，约需 {needed} "
        "个样本（标准差 1.0）。",
        "请加大每档、增加样本或拉长周期；小差别视为运气。",
        {
            "share": Message(
                "{indicator}: the step of {step} is finer than {min_cases} case(s) can tell; a share near its target "
                "is known to {step}, 95 times in 100, from about {needed} cases on.",
                "Take larger steps, more cases, or a longer period, and read small differences as luck.",
                "{indicator}：每档 {step}，{min_cases} 个样本分辨不出；在目标值附近要有 95% 的把握精确到 {step}，"
                "约需 {needed} 个样本。",
                "请加大每档、增加样本或拉长周期；小差别视为运气。",
            ),
            "seconds": Message(
                "{indicator}: the step of {step} is finer than {min_cases} case(s) can tell; where times spread as "
                "widely "
                "as the target, a mean is known to {step}, 95 times in 100, from about {needed} cases on.",
                "Take larger steps, more cases, or a longer period, and read small differences as luck.",
                "{indicator}：每档 {step}，{min_cases} 个样本分辨不出；若时长的标准差与目标值相当，要有 95% "
                "的把握精确到 {step}，"
                "约需 {needed} 个样本。",
                "请加大每档、增加样本或拉长周期；小差别视为运气。",
            ),
        },
    ),
    "count-target-scales": ByCase(
        "{indicator}: {month} a month are {quarter} in a quarter and {year} in a year.",
        "Nothing to do: read the printed target as one month's.",
        "{indicator}：每月 {month} 件，按季度为 {quarter}，按年为 {year}。",
        "无需处理：所印目标按一个月理解。",
        {
            "steps": Message(
                "{indicator}: {month} a month are {quarter} in a quarter and {year} in a year, and in a quarter the "
                "points "
                "are taken per {per} short.",
                "Nothing to do: read the printed target as one month's.",
                "{indicator}：每月 {month} 件，按季度为 {quarter}，按年为 {year}；季度中每差 {per} 件扣一次分。",
                "无需处理：所印目标按一个月理解。",
            )
        },
    ),
    "smart": Message(
        "SMART {indicator} · {title_en}: {definition_en} · measured by {metric} from {source}, at least {min_cases} "
        "case(s) · target {target} · goal {goal} · period {period}.",
        "",
        "SMART {indicator} · {title_zh}：{definition_zh} · 由 {metric} 取自 {source}，至少 {min_cases} 个样本 · 目标 "
        "{target} · "
        "服务目标 {goal} · 周期 {period}。",
        "",
    ),
}

DATA: dict[str, Message] = {
    "target-nobody-reached": Message(
        "{indicator}: none of {n} people reached {target}; the best had {best}.",
        "Set a target that some reach, or look for what stands in everybody's way.",
        "{indicator}：{n} 人中没有人达到 {target}，最好的是 {best}。",
        "请设有人能达到的目标，或查找妨碍所有人的原因。",
    ),
    "target-everybody-reached": Message(
        "{indicator}: all {n} people reached {target}, the last with {worst}: it tells nobody apart.",
        "Raise the target, or give its weight to what differs.",
        "{indicator}：{n} 人全部达到 {target}，最低的也有 {worst}：区分不出任何人。",
        "请提高目标，或把权重给有差别的指标。",
    ),
    "target-share-reached": Message(
        "{indicator}: {reached} of {n} people ({percent} %) reached {target}.",
        "",
        "{indicator}：{n} 人中有 {reached} 人（{percent}%）达到 {target}。",
        "",
    ),
    "indicator-hardly-differs": Message(
        "{indicator}: the middle 80 % of {n} people score between {low} and {high} of {weight} points.",
        "Lower its weight, or choose a target and steps that tell people apart.",
        "{indicator}：{n} 人中居中的 80% 得分在 {low} 至 {high} 之间（权重 {weight}）。",
        "请降低权重，或选能区分人的目标和档。",
    ),
    "falls-by-share": ByCase(
        "The share of {share} % for {band} is full: {n} with a total in its band get {grade} ({people}).",
        "Tell each of them why, or use `mode: bands_only`.",
        "{band} 的名额（{share}%）已满：总分在其分数段内而评为 {grade} 的有 {n} 人（{people}）。",
        "请向每个人说明原因，或用 mode: bands_only。",
        {
            "many": Message(
                "The share of {share} % for {band} is full: {n} with a total in its band get {grade} "
                "({people} and {more} more).",
                "Tell each of them why, or use `mode: bands_only`; `deskmerit score` lists them all.",
                "{band} 的名额（{share}%）已满：总分在其分数段内而评为 {grade} 的有 {n} 人"
                "（{people}，另有 {more} 人）。",
                "请向每个人说明原因，或用 mode: bands_only；deskmerit score 列出全部人员。",
            )
        },
    ),
}
