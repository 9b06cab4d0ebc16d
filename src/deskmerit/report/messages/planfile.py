"""Sentences for what reading a plan file can find wrong."""

from deskmerit.report.messages.base import Message

_SHAPES: dict[str, Message] = {
    "plan-empty": Message(
        "there is no plan in this file",
        "Begin with `plan: my-team` and `title:`, or copy a shipped plan: deskmerit plans template.",
        "文件里没有方案",
        "请从 `plan: my-team` 和 `title:` 写起，或复制一个自带方案：deskmerit plans template。",
    ),
    "plan-not-found": Message(
        "no plan named {name}, and no such file",
        "Write the path of a .yaml or .xlsx file, or a shipped plan: {best}.",
        "没有名为 {name} 的方案，也没有这个文件",
        "请写 .yaml 或 .xlsx 文件的路径，或自带方案的名称：{best}。",
    ),
    "plan-file-kind": Message(
        "a plan can't be read from a file ending in {suffix}",
        "Save it as .yaml or .xlsx.",
        "不能从扩展名为 {suffix} 的文件读取方案",
        "请另存为 .yaml 或 .xlsx。",
    ),
    "plan-not-a-plan": Message(
        "a plan is a list of keys with values, and this file begins with something else",
        "Begin with `plan: my-team`, then `title:`, `dimensions:`, `grades:`.",
        "方案应由“键: 值”组成，此文件开头不是",
        "请从 `plan: my-team` 写起，再写 `title:`、`dimensions:`、`grades:`。",
    ),
    "plan-not-a-map": Message(
        "{key} needs keys and values",
        "Write `{key}: {{name: value}}`, or the names indented below it.",
        "{key} 下面应为“键: 值”",
        "请写成 `{key}: {{名称: 值}}`，或在下一行缩进书写。",
    ),
    "plan-not-a-list": Message(
        "{key} needs a list",
        "Write `{key}: [first, second]`, or one line each beginning with `- `.",
        "{key} 应为列表",
        "请写成 `{key}: [甲, 乙]`，或每行以 `- ` 开头。",
    ),
    "plan-not-a-text": Message(
        "{key} needs a text",
        "Write it after the colon; put it in quotes if it holds `: ` or begins with a sign.",
        "{key} 应为文字",
        "请写在冒号后；含“: ”或以符号开头时加引号。",
    ),
    "plan-not-words": Message(
        "{key} needs a text, or one per language",
        "Write `{key}: text` or `{key}: {{zh: 文字, en: text}}`.",
        "{key} 应为文字，或按语言分写",
        "请写成 `{key}: 文字` 或 `{key}: {{zh: 文字, en: text}}`。",
    ),
    "plan-unknown-language": Message(
        "texts are kept in zh and en, not in {found}",
        "Rename {found} to zh or en, or take it out.",
        "文字只保存 zh 和 en 两种，没有 {found}",
        "请把 {found} 改为 zh 或 en，或删去。",
    ),
    "plan-not-an-id": Message(
        "{key} is a name that other parts refer to; {found!r} can't be one",
        "Use letters, digits, `_`, `-`, `.`; begin with a letter or digit; no blanks.",
        "{key} 是供其他部分引用的名称，{found!r} 不行",
        "请用字母、汉字、数字、`_`、`-`、`.`，以字母或数字开头，不含空格。",
    ),
}

