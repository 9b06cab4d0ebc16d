"""What the linter says about weights, targets and the bands of rules."""

from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

WEIGHTS: dict[str, Message] = {
    "weights-not-100": ByCase(
        '"{set}": weights sum to {sum}, not 100. {indicator} went from {was} to {now}.',
        "Take {gap} from others, for instance {other} {other_now} → {mended}.",
        "“{set}”的权重合计 {sum}，不是 100。{indicator} 从 {was} 变为 {now}。",
        "请从其他指标减去 {gap}，例如 {other} {other_now} → {mended}。",
        {
            "under": Message(
                '"{set}": weights sum to {sum}, not 100. {indicator} went from {was} to {now}.',
                "Give {gap} to others, for instance {other} {other_now} → {mended}.",
                "“{set}”的权重合计 {sum}，不是 100。{indicator} 从 {was} 变为 {now}。",
                "请给其他指标加上 {gap}，例如 {other} {other_now} → {mended}。",
            ),
            "over-base": Message(
                "The weights of the indicators sum to {sum}, not 100: {gap} too much.",
                "Take {gap} from one or several, for instance {other} {other_now} → {mended}.",
                "各指标权重合计 {sum}，不是 100，多出 {gap}。",
                "请从一个或几个指标减去 {gap}，例如 {other} {other_now} → {mended}。",
            ),
            "under-base": Message(
                "The weights of the indicators sum to {sum}, not 100: {gap} are missing.",
                "Give {gap} to one or several, for instance {other} {other_now} → {mended}.",
                "各指标权重合计 {sum}，不是 100，还差 {gap}。",
                "请给一个或几个指标加上 {gap}，例如 {other} {other_now} → {mended}。",
            ),
        },
    ),
    "weights-scaled": Message(
        '"{set}": weights sum to {sum}. Weights are points out of 100; with a formula "× weight × 100" a person at '
        "97 of 98 per cent and a weight of 10 would get 989.8 points.",
        "Write them as points: {indicator} {weight} → {mended}, the others alike.",
        "“{set}”的权重合计 {sum}。权重是满分 100 分中的分数；若按“× 权重 × 100”计算，完成 97%（目标 98%）、权重 10 "
        "的人会得 989.8 分。",
        "请写成分数：{indicator} {weight} → {mended}，其余同样处理。",
    ),
    "annual-not-100": Message(
        "The year's total: quarters {quarters} + own indicators {own} = {sum}, not 100.",
        "Set annual.quarters to {mended}, or change the weights of the annual indicators.",
        "年度总分：季度占 {quarters} + 年度指标 {own} = {sum}，不是 100。",
        "请把 annual.quarters 设为 {mended}，或调整年度指标的权重。",
    ),
    "weight-unknown-indicator": Message(
        '"{set}" gives a weight to {indicator}, which the plan does not have.',
        "Use one of: {known}.",
        "“{set}”给 {indicator} 定了权重，但方案中没有这个指标。",
        "可用的指标：{known}。",
    ),
    "weight-missing-indicator": Message(
        '"{set}" leaves out {indicator}, which has {weight} points otherwise and 0 here.',
        "Write {indicator}: 0 if that is meant, else give it a weight.",
        "“{set}”没有写 {indicator}：它平时 {weight} 分，在这里按 0 分。",
        "若确实不计分，请写 {indicator}: 0；否则请给出权重。",
    ),
    "indicator-unscored": Message(
        "{indicator} ({metric}) is named but scored nowhere: weight 0 in every set, and it guards no other indicator.",
        "Give it a weight, name it in `guards` of the indicator it keeps honest, or take it out.",
        "{indicator}（{metric}）列在方案中却从不计分：各套权重都是 0，也不是任何指标的监督指标。",
        "请给它权重，或写入它所监督的指标的 guards，或删除。",
    ),
    "dimension-empty": Message(
        "Dimension {dimension} has no indicator.",
        "Give it one, or take it out.",
        "维度 {dimension} 没有指标。",
        "请加上指标，或删除这个维度。",
    ),
    "duplicate-id": Message(
        'The id "{id}" stands twice in {kind}: weights, guards and results could not tell them apart.',
        "Rename one of them.",
        "{kind}中的编号“{id}”出现两次：权重、监督指标和结果无法区分。",
        "请改掉其中一个。",
    ),
}

