"""What the linter says about scoring rules and grades."""

from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

RULES: dict[str, Message] = {
    "zero-at-target": Message(
        "{indicator}: exactly on target ({actual}) earns {points} of {weight} points.",
        "Use `deduct`, or `ratio` without `inverse` (weight × target ÷ actual, at most the weight).",
        "{indicator}：恰好达到目标（{actual}）只得 {points} 分（权重 {weight}）。",
        "请用扣分法，或不带 inverse 的比率法（权重 × 目标 ÷ 实际，不超过权重）。",
    ),
    "target-not-full": Message(
        "{indicator}: exactly on target ({actual}) earns {points} of {weight} points.",
        "Change the rule so that the target earns {weight}, or set the target where the rule does.",
        "{indicator}：恰好达到目标（{actual}）只得 {points} 分，不是满分 {weight}。",
        "请修改规则，使达标得 {weight} 分；或把目标值设在规则给满分之处。",
    ),
    "beating-loses-points": Message(
        "{indicator}: beating the target costs points: {worse} earns {worse_points}, but the better {better} only "
        "{better_points} (target {target}).",
        "Let every value at or better than the target earn at least as much as the target.",
        "{indicator}：超过目标反而扣分：{worse} 得 {worse_points}，更好的 {better} 只得 {better_points}（目标 "
        "{target}）。",
        "达到或优于目标的值，得分不应低于目标处的得分。",
    ),
    "rule-not-monotone": Message(
        "{indicator}: a better value earns less: {worse} earns {worse_points}, {better} only {better_points}.",
        "Order the points so that they never fall as the value gets better.",
        "{indicator}：更好的值得分更低：{worse} 得 {worse_points}，{better} 只得 {better_points}。",
        "请调整分数，使得分不随结果变好而下降。",
    ),
    "score-above-weight": Message(
        "{indicator}: {actual} earns {points} of {weight} points.",
        "Set `cap: {weight}` (or leave `cap` out), or move what goes beyond into bonus items.",
        "{indicator}：{actual} 得 {points} 分，超过权重 {weight}。",
        "请设 cap: {weight}（或不写 cap），超出的部分放入加分项。",
    ),
    "ratio-without-cap": Message(
        "{indicator}: the ratio has no cap: {actual} earns {points} of {weight} points, and more without end.",
        "Set `cap: {weight}`, or a little above it on purpose.",
        "{indicator}：比率法没有封顶：{actual} 得 {points} 分（权重 {weight}），且无上限。",
        "请设 cap: {weight}，或有意略高于它。",
    ),
    "score-below-floor": Message(
        "{indicator}: {actual} earns {points} points, below 0: one indicator eats up what the others earned.",
        "Set `floor: 0`.",
        "{indicator}：{actual} 得 {points} 分，低于 0：一个指标会吃掉其他指标的得分。",
        "请设 floor: 0（保底分）。",
    ),
    "floor-unreachable": Message(
        "{indicator}: even the worst value ({actual}) earns {points} of {weight} points; the floor {floor} is never "
        "reached.",
        "Make the steps dearer so that the worst earns {floor}, or state `floor: {points}`.",
        "{indicator}：即使最差（{actual}）仍得 {points} 分（权重 {weight}），永远到不了保底分 {floor}。",
        "请加大每档扣分，使最差得 {floor} 分；或写明 floor: {points}。",
    ),
    "step-unstated": Message(
        "{indicator}: what a part of a step costs is not said. {actual} (step {per}, target {target}) may earn "
        "{completed}, {started} or {proportional}.",
        "State `step: completed` ({completed}), `started` ({started}) or `proportional` ({proportional}).",
        "{indicator}：没有写明不足一档怎么扣。{actual}（每档 {per}，目标 {target}）可能得 {completed}、{started} 或 "
        "{proportional} 分。",
        "请写明 step: completed 满一档才扣（{completed}）、started 不足一档按一档（{started}）或 proportional "
        "按比例（{proportional}）。",
    ),
    "cliff": Message(
        '{indicator} in "{set}": from {from} to {to} the score falls from {before} to {after}: {loss} of 100 points '
        "for "
        "{unit}; more than {most} is a cliff.",
        "Spread the loss: smaller steps, `step: proportional`, or `linear`.",
        "{indicator}（{set}）：从 {from} 到 {to}，得分由 {before} 降到 {after}：{unit} 之差损失总分 100 分中的 {loss}"
        " 分，超过 {most} 分即为陡坎。",
        "请分摊损失：每档扣得少些，或用 step: proportional、插值法。",
    ),
    "two-scoring-systems": Message(
        "{n} indicators have two scoring rules. The same person ({person}) gets {own} of {weight} points by the rules "
        "that score and {other} by the alternative; {indicator} differs most ({one} against {two}).",
        "Keep one rule per indicator and take out the other.",
        "{n} 个指标有两套评分标准。同一个人（{person}）按计分规则得 {own} 分（满分 {weight}），按另一套得 {other} 分；"
        "差别最大的是 {indicator}（{one} 对 {two}）。",
        "每个指标只保留一套标准，删除另一套。",
    ),
}