_VALUES: dict[str, Message] = {
    "plan-not-a-number": Message(
        "{key} needs a number, found {found}",
        "Write digits only, such as 15 or 4.5: per cents without the sign, no blanks, no thousands marks.",
        "{key} 应为数字，现为 {found}",
        "请只写数字，如 15 或 4.5：百分数不写百分号，不留空格，不用千位分隔。",
    ),
    "plan-not-whole": Message(
        "{key} counts whole things, found {found}",
        "Write a whole number.",
        "{key} 应为整数，现为 {found}",
        "请写整数。",
    ),
    "plan-too-low": Message(
        "{key} is {found}, and can't be below {least}",
        "Write {least} or more.",
        "{key} 为 {found}，不能低于 {least}",
        "请写 {least} 或更大的数。",
    ),
    "plan-too-high": Message(
        "{key} is {found}, and can't be above {most}",
        "Write {most} or less.",
        "{key} 为 {found}，不能高于 {most}",
        "请写 {most} 或更小的数。",
    ),
    "plan-not-a-flag": Message(
        "{key} is yes or no, found {found}",
        "Write true or false.",
        "{key} 只能是或否，现为 {found}",
        "请写 true 或 false。",
    ),
    "plan-not-a-date": Message(
        "{key} needs a date that exists, found {found}",
        "Write year-month-day, such as 2026-01-31.",
        "{key} 应为有效日期，现为 {found}",
        "请写成 年-月-日，如 2026-01-31。",
    ),
    "plan-not-one-of": Message(
        "{key} can't be {found}",
        "Nearest that it can be: {best}.",
        "{key} 不能为 {found}",
        "最接近的可用值：{best}。",
    ),
}

_NAMES: dict[str, Message] = {
    "plan-unknown-key": Message(
        "there is no key {key} here",
        "Did you mean {best}? Every key is in docs/plans.md.",
        "这里没有键 {key}",
        "是否想写 {best}？全部键见 docs/plans.md。",
    ),
    "plan-missing-key": Message("{key} is missing", "Write: {example}", "缺少 {key}", "请补写：{example}"),
    "plan-duplicate-id": Message(
        "{found} is the id of two things; the first is in line {first}",
        "Give this one another id.",
        "{found} 被用作两处的 id，前一处在第 {first} 行",
        "请给这一处换一个 id。",
    ),
    "plan-unknown-metric": Message(
        "no metric is called {found}",
        "Did you mean {best}? `deskmerit metrics` lists all; your own go under `metrics:`.",
        "没有名为 {found} 的度量",
        "是否想写 {best}？`deskmerit metrics` 列出全部；自定义的写在 `metrics:` 下。",
    ),
    "plan-metric-taken": Message(
        "{metric} is a metric of the catalogue; the plan can't define another of that name",
        "Give your own metric another name.",
        "{metric} 是目录中已有的度量，方案不能重名定义",
        "请给自定义度量换一个名称。",
    ),
    "plan-unknown-param": Message(
        "{metric} takes no parameter {param}",
        "Nearest that it takes: {best}. A filter goes under `where:`.",
        "{metric} 没有参数 {param}",
        "最接近的参数：{best}。筛选条件写在 `where:` 下。",
    ),
    "plan-no-params": Message(
        "{metric} takes no parameters, so not {param} either",
        "Take `params` out; a filter goes under `where:`.",
        "{metric} 没有参数，也就没有 {param}",
        "请删去 `params`；筛选条件写在 `where:` 下。",
    ),
    "plan-missing-param": Message(
        "{metric} can't do without its parameter {param}",
        "Write `params: {{{param}: …}}`; `deskmerit metrics {metric}` shows an example.",
        "{metric} 缺少参数 {param}",
        "请写 `params: {{{param}: …}}`；`deskmerit metrics {metric}` 有示例。",
    ),
    "plan-unknown-rule": Message(
        "no scoring rule is called {found}",
        "Did you mean {best}?",
        "没有名为 {found} 的评分标准",
        "是否想写 {best}？",
    ),
    "plan-unknown-indicator": Message(
        "the plan has no indicator {found}",
        "Did you mean {best}? Use the indicator's id.",
        "方案中没有指标 {found}",
        "是否想写 {best}？请用指标的 id。",
    ),
    "plan-unknown-grade": Message(
        "the plan has no grade {found}",
        "Grades that can stand here: {best}.",
        "方案中没有等级 {found}",
        "此处可用：{best}。",
    ),
    "plan-unknown-phase": Message(
        "the plan has no phase {found}",
        "Phases of the plan: {best}.",
        "方案中没有阶段 {found}",
        "方案的阶段：{best}。",
    ),
}

