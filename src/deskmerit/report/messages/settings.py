"""What is said about `deskmerit.yaml` and its calendars."""

from deskmerit.report.messages.base import Message

MESSAGES: dict[str, Message] = {
    "settings-misspelt-key": Message(
        "there is no setting “{key}”; it was ignored",
        "did you mean “{nearest}”?",
        "没有“{key}”这一设置，已忽略",
        "是否想写“{nearest}”？",
    ),
    "settings-unknown-key": Message(
        "there is no setting “{key}” here; it was ignored",
        "remove it, or use one of: {known}",
        "此处没有“{key}”这一设置，已忽略",
        "请删除，或改用：{known}",
    ),
    "settings-not-a-map": Message(
        "“{said}” stands where `name: value` lines belong",
        "write one `name: value` per line, indented below the name above",
        "此处应为若干行 `名称: 值`，实际为“{said}”",
        "请每行写一项 `名称: 值`，并比上级名称多缩进两格",
    ),
    "settings-not-text": Message(
        "“{said}” stands where a single text belongs",
        "write one text; quote it if it holds a colon or begins with [ or {{",
        "此处应为一段文字，实际为“{said}”",
        "请写成一段文字；含冒号或以 [、{{ 开头时需加引号",
    ),
    "settings-not-a-flag": Message(
        "“{said}” is neither yes nor no; taken as no",
        "write true or false",
        "“{said}”不是“是”或“否”，按“否”处理",
        "请写 true 或 false",
    ),
    "settings-bad-month-start": Message(
        "a month can't start on “{said}”; taken as 1",
        "write a day from 1 to 28, which every month has; a month from the 26th is named after the one it ends in",
        "月度起始日不能是“{said}”，按 1 日处理",
        "请写 1 到 28（每个月都有的日子）；从 26 日起的月度以其结束所在月命名",
    ),
    "settings-bad-date": Message(
        "“{said}” is not a date",
        "write year-month-day with two digits each, such as 2026-10-01",
        "“{said}”不是日期",
        "请写成 年-月-日，月和日各两位，如 2026-10-01",
    ),
    "settings-unknown-zone": Message(
        "there is no time zone “{zone}”; UTC, or the organisation's zone, was taken",
        "write a name of the IANA list such as {nearest} (not an offset like +08:00, which knows no daylight saving)",
        "没有“{zone}”这一时区，暂按 UTC（或本组织时区）处理",
        "请写 IANA 时区名，如 {nearest}（不要写 +08:00 这类偏移量，它不含夏令时）",
    ),
    "settings-unknown-calendar": Message(
        "there is no calendar “{name}” under `calendars` (there are: {known}); none was taken",
        "declare it under `calendars`, correct the name, or write none",
        "`calendars` 下没有日历“{name}”（现有：{known}），按未指定处理",
        "请在 `calendars` 下声明该日历，或更正名称，或写 none",
    ),
    "settings-no-default-calendar": Message(
        "there are several calendars ({known}) and none is the default, so tickets without one run around the clock",
        "write `calendar: NAME`, or `calendar: none` if that is meant",
        "声明了多个日历（{known}）但未指定默认日历，未注明日历的工单将按全天候计时",
        "请写 `calendar: 名称`；若确实如此，请写 `calendar: none`",
    ),
    "settings-every-day-works": Message(
        "by calendar “{name}” all seven days are working days, for deadlines and active days too",
        "if people have a five-day week, declare a calendar for it and name it under `workdays`",
        "按日历“{name}”，一周七天都是工作日，期限和在岗天数也照此计算",
        "若员工实行五天工作制，请另建一个日历并在 `workdays` 中指定",
    ),
    "settings-file-missing": Message(
        "there is no file “{said}” in the workspace; the calendar was taken as always open",
        "put the file beside deskmerit.yaml, or correct its name; folders are written with /",
        "工作区中没有文件“{said}”，该日历暂按全天候营业处理",
        "请把文件放到 deskmerit.yaml 旁边，或更正文件名；目录用 / 分隔",
    ),
    "settings-file-outside": Message(
        "the file “{said}” lies outside the workspace and was not read",
        "copy it into the workspace, so that the folder holds all that its figures were made from",
        "文件“{said}”在工作区之外，未读取",
        "请复制到工作区内，使结果的全部依据都在同一文件夹中",
    ),
    "calendar-no-week": Message(
        "the calendar has no `weekly` hours; it was taken as always open",
        'write `weekly: 24x7`, or hours such as `weekly: {{mon-fri: ["09:00-18:00"]}}`',
        "该日历没有 `weekly` 每周时段，暂按全天候营业处理",
        '请写 `weekly: 24x7`，或写时段，如 `weekly: {{mon-fri: ["09:00-18:00"]}}`',
    ),
    "calendar-bad-week": Message(
        "“{said}” is not a week of opening hours",
        'write `24x7`, or lines such as `mon-fri: ["09:00-12:00", "13:00-18:00"]`',
        "“{said}”不是每周营业时段",
        '请写 `24x7`，或逐行写 `mon-fri: ["09:00-12:00", "13:00-18:00"]`',
    ),
    "calendar-bad-window": Message(
        "“{said}” is not a span of opening hours; it was left out",
        'write begin and end: "09:00-18:00", "22:00-06:00" (overnight) or "00:00-24:00"; they must differ',
        "“{said}”不是营业时段，已略过",
        '请写起止时间，如 "09:00-18:00"、"22:00-06:00"（跨到次日）或 "00:00-24:00"；起止不能相同',
    ),
    "calendar-window-backwards": Message(
        "{window} runs {hours} hours, through midnight into the next day; are begin and end in the right order?",
        'if turned round, write "{turned}"; if the long night is meant, write it as two: {split}',
        "{window} 将跨过午夜，共 {hours} 小时；起止是否写反？",
        '若写反，请改为 "{turned}"；若确为跨夜长班，请写成两段：{split}',
    ),
    "calendar-windows-overlap": Message(
        "{first} and {second} overlap; the hours they share count once",
        "let one end where the other begins",
        "{first} 与 {second} 重叠，重叠部分只计一次",
        "请使一段的结束等于另一段的开始",
    ),
    "calendar-night-overlaps": Message(
        "the night hours of {day} run into the hours of {next}; what they share counts once",
        "let the night end where the day begins",
        "{day} 的夜班时段与 {next} 的时段重叠，重叠部分只计一次",
        "请使夜班结束时间等于次日的开始时间",
    ),
    "calendar-unknown-weekday": Message(
        "“{said}” is no day of the week",
        "write mon tue wed thu fri sat sun, a range such as mon-fri, or daily",
        "“{said}”不是星期几",
        "请写 mon tue wed thu fri sat sun、周一…周日，或范围如 mon-fri、周一至周五，或 daily",
    ),
    "calendar-weekday-twice": Message(
        "the hours of {day} stand already on line {first}; these were ignored",
        "give each day once, with all its spans in one list",
        "{day} 的时段已在第 {first} 行给出，此处未采用",
        "每天只写一次，把当天各段写在同一列表中",
    ),
    "calendar-bad-change": Message(
        "“{said}” is not a change of the week",
        "write a list of `- from: 2026-07-01` with a `weekly:` below",
        "“{said}”不是时段变更",
        "请写成列表：`- from: 2026-07-01`，其下写 `weekly:`",
    ),
    "calendar-never-opens": Message(
        "the calendar has no opening hours at all, so nothing would ever be due by it",
        'write hours such as `mon-fri: ["09:00-18:00"]`',
        "该日历没有任何营业时段，按它计时的工单永远不会到期",
        '请写时段，如 `mon-fri: ["09:00-18:00"]`',
    ),
    "calendar-date-twice": Message(
        "{said} stands twice in this calendar; the first was taken",
        "give each date once, either under holidays or under make_up_days",
        "{said} 在该日历中重复出现，以先出现者为准",
        "每个日期只写一次：放在 holidays 或 make_up_days 之一",
    ),
    "calendar-holiday-not-name": Message(
        "“{said}” stands where the name of a day off belongs; the day was taken as closed",
        "a day with hours of its own belongs under `make_up_days`, with these hours",
        "假日名称处写成了“{said}”，该日按全天休息处理",
        "当天另有时段的，请写到 `make_up_days` 下并注明时段",
    ),
    "calendar-make-up-closed": Message(
        "a make-up working day can't be closed; it was given the usual hours",
        "move the date to `holidays`, or give it hours",
        "调休上班日不能是休息，已按通常时段处理",
        "请把该日期移到 `holidays`，或写明时段",
    ),
    "calendar-unknown-country": Message(
        "no official days off are known for “{said}”",
        "write a two-letter country code such as cn, DE or {{country: DE, subdiv: BY}}, or list the dates",
        "没有“{said}”的法定节假日数据",
        "请写两位国家代码，如 cn、DE 或 {{country: DE, subdiv: BY}}，或逐日列出",
    ),
    "calendar-year-unannounced": Message(
        "the official days off of {years} are unknown to calendar “{calendar}” (known: {known_from} to {known_until}); "
        "ordinary weeks were assumed, and figures and deadlines there may change",
        "install a newer Deskmerit once they are announced, or list the dates under `holidays` and `make_up_days`",
        "日历“{calendar}”尚不知道 {years} 年的法定节假日（已知：{known_from} 至 {known_until}），"
        "暂按普通周计算，相关结果和期限可能变化",
        "公布后请升级 Deskmerit，或在 `holidays` 和 `make_up_days` 中逐日列出",
    ),
}
