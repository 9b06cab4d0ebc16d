"""What the linter says about shares, deadlines and awards."""

from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

SHARES: dict[str, Message] = {
    "shares-over-100": Message(
        "The shares add up to {sum} %: {shares}.",
        "Lower them to 100 % or less, or state `cumulative: true` if each holds the one before it.",
        "各等级比例合计 {sum}%：{shares}。",
        "请降到 100% 以内；若后者包含前者，请写 cumulative: true。",
    ),
    "share-cumulative-less": Message(
        "With `cumulative: true` the share of {grade} ({share} %) holds that of {better} ({better_share} %), but is "
        "less.",
        "Give {grade} at least {better_share} %, or state `cumulative: false`.",
        "cumulative: true 时 {grade} 的比例（{share}%）应包含 {better} 的（{better_share}%），却更小。",
        "请把 {grade} 设为至少 {better_share}%，或写 cumulative: false。",
    ),
    "share-needs-people": Message(
        "{share} % of {people} people is {exact} of a person: nobody for {grade}.",
        "Apply shares from {needed} people on (`min_cohort: {needed}`), or leave this share out.",
        "{people} 人的 {share}% 是 {exact} 人：{grade} 没有名额。",
        "请从 {needed} 人起才用比例（min_cohort: {needed}），或取消这个比例。",
    ),
    "min-cohort-unstated": Message(
        "The plan does not say from how many people on its shares apply; {default} is taken.",
        "State `min_cohort: {default}`.",
        "方案没有写明多少人以上才用比例；按 {default} 人处理。",
        "请写明 min_cohort: {default}。",
    ),
    "min-cohort-small": Message(
        "Shares apply from {min_cohort} people on: there one person is {one} % of all.",
        "Use `min_cohort: {least}` or more; below it the bands alone decide.",
        "满 {min_cohort} 人即用比例：此时一个人就占 {one}%。",
        "请用 min_cohort: {least} 或更大；不足时只按分数段评级。",
    ),
    "share-clashes-with-band": ByCase(
        "Band and share clash: of {people} people {share} % have {seats} seats in {grade}. Number {place} with {total} "
        "points gets none, and {total} is not between {from} and {to}: no grade is left.",
        "Give {next} only its `from`: who overflows {grade} then competes for {next}.",
        "分数段与比例冲突：{people} 人的 {share}% 即 {grade} 有 {seats} 个名额。第 {place} 名得 {total} 分，"
        "没有名额；{total} 又不在 "
        "{from}–{to} 之间：无等级可评。",
        "{next} 只写 from 即可：{grade} 名额外的人便竞争 {next}。",
        {
            "forced": Message(
                "Rank overrules the band: of {people} people {share} % have {seats} seats in {grade}. Number {place} "
                "with "
                "{total} points gets none, though {grade} begins at {from}.",
                "Use `mode: cap`: the band decides, and nobody falls more than one grade.",
                "名次压过分数段：{people} 人的 {share}% 即 {grade} 有 {seats} 个名额。第 {place} 名得 {total} "
                "分也没有名额，而 {grade} 从 "
                "{from} 分起。",
                "请用 mode: cap：由分数段决定，且没有人降超过一级。",
            )
        },
    ),
    "share-cumulative-unstated": Message(
        '"First {share} %" for {second} is ambiguous: with {first}, {share} % or {together} % of the people?',
        "State `cumulative: false` (the next {share} % after {first}) or `true` (with {first}).",
        "{second} 的“前 {share}%”有歧义：连同 {first} 共 {share}% 还是 {together}%？",
        "请写明 cumulative: false（{first} 之后的 {share}%）或 true（含 {first}）。",
    ),
    "share-on-lowest-grade": Message(
        "{grade} has a share of {share} %: somebody would get the lowest grade by rank alone, however good the total.",
        "Use `watch: {share}` (a coaching list) instead of `share`.",
        "{grade} 设了 {share}% 的比例：总分再好也会有人仅因名次被评为最低等级。",
        "请改用 watch: {share}（重点辅导名单）。",
    ),
    "shares-forced": Message(
        "Forced shares ({shares}): grades come from rank alone, whatever the totals are.",
        "Use `mode: cap`, or keep it with a written reason.",
        "强制分布（{shares}）：等级只看名次，与总分无关。",
        "请用 mode: cap；如确需保留，请写明理由。",
    ),
    "forced-without-reason": Message(
        "Forced shares need a written reason, and there is none.",
        "Write it under `distribution.reason`, or use `mode: cap`.",
        "强制分布须有书面理由，方案中没有。",
        "请写入 distribution.reason，或用 mode: cap。",
    ),
}