_RULES: dict[str, Message] = {
    "plan-rule-shape": Message(
        "a rule is one name with its values",
        "Write `rule: {{deduct: {{points: 2, per: 5, step: completed}}}}`. Rules: {best}.",
        "评分标准应为一个名称及其取值",
        "请写 `rule: {{deduct: {{points: 2, per: 5, step: completed}}}}`。可用：{best}。",
    ),
    "plan-rule-per": Message(
        "a deduction for every {found} units can't be counted",
        "Write the size of one step, above 0: `per: 5`.",
        "每 {found} 个单位扣一次，无法计算",
        "请写每一档的大小，须大于 0：`per: 5`。",
    ),
    "plan-rule-scale": Message(
        "a rating from {min} to {max} is no scale",
        "Write the lowest rating as min and the highest as max: `rating: {{min: 1, max: 5}}`.",
        "从 {min} 到 {max} 不成量表",
        "请把最低分写作 min、最高分写作 max：`rating: {{min: 1, max: 5}}`。",
    ),
    "plan-target-missing": Message(
        "{indicator} is scored by {rule}, which compares with a target, and has none",
        "Write `target: {{at_most: 30}}` or `target: {{at_least: 98}}`.",
        "{indicator} 按 {rule} 评分，需要目标值，却没有写",
        "请写 `target: {{at_most: 30}}` 或 `target: {{at_least: 98}}`。",
    ),
    "plan-target-shape": Message(
        "a target says exactly one of at_most, at_least, between",
        "Write `target: {{at_most: 30}}`, `{{at_least: 98}}` or `{{between: [300, 600]}}`.",
        "目标值只能写 at_most、at_least、between 之一",
        "请写 `target: {{at_most: 30}}`、`{{at_least: 98}}` 或 `{{between: [300, 600]}}`。",
    ),
    "plan-target-range": Message(
        "between needs the lower end and the upper end",
        "Write `between: [300, 600]`.",
        "between 要写下限和上限",
        "请写 `between: [300, 600]`。",
    ),
    "plan-flag-unfit": Message(
        "{flag} says nothing about {metric}",
        "Take it out; it belongs to qa_score.",
        "{flag} 不适用于 {metric}",
        "请删去；它用于 qa_score。",
    ),
    "plan-no-clock": Message(
        "{metric} isn't a time between two moments, so it runs on no clock",
        "Take `clock` out.",
        "{metric} 不是两个时刻之间的时长，不用时钟",
        "请删去 `clock`。",
    ),
    "plan-no-percentile": Message(
        "{metric} isn't measured in seconds, so it has no percentile",
        "Take `percentile` out, or use a time metric.",
        "{metric} 不以秒计，没有百分位数",
        "请删去 `percentile`，或改用时长类度量。",
    ),
    "plan-veto-bound": Message(
        "a veto's condition says exactly one of below, above, at_most, at_least",
        "Write `when: {{metric: qa_accuracy, below: 100}}`.",
        "否决项的条件只能写 below、above、at_most、at_least 之一",
        "请写 `when: {{metric: qa_accuracy, below: 100}}`。",
    ),
    "plan-veto-effect": Message(
        "a veto does exactly one thing: cap the grade, or set points",
        "Write `then: {{grade_at_most: B}}` or `then: {{set: total, points: 0}}`.",
        "否决项只有一个后果：限制等级，或设定得分",
        "请写 `then: {{grade_at_most: B}}` 或 `then: {{set: total, points: 0}}`。",
    ),
    "plan-veto-sets": Message(
        "a veto can't set {found}",
        "Write total, indicator:ID or dimension:ID; nearest: {best}.",
        "否决项不能设定 {found}",
        "请写 total、indicator:ID 或 dimension:ID；最接近的：{best}。",
    ),
}

