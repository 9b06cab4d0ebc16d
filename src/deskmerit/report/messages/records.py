"""What can be wrong with the cells and rows of records, and between their tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskmerit.report.messages.base import Message

_ROWS_EN = _ROWS_ZH = "{in_rows}"


@dataclass(frozen=True, slots=True)
class RowMessage(Message):
    """A message about one row, whose place says which, or about many, which it then names."""

    def said(self, params: Mapping[str, object], lang: str, gap: str = "…") -> tuple[str, str]:
        """Message and mend; `{in_rows}` is empty for one row."""
        names = {"zh": "（{count} 行：第 {rows} 行）", "en": " ({count} rows: {rows})"}
        many = names[lang].format_map(params) if params.get("count", 1) != 1 else ""
        # The zero-argument super() does not work in a dataclass with slots.
        return Message.said(self, {**params, "in_rows": many}, lang, gap)


CELLS: dict[str, Message] = {
    "not-a-number": RowMessage(
        "“{value}” is not a number" + _ROWS_EN + ".",
        "Write digits with a point for decimals, such as 1234.5; a decimal comma is not read because 4,5 may mean 45.",
        "“{value}”不是数字" + _ROWS_ZH + "。",
        "请只写数字，小数用点，例如 1234.5；逗号小数有歧义，不予识别。",
    ),
    "not-whole": RowMessage(
        "“{value}” is not a whole number" + _ROWS_EN + ".",
        "This column counts: write a whole number.",
        "“{value}”不是整数" + _ROWS_ZH + "。",
        "此列是计数，请填整数。",
    ),
    "too-large": RowMessage(
        "“{value}” is too large" + _ROWS_EN + ".",
        "Numbers may have up to 18 digits before the point; an id belongs in a text column.",
        "“{value}”过大" + _ROWS_ZH + "。",
        "整数部分最多 18 位；编号请放在文本列。",
    ),
    "not-yes-or-no": RowMessage(
        "“{value}” is neither yes nor no" + _ROWS_EN + ".",
        "Write 是/否, yes/no, true/false or 1/0.",
        "“{value}”既不是“是”也不是“否”" + _ROWS_ZH + "。",
        "请填 是/否、yes/no、true/false 或 1/0。",
    ),
    "not-a-duration": RowMessage(
        "“{value}” is not a duration" + _ROWS_EN + ".",
        "Write seconds (88), 00:01:28 or 1分28秒.",
        "“{value}”不是时长" + _ROWS_ZH + "。",
        "请填秒数（88）、00:01:28 或 1分28秒。",
    ),
    "not-a-time": RowMessage(
        "“{value}” is not a date and time" + _ROWS_EN + ".",
        "Write 2026-09-01 09:05:00, with +08:00 or Z if it isn't local time; a day/month order is never guessed.",
        "“{value}”不是日期时间" + _ROWS_ZH + "。",
        "请写成 2026-09-01 09:05:00；非本地时间请加 +08:00 或 Z。“日/月”的先后不作猜测。",
    ),
    "naive-time": RowMessage(
        "Times such as “{value}” state no zone, and no zone is declared" + _ROWS_EN + "; these cells can't be used.",
        "Write `zone: Asia/Shanghai` (your zone) in deskmerit.yaml, or write the times with +08:00 or Z.",
        "“{value}”等时间没有时区，工作区也未声明时区" + _ROWS_ZH + "，这些单元格无法使用。",
        "请在 deskmerit.yaml 写上 zone: Asia/Shanghai（您的时区），或在时间后写 +08:00 或 Z。",
    ),
    "not-a-date": RowMessage(
        "“{value}” is not a date" + _ROWS_EN + ".",
        "Write 2026-09-01; a day/month order is never guessed.",
        "“{value}”不是日期" + _ROWS_ZH + "。",
        "请写成 2026-09-01；“日/月”的先后不作猜测。",
    ),
    "not-a-month": RowMessage(
        "“{value}” is not a month" + _ROWS_EN + ".",
        "Write 2026-09.",
        "“{value}”不是月份" + _ROWS_ZH + "。",
        "请写成 2026-09。",
    ),
    "not-allowed": RowMessage(
        "“{value}” is none of the values this column knows: {allowed}" + _ROWS_EN + ".",
        "Use one of them; for other words, an import map can translate.",
        "“{value}”不在此列允许的取值之内：{allowed}" + _ROWS_ZH + "。",
        "请改用其中之一；若来源系统另有写法，可用导入映射转换。",
    ),
    "time-skipped": RowMessage(
        "“{value}” never was on the clock: it fell into the hour skipped when clocks went forward" + _ROWS_EN + ".",
        "It is read by the offset before the change; write the offset beside the time to be sure.",
        "“{value}”落在夏令时拨快时跳过的时段，本不存在" + _ROWS_ZH + "。",
        "已按拨快前的时差理解；请在时间后写明时差以免误解。",
    ),
    "time-repeated": RowMessage(
        "“{value}” was on the clock twice, when clocks went back" + _ROWS_EN + ".",
        "It is read as the first of the two; write the offset beside the time to be sure.",
        "“{value}”在夏令时拨慢时出现过两次" + _ROWS_ZH + "。",
        "已按第一次理解；请在时间后写明时差以免误解。",
    ),
    "fraction-cut": RowMessage(
        "Durations with a fraction, such as “{value}”, are cut to whole units" + _ROWS_EN + ".",
        "Nothing to do if that is right; otherwise export whole seconds.",
        "“{value}”等带小数的时长已舍去小数" + _ROWS_ZH + "。",
        "若无不妥可不处理；否则请导出整数秒。",
    ),
}

ROWS: dict[str, Message] = {
    "value-missing": RowMessage(
        "A required cell is empty" + _ROWS_EN + "; the rows are left out.",
        "Fill the cell in.",
        "必填单元格为空" + _ROWS_ZH + "，这些行未计入。",
        "请补填。",
    ),
    "out-of-range": RowMessage(
        "{value} is out of range (lowest {low}, highest {high})" + _ROWS_EN + "; the rows are left out.",
        "Correct the number in the source.",
        "{value} 超出范围（最小 {low}，最大 {high}）" + _ROWS_ZH + "，这些行未计入。",
        "请在来源系统更正。",
    ),
    "negative-duration": RowMessage(
        "A duration is negative: {value}" + _ROWS_EN + "; the rows stay, metrics of this duration leave them out.",
        "Look for a clock that ran backwards in the source, or correct the rows.",
        "时长为负：{value}" + _ROWS_ZH + "；行保留，相关指标不计入。",
        "请检查来源系统时钟是否回拨，或更正这些行。",
    ),
    "interval-backwards": RowMessage(
        "The end {value} is not after the start in `{from}`" + _ROWS_EN + "; the rows are left out.",
        "The end is the first day or instant that no longer counts: for one day, write the next day.",
        "结束 {value} 不晚于 {from} 的开始" + _ROWS_ZH + "，这些行未计入。",
        "结束是“不再计入的第一天（时刻）”：只有一天时请写次日。",
    ),
    "needs-one-of": RowMessage(
        "One of these must be filled: {choice}" + _ROWS_EN + "; the rows are left out.",
        "Fill one of them in.",
        "以下须至少填一项：{choice}" + _ROWS_ZH + "，这些行未计入。",
        "请补填其中一项。",
    ),
    "left-before-hired": RowMessage(
        "Left on {value}, before being hired" + _ROWS_EN + ".",
        "Correct one of the dates.",
        "离职日期 {value} 早于入职日期" + _ROWS_ZH + "。",
        "请更正其中一个日期。",
    ),
    "status-unknown": RowMessage(
        "“{value}” is no status" + _ROWS_EN + "; the rows are left out.",
        "Use new, open, pending, on_hold, solved or closed.",
        "“{value}”不是工单状态" + _ROWS_ZH + "，这些行未计入。",
        "请用 new、open、pending、on_hold、solved、closed 之一。",
    ),
    "event-without-value": RowMessage(
        "This kind of event needs a value (the calendar, or the ticket merged into)"
        + _ROWS_EN
        + "; the rows are left out.",
        "Fill in `value`.",
        "此类事件须有“值”（日历名，或并入的工单号）" + _ROWS_ZH + "，这些行未计入。",
        "请补填“值”。",
    ),
    "scale-empty": RowMessage(
        "The scale ends at {value}, not above where it begins" + _ROWS_EN + "; the rows are left out.",
        "Scale_min must be less than scale_max, such as 1 and 5.",
        "量表最高分 {value} 不大于最低分" + _ROWS_ZH + "，这些行未计入。",
        "最低分须小于最高分，例如 1 和 5。",
    ),
    "score-off-scale": RowMessage(
        "The rating {value} is not on its scale" + _ROWS_EN + "; the rows stay, ratings leave them out (“off scale”).",
        "Where 0 means “not rated”, leave the cell empty; else correct the score or the scale.",
        "评分 {value} 不在量表内" + _ROWS_ZH + "；行保留，评分指标不计入（超出量表）。",
        "若 0 表示未评价，请留空；否则请更正评分或量表。",
    ),
    "answered-before-sent": RowMessage(
        "Answered at {value}, before it was sent" + _ROWS_EN + ".",
        "Look for a clock that ran backwards in the source.",
        "评价时间 {value} 早于发送时间" + _ROWS_ZH + "。",
        "请检查来源系统时钟是否回拨。",
    ),
    "answered-without-seconds": RowMessage(
        "An answered call must state queue, talk, hold and wrap seconds" + _ROWS_EN + "; the rows are left out.",
        "Fill the seconds in (0 where there were none), or mark the call as not answered.",
        "已接通的通话须填排队、通话、保持、事后处理四项时长" + _ROWS_ZH + "，这些行未计入。",
        "请补填（没有则填 0），或改为未接通。",
    ),
    "max-score-not-positive": RowMessage(
        "The full score {value} is not above 0" + _ROWS_EN + "; the rows are left out.",
        "Write how many points were possible, such as 100.",
        "满分 {value} 不大于 0" + _ROWS_ZH + "，这些行未计入。",
        "请填满分，例如 100。",
    ),
    "score-above-max": RowMessage(
        "The score {value} is above the full score" + _ROWS_EN + "; the rows are left out.",
        "Correct the score or the full score.",
        "得分 {value} 超过满分" + _ROWS_ZH + "，这些行未计入。",
        "请更正得分或满分。",
    ),
    "denominator-not-positive": RowMessage(
        "The denominator {value} is not above 0" + _ROWS_EN + "; the rows are left out.",
        "Write 1 for a plain value.",
        "分母 {value} 不大于 0" + _ROWS_ZH + "，这些行未计入。",
        "普通数值请填 1。",
    ),
    "correct-without-field": RowMessage(
        "A correction must name the field to correct" + _ROWS_EN + "; the rows are left out.",
        "Write the column's name in `field`.",
        "更正须写明字段" + _ROWS_ZH + "，这些行未计入。",
        "请在“字段”填列名。",
    ),
    "reattribute-without-person": RowMessage(
        "A reattribution must name the person in `new`" + _ROWS_EN + "; the rows are left out.",
        "Write the agent_id of the person who earned it.",
        "改归属须在“新值”写明人员" + _ROWS_ZH + "，这些行未计入。",
        "请填应计入人员的客服工号。",
    ),
    "row-twice": Message(
        "{count} rows of `{table}` stand there again, cell for cell (rows {rows}); they count once.",
        "Nothing to do; export without overlap to avoid them.",
        "{table} 有 {count} 行逐格重复（第 {rows} 行），只计一次。",
        "无需处理；导出时避免重叠即可。",
    ),
    "key-twice": Message(
        "“{value}” ({key}) already stands in {first_file} row {first_row} with other content; this row is left out.",
        "Give the record its own id, or delete the wrong one of the two.",
        "“{value}”（{key}）已在 {first_file} 第 {first_row} 行出现且内容不同；本行未计入。",
        "请改用不同编号，或删去有误的一行。",
    ),
}

ACROSS: dict[str, Message] = {
    "unknown-agent": Message(
        "“{value}” is no agent of the table `agents` ({count} rows of `{table}`); nobody is credited for them.",
        "Add the person to agents, the login to identities, or the bot to `bots` in deskmerit.yaml.",
        "“{value}”不在人员表中（{table} 共 {count} 行），这些记录不计入任何人。",
        "请在人员表补此人，或在账号对照补此账号；若是机器人，请写入 deskmerit.yaml 的 bots。",
    ),
    "unknown-ticket": Message(
        "“{value}” is no ticket of the table `tickets` ({count} rows of `{table}`).",
        "Export the tickets of the same time range.",
        "工单“{value}”不在工单表中（{table} 共 {count} 行）。",
        "请导出同一时间范围的工单。",
    ),
    "ticket-of-two-sources": Message(
        "The id “{value}” names tickets of several sources ({sources}); events and surveys can't tell which is meant.",
        "Put the source before the ids of one of them, such as chat-1001, in tickets and in what refers to them.",
        "工单号“{value}”在多个来源系统（{sources}）中都有，事件和评价无法区分是哪一张。",
        "请在其中一个来源的工单号及引用处加上前缀，例如 chat-1001。",
    ),
    "unknown-review": Message(
        "“{value}” is no review of the table `qa_reviews` ({count} rows).",
        "Add the review, or delete its items.",
        "质检“{value}”不在质检表中（共 {count} 行）。",
        "请补上该次质检，或删去其明细。",
    ),
    "unknown-calendar": Message(
        "The calendar “{value}” is not declared ({count} rows; declared: {known}).",
        "Declare it under `calendars` in deskmerit.yaml.",
        "日历“{value}”未声明（共 {count} 行；已声明：{known}）。",
        "请在 deskmerit.yaml 的 calendars 中声明。",
    ),
    "event-before-creation": RowMessage(
        "The event at {value} is before its ticket was created" + _ROWS_EN + "; it doesn't count.",
        "Check the time zone of one of the two exports, or a clock that ran backwards.",
        "事件时间 {value} 早于工单创建时间" + _ROWS_ZH + "，不计入。",
        "请核对两份导出的时区，或时钟是否回拨。",
    ),
    "login-of-two": Message(
        "The login “{value}” in {source} belongs to {first} (row {first_row}) and to {second} at once.",
        "End the first interval where the second begins; until then nobody is told by this login.",
        "{source} 的账号“{value}”同时属于 {first}（第 {first_row} 行）和 {second}。",
        "请让前一段在后一段开始时结束；在此之前该账号无法对应到人。",
    ),
    "login-ambiguous": Message(
        "The login “{value}” fits several people ({count} rows of `{table}`); it stays as it is.",
        "Write the source on the tickets, or correct the intervals in identities.",
        "账号“{value}”可对应多人（{table} 共 {count} 行），保持原样。",
        "请在工单上写明来源系统，或更正账号对照的起止时间。",
    ),
    "login-of-nobody-then": Message(
        "The login “{value}” belonged to nobody in that source at that time ({count} rows of `{table}`).",
        "Correct source and interval of the login in identities.",
        "账号“{value}”当时在该系统不属于任何人（{table} 共 {count} 行）。",
        "请更正账号对照的来源系统与起止时间。",
    ),
}

MESSAGES: dict[str, Message] = CELLS | ROWS | ACROSS