PROCESS: dict[str, Message] = {
    "appeal-before-interview": Message(
        "The appeal closes {appeal} working days after receipt, the interview may come on day {interview}: {late} too "
        "late to appeal with what was said there.",
        "Use `appeal_from: later_of_receipt_and_interview`, or give the appeal {interview} days.",
        "申诉在签收后 {appeal} 个工作日截止，面谈却可能在第 {interview} 天：晚了 {late} 天，谈完已无法申诉。",
        "请用 appeal_from: later_of_receipt_and_interview，或把申诉期设为 {interview} 天。",
    ),
    "appeal-judged-by-scorer": Message(
        "An appeal may be judged by who scored or approved the result.",
        "Set `independent_review: true`: the reviewer has neither scored nor approved it.",
        "申诉可能由当初评分或批准的人复核。",
        "请设 independent_review: true：复核人未参与评分或批准。",
    ),
    "deadline-too-short": Message(
        "`{deadline}` leaves {days} working days.",
        "Give it at least 1.",
        "`{deadline}` 只有 {days} 个工作日。",
        "请至少给 1 天。",
    ),
    "effective-unstated": Message(
        "The plan does not say from when it holds.",
        "Write `effective: {{from: 2026-01-01}}`.",
        "方案没有写明生效日期。",
        "请写 effective: {{from: 2026-01-01}}。",
    ),
    "effective-reversed": Message(
        "The plan ends on {to}, before it begins on {from}.",
        "Swap or mend the dates.",
        "方案于 {to} 失效，早于生效日 {from}。",
        "请调换或改正日期。",
    ),
    "coverage-odd": ByCase(
        "`min_coverage` is {min_coverage}: a grade could rest on less than half of the weight.",
        "Use 50 or more; 70 is usual.",
        "min_coverage 为 {min_coverage}：不到一半的权重就能评级。",
        "请用 50 以上，通常为 70。",
        {
            "high": Message(
                "`min_coverage` is {min_coverage}, more than the 100 there are: nobody is ever rated.",
                "Use 100 or less; 70 is usual.",
                "min_coverage 为 {min_coverage}，超过总权重 100：没有人能评级。",
                "请用 100 以内，通常为 70。",
            )
        },
    ),
}

AWARDS: dict[str, Message] = {
    "coefficient-missing": Message(
        "{award} has no coefficient for grade {grade}.",
        "Add it, 0 if nothing is paid.",
        "{award} 没有等级 {grade} 的系数。",
        "请补上；若不发放请写 0。",
    ),
    "coefficient-not-rated-missing": Message(
        "{award} has no coefficient for `not_rated`: new hires and people on leave would be left out without a word.",
        "Add `not_rated`, usually 1.0.",
        "{award} 没有 not_rated（暂不评级）的系数：新人和休假的人会被无声漏掉。",
        "请加上 not_rated，通常为 1.0。",
    ),
    "coefficient-order": Message(
        "{award}: {worse} is paid {low}, more than the better grade {better} with {high}.",
        "Let the coefficients fall from the best grade to the last.",
        "{award}：{worse} 的系数 {low} 高于更好的等级 {better}（{high}）。",
        "系数应从最高等级到最低等级递减。",
    ),
    "team-factor-order": Message(
        "{award}: team factors are listed best first, but from {above} it is {high} and then from {below} {low}.",
        "Order them by `from`, falling, with factors that fall too.",
        "{award}：团队系数应从高到低，但 {above} 起为 {high}，接着 {below} 起为 {low}。",
        "请按 from 从高到低排列，系数也随之递减。",
    ),
    "money-cliff": Message(
        "{award}: at {edge} points, 0.01 points move {percent} % of the base ({better} {high}, {worse} {low}).",
        "Bring neighbouring coefficients within 0.4 of each other, or add a grade between.",
        "{award}：在 {edge} 分处，0.01 分之差相当于基数的 {percent}%（{better} {high}，{worse} {low}）。",
        "相邻系数之差请不超过 0.4，或在其间加一个等级。",
    ),
    "pay-negative": Message(
        "{award}: {key} is {value}: a person would have to pay.",
        "Use 0 or more.",
        "{award}：{key} 为 {value}：等于让人倒贴钱。",
        "请用 0 或正数。",
    ),
    "award-without-budget": Message(
        "{award} has no budget: it costs up to {top} times the sum of all bases.",
        "State `budget` and `over_budget`, so that its cost is known before grades are announced.",
        "{award} 没有预算：最多可达基数总和的 {top} 倍。",
        "请写 budget 和 over_budget，以便公布等级前就知道成本。",
    ),
    "budget-can-be-exceeded": Message(
        "{award}: a base of 1,000 can cost {thousand}, so bases of more than {bases} in all can exceed the "
        "budget of {budget}, and nothing says what happens then.",
        "State `over_budget: scale` (all by one factor) or `stop`.",
        "{award}：每 1,000 元基数最多发 {thousand}，基数合计超过 {bases} 就可能超出预算 {budget}，而方案没有写怎么办。",
        "请写 over_budget: scale（同比缩减）或 stop（停发）。",
    ),
}