_WORKBOOK: dict[str, Message] = {
    "plan-workbook-unreadable": Message(
        "the file is no workbook that can be opened ({reason})",
        "Save it again as .xlsx without a password, or write a fresh one: deskmerit sheet.",
        "无法作为工作簿打开（{reason}）",
        "请另存为不加密的 .xlsx，或重新生成：deskmerit sheet。",
    ),
    "plan-workbook-too-large": Message(
        "the workbook unpacks to {size} MB; a plan takes less than 1, and {limit} is the most that is opened",
        "Take out pictures and foreign sheets, or write a fresh one: deskmerit sheet.",
        "工作簿解压后有 {size} MB；方案通常不到 1 MB，上限为 {limit} MB",
        "请删去图片和无关工作表，或重新生成：deskmerit sheet。",
    ),
    "plan-workbook-no-data": Message(
        "the workbook has no readable sheet {sheet}, which carries the parts of a plan that the table doesn't show",
        "Begin with a workbook written by `deskmerit sheet`, and keep that sheet.",
        "工作簿中没有可读的 {sheet} 表，方案中未在指标表显示的内容存于该表",
        "请从 `deskmerit sheet` 生成的工作簿改起，并保留该表。",
    ),
    "plan-cell-not-read": Message(
        "“{text}” was typed where nothing is read, so it changes nothing",
        "Change it on the sheet {sheet} or in the YAML file; only yellow cells are read here.",
        "“{text}”写在不读取的位置，不起作用",
        "请在 {sheet} 表或 YAML 文件中修改；此处只读取黄色单元格。",
    ),
    "plan-row-unknown": Message(
        "a row has the id {id}, and the plan has none",
        "Give the row its id back. A new indicator needs a metric and a rule: add it in the YAML file.",
        "某行编号为 {id}，方案中没有",
        "请改回原编号。新增指标需写明度量和评分标准，请在 YAML 文件中添加。",
    ),
    "plan-row-twice": Message(
        "{id} has two rows",
        "Keep one of them.",
        "{id} 有两行",
        "请只保留一行。",
    ),
    "plan-row-missing": Message(
        "the row of {id} is gone, though the plan still has it",
        "Put the row back, or set its weight to 0; take it out of the plan in the YAML file.",
        "{id} 的行被删除，但方案中仍有",
        "请恢复该行，或把权重设为 0；要从方案中删除请改 YAML 文件。",
    ),
    "plan-cell-not-a-number": Message(
        "a number is due here, found {found}",
        "Write one number.",
        "此处应为数字，现为 {found}",
        "请只写一个数字。",
    ),
    "plan-cell-target": Message(
        "the target of {id} can't be read from {found}",
        "Write a number, `≤ 30`, `≥ 98`, or a range `300–600`.",
        "{id} 的目标值无法读出：{found}",
        "请写数字，或“≤ 30”“≥ 98”，区间写“300–600”。",
    ),
    "plan-sheets-contradict": Message(
        "{field} of {id} was {was}; it was changed to {here} here and to {there} on the data sheet",
        "Make both the same.",
        "{id} 的{field}原为 {was}；此处改为 {here}，数据表改为 {there}",
        "请改成一致。",
    ),
    "plan-sheet-stale": Message(
        "{field} of {id} still shows {here}, while the data sheet was changed to {there}, which counts",
        "Change it here too, or write the workbook again, before anybody signs it.",
        "{id} 的{field}仍显示 {here}，数据表已改为 {there}，以后者为准",
        "签字前请把此处一并改正，或重新生成工作簿。",
    ),
    "plan-scoring-text-only": Message(
        "the scoring text of {id} was changed; a text is not a rule, so the points are reckoned as before",
        "To change points, change the rule in the YAML file or the data sheet.",
        "{id} 的评分标准文字已改；文字不改变计分规则，得分仍按原规则计算",
        "要改计分，请改 YAML 文件或数据表中的规则。",
    ),
}

MESSAGES: dict[str, Message] = _WORKBOOK | _SHAPES | _VALUES | _NAMES | _RULES