TARGETS: dict[str, Message] = {
    "ratio-target-zero": Message(
        "{indicator}: the ratio rule divides by the target, and the target is 0: {weight} × actual ÷ 0.",
        "Use `deduct`, `bands` or `pass_fail` for a target of 0.",
        "{indicator}：比率法要除以目标值，而目标值为 0：{weight} × 实际 ÷ 0。",
        "目标值为 0 时请用扣分法、分档法或达标法。",
    ),
    "steps-too-many": Message(
        "{indicator}: a step of {per} makes {steps} steps below the target ({target}); over {most} are not proved.",
        "Use larger steps, or `step: proportional` with larger points.",
        "{indicator}：每档 {per}，在目标（{target}）以下共有 {steps} 档；超过 {most} 档不作验证。",
        "请加大每档，或改用较大分值的 step: proportional。",
    ),
    "target-wrong-side": ByCase(
        "{indicator}: the target is {target}, but for {metric} more is better.",
        "Use at_least.",
        "{indicator}：目标为 {target}，但 {metric} 越高越好。",
        "请用 at_least。",
        {
            "lower": Message(
                "{indicator}: the target is {target}, but for {metric} less is better.",
                "Use at_most.",
                "{indicator}：目标为 {target}，但 {metric} 越低越好。",
                "请用 at_most。",
            )
        },
    ),
    "target-out-of-range": Message(
        "{indicator}: the target {target} lies outside what the measure can be ({low} to {high}).",
        "Set a target between {low} and {high}.",
        "{indicator}：目标值 {target} 超出该指标的取值范围（{low} 至 {high}）。",
        "请把目标值设在 {low} 与 {high} 之间。",
    ),
    "target-as-fraction": Message(
        "{indicator}: the target is {target}; shares are given in per cent, so nearly everybody reaches it.",
        "Write {mended} if a share of the whole is meant.",
        "{indicator}：目标值为 {target}；比率以百分数填写，这样几乎人人达标。",
        "若指整体的比例，请写 {mended}。",
    ),
    "count-target-not-whole": Message(
        "{indicator}: a target of {target} a month is {month} in a month and {quarter} in a quarter (3 × {target} = "
        "{exact}): parts of a piece are dropped.",
        "Set a whole target per month.",
        "{indicator}：每月目标 {target}，按月为 {month}，按季度为 {quarter}（3 × {target} = {exact}）："
        "不足一件的部分被舍去。",
        "请把每月目标设为整数。",
    ),
    "count-step-uneven": Message(
        "{indicator}: the target {target} is no multiple of the step {per}: the last {left} short cost nothing.",
        "Choose a step that divides the target, or `step: started`.",
        "{indicator}：目标 {target} 不是每档 {per} 的整数倍：最后差的 {left} 件不扣分。",
        "请选能整除目标的档，或用 step: started（不足一档按一档）。",
    ),
    "count-rule-unscaled": Message(
        "{indicator}: the target {target} a month becomes {quarter} in a quarter, but the rule `{rule}` has fixed "
        "numbers that stay as in a month.",
        "Use `deduct`, `ratio`, `linear` or `bands`, which scale with the period.",
        "{indicator}：每月目标 {target} 按季度变为 {quarter}，但 `{rule}` 规则中的数字固定，仍按一个月计算。",
        "请用会随周期换算的扣分法、比率法、插值法或分档法。",
    ),
    "band-hole": Message(
        "{indicator}: {actual} lies in no band and earns 0.",
        "Let each band begin where its neighbour ends.",
        "{indicator}：{actual} 不在任何一档中，得 0 分。",
        "请让每一档从相邻一档的终点开始。",
    ),
    "band-overlap": Message(
        "{indicator}: {actual} lies in several bands, worth {points} points; only the first one counts.",
        "Let each band begin where its neighbour ends.",
        "{indicator}：{actual} 同时落在几档中（{points} 分），只有第一档算数。",
        "请让每一档从相邻一档的终点开始。",
    ),
    "band-shadowed": Message(
        "{indicator}: nobody can land in band {band} of {bands} ({points} points): earlier bands hold all of its "
        "values, "
        "or it has none.",
        "List the bands best first, and check the ends of this one.",
        "{indicator}：没有人能落入第 {band} 档（共 {bands} 档，{points} 分）：它的取值都被前面的档占去，或者为空。",
        "请按从好到差排列各档，并检查这一档的两端。",
    ),
}