GRADES: dict[str, Message] = {
    "grades-missing": Message(
        "The plan has no grades: every total stays without one.",
        "List them best first, for instance {{id: S, from: 90}}, {{id: C}}.",
        "方案没有等级，所有总分都评不出等级。",
        "请从高到低列出，例如 {{id: S, from: 90}}、{{id: C}}。",
    ),
    "grade-without-from": Message(
        "Grade {grade} has no lower end, so it takes every total below too and leaves none for {next}.",
        "Give {grade} a `from`; only the last grade goes without.",
        "等级 {grade} 没有下限，会占去其下所有总分，{next} 便没有了。",
        "请给 {grade} 写上 from；只有最后一个等级可以不写。",
    ),
    "grade-order": Message(
        "Grade {grade} (from {from}) stands after {before} (from {before_from}): grades are listed best first.",
        "Reorder them, or mend the `from` of one.",
        "等级 {grade}（{from} 起）排在 {before}（{before_from} 起）之后：等级应从高到低排列。",
        "请重新排列，或改正其中一个 from。",
    ),
    "grade-overlap": Message(
        "Totals from {from} to {to} ({n} of them) are in {grade} and in {other}.",
        "Give each grade only its `from`: it then reaches up to the next better one.",
        "总分 {from} 至 {to}（共 {n} 个）既属 {grade} 又属 {other}。",
        "每个等级只写 from 即可：它会一直到上一个更高等级为止。",
    ),
    "grade-hole": ByCase(
        "Totals from {from} to {to} are in no grade, between {below} and {above}: {n} totals.",
        "Take out `to` and give each grade only its `from`: it then reaches up to the next better one.",
        "总分 {from} 至 {to} 不属于任何等级（在 {below} 与 {above} 之间），共 {n} 个。",
        "请删去 to，每个等级只写 from：它会一直到上一个更高等级为止。",
        {
            "bottom": Message(
                "Totals from {from} to {to} are in no grade: {n} totals below {above}.",
                "Take out the `from` of the last grade: it has no lower end.",
                "总分 {from} 至 {to} 不属于任何等级：低于 {above}，共 {n} 个。",
                "请删去最后一个等级的 from：它没有下限。",
            ),
            "top": Message(
                "Totals from {from} to {to} are in no grade: {n} totals above {below}.",
                "Take out `to` and `below` of the best grade: it has no upper end.",
                "总分 {from} 至 {to} 不属于任何等级：高于 {below}，共 {n} 个。",
                "请删去最高等级的 to 或 below：它没有上限。",
            ),
        },
    ),
    "totals-ungraded": Message(
        "{n} totals of {places} decimals are in no grade, for instance {examples}.",
        "Close the holes between the grades: `from` alone is enough.",
        "共有 {n} 个 {places} 位小数的总分评不出等级，例如 {examples}。",
        "请补上等级之间的空档：只写 from 就够了。",
    ),
    "grade-unreachable": ByCase(
        "No total reaches grade {grade} ({from} to {to}): the rules make no sum between.",
        "Move the edges of {grade}, or use rules with finer steps.",
        "没有总分能落入等级 {grade}（{from} 至 {to}）：各规则凑不出其间的总分。",
        "请调整 {grade} 的上下限，或用更细的档。",
        {
            "empty": Message(
                "Grade {grade} is empty: it begins at {from} and ends at {to}.",
                "Mend its ends.",
                "等级 {grade} 为空：从 {from} 起，却到 {to} 止。",
                "请改正它的上下限。",
            ),
            "above": Message(
                "Nobody can reach grade {grade}: it begins at {from}, and the best possible total is {best}.",
                "Lower `from`, or let the rules earn more.",
                "没有人能得到等级 {grade}：它从 {from} 起，而最高总分是 {best}。",
                "请降低 from，或让规则能得更多分。",
            ),
            "below": Message(
                "Nobody can fall into grade {grade}: it ends at {to}, and the worst possible total is {worst}.",
                "Raise its upper end, or let the rules reach their floor.",
                "没有人会落入等级 {grade}：它到 {to} 止，而最低总分是 {worst}。",
                "请提高其上限，或让规则能到保底分。",
            ),
        },
    ),
    "grade-reserved": Message(
        '"{grade}" names a state of a result and cannot be a grade.',
        "Choose another id.",
        "“{grade}”是结果状态的名称，不能用作等级。",
        "请换一个编号。",
    ),
}
