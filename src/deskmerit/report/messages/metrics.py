"""What measuring finds wrong: questions that can't be asked, custom metrics, figures, calendars."""

from deskmerit.report.messages.base import Message

MESSAGES: dict[str, Message] = {
    "unknown-metric": Message(
        "there is no metric {metric}",
        "use one of: {known}",
        "没有名为 {metric} 的指标",
        "请从以下指标中选择：{known}",
    ),
    "clock-not-possible": Message(
        "{metric} can't be measured on the clock {clock}",
        "leave the clock out, or use business or calendar for a metric that measures time",
        "{metric} 不能按时钟 {clock} 计量",
        "请去掉时钟；计时类指标可用 business（工作时间）或 calendar（自然时间）",
    ),
    "percentile-not-possible": Message(
        "percentile {percentile} of {metric} can't be taken",
        "percentiles 1 to 100 exist for metrics in seconds; leave it out for others",
        "{metric} 不能取第 {percentile} 百分位",
        "只有以秒计的指标有第 1 到 100 百分位，其他指标请去掉",
    ),
    "not-a-time-metric": Message(
        "within_target looks at {metric}, which doesn't measure seconds",
        "name a time metric, such as first_response_time",
        "within_target 针对的 {metric} 不是以秒计的指标",
        "请写一个计时指标，例如 first_response_time",
    ),
    "unknown-parameter": Message(
        "{metric} has no parameter {parameter}",
        "it knows: {known}",
        "{metric} 没有参数 {parameter}",
        "它的参数有：{known}",
    ),
    "parameter-missing": Message(
        "{metric} needs the parameter {parameter}",
        "add {parameter} to params",
        "{metric} 缺少参数 {parameter}",
        "请在 params 中写明 {parameter}",
    ),
    "parameter-not-allowed": Message(
        "{metric}: {parameter} is {value}",
        "use one of: {allowed}",
        "{metric}：{parameter} 的值是 {value}",
        "可用的值：{allowed}",
    ),
    "unknown-filter-column": Message(
        "{metric} can't be filtered by {column}: neither {table} nor the tickets have it",
        "use a column of {table} or of tickets; a 360° rating may be filtered by item only",
        "{metric} 不能按 {column} 筛选：{table} 和工单里都没有这一列",
        "请使用 {table} 或工单的列；360 度评价只能按评价项（item）筛选",
    ),
    "figure-astride-months": Message(
        "{n} figures of {metric} span two months or the edge of the period and are left out",
        "export them by day or by month",
        "{metric} 有 {n} 个汇总数据跨月或跨出考核期，未计入",
        "请按日或按月导出",
    ),
    "custom-table-absent": Message(
        "metric {metric}: there is no table {table} in the records, so it is missing for everybody",
        "add the table, or take the metric out of the plan",
        "指标 {metric}：数据里没有表 {table}，所有人此项缺失",
        "请补上该表，或从方案中去掉该指标",
    ),
    "custom-column-absent": Message(
        "metric {metric}: table {table} has no column {column}",
        "correct the column's name in the plan, or add the column",
        "指标 {metric}：表 {table} 没有列 {column}",
        "请更正方案中的列名，或补上该列",
    ),
    "expression-unreadable": Message(
        "metric {metric}: {text} is no expression ({detail})",
        "write an SQL expression, such as: case when arrived then 1 else 0 end",
        "指标 {metric}：{text} 不是可读的表达式（{detail}）",
        "请写 SQL 表达式，例如：case when arrived then 1 else 0 end",
    ),
    "expression-not-allowed": Message(
        "metric {metric}: {detail} is not allowed in {text}",
        "use columns, numbers, texts, + - * %, comparisons, and/or/not, case, coalesce, abs, least, greatest, is null, "
        "in, between; the metric divides its sums at the end, so no division",
        "指标 {metric}：{text} 中不允许使用 {detail}",
        "可用：列、数字、文字、+ - * %、比较、and/or/not、case、coalesce、abs、least、greatest、is null、in、between；"
        "除法由指标在最后做一次，不要自己写",
    ),
    "expression-unknown-column": Message(
        "metric {metric}: {text} names the column {detail}, which the table doesn't have",
        "correct the column's name",
        "指标 {metric}：{text} 中的列 {detail} 在表里不存在",
        "请更正列名",
    ),
}
