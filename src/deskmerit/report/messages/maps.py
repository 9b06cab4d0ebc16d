"""What imports and their maps report."""

from deskmerit.report.messages.base import Message

MESSAGES: dict[str, Message] = {
    # The map itself
    "map-not-found": Message(
        "There is no import map called {name}, and no such file.",
        "Did you mean {near}? Shipped maps: {shipped}. Or give the path of your own map.",
        "没有名为 {name} 的导入映射，也没有这个文件。",
        "是不是 {near}？自带的映射有：{shipped}。也可以给出自己的映射文件路径。",
    ),
    "map-empty": Message(
        "The map is empty, or is no list of keys.",
        "Copy a shipped map and change it; docs/import-maps.md shows every option.",
        "映射文件是空的，或者不是“键: 值”的形式。",
        "请复制一个自带的映射再修改；docs/import-maps.md 列有全部选项。",
    ),
    "map-unknown-key": Message(
        "An import map has no option {key} here.",
        "Did you mean {near}? docs/import-maps.md lists every option.",
        "导入映射的这个位置没有 {key} 这个选项。",
        "是不是 {near}？全部选项见 docs/import-maps.md。",
    ),
    "map-missing-key": Message(
        "{key} is missing here.",
        "Add {key}; docs/import-maps.md has an example.",
        "这里缺少 {key}。",
        "请补上 {key}；docs/import-maps.md 有例子。",
    ),
    "map-not-a-list-of-keys": Message(
        "Keys with values are expected here (key: value).",
        "Write one `key: value` per line, two blanks deeper than the line above.",
        "这里应当是“键: 值”。",
        "请每行写一个“键: 值”，比上一行多缩进两格。",
    ),
    "map-not-a-text": Message(
        "A single text is expected here, not a list or a block.",
        "Write one name, in quotes if it holds a colon.",
        "这里应当是一个文本，而不是列表或块。",
        "请只写一个名称；名称里有冒号时加引号。",
    ),
    "map-bad-choice": Message(
        "{value} is not one of: {allowed}.",
        "Did you mean {near}?",
        "{value} 不在可选值之内：{allowed}。",
        "是不是 {near}？",
    ),
    "map-other-shape": Message(
        "A map of shape {shape} has no {key}.",
        "Remove {key}, or change `shape`; shape {shape} is described under `{need}`.",
        "形状为 {shape} 的映射没有 {key}。",
        "请删去 {key} 或修改 shape；形状 {shape} 写在 {need} 之下。",
    ),
    "map-unknown-zone": Message(
        "No time zone is called {zone}.",
        "Write it as Area/City, such as Asia/Shanghai or Europe/Rome.",
        "没有名为 {zone} 的时区。",
        "请写成“地区/城市”，例如 Asia/Shanghai。",
    ),
    "map-bad-dates": Message(
        "{value} says no order of day, month and year.",
        "Write y/m/d, d/m/y or m/d/y (any separator, zeros or not), or a pattern such as %d.%m.%Y %H:%M.",
        "{value} 没有说明年、月、日的次序。",
        "请写 y/m/d、d/m/y 或 m/d/y（分隔符和补零不限），或写出格式，例如 %d.%m.%Y %H:%M。",
    ),
    "map-unknown-column": Message(
        "The table {table} has no column {column}.",
        "Did you mean {near}? A column of your own goes under `extra`.",
        "{table} 表没有 {column} 这一列。",
        "是不是 {near}？自己的列请写在 extra 之下。",
    ),
    "map-extra-is-canonical": Message(
        "{column} is a column of the table {table} already (or one the import fills itself).",
        "Move it to `columns` (`first` or `last` in a log), or give it another name.",
        "{column} 本来就是 {table} 表的列（或由导入自动填写）。",
        "请移到 columns（日志形状用 first 或 last），或改用别的列名。",
    ),
    "map-column-needed": Message(
        "The table {table} needs {column}, and the map does not say where it comes from.",
        "Add it under `columns` with the file's header, or under `constants` with a fixed value.",
        "{table} 表必须有 {column}，而映射没有说明它从哪里来。",
        "请在 columns 下写明对应的表头，或在 constants 下写固定值。",
    ),
    "map-log-without-events": Message(
        "The log has neither `changes` nor `activities`: nothing would be made of its rows.",
        "Name the column whose change is an event under `changes`, or the column of activities under `activities`.",
        "日志既没有 changes 也没有 activities：得不到任何事件。",
        "请在 changes 下写明状态、受理人所在的列，或在 activities 下写明活动所在的列。",
    ),
    "map-period": Message(
        "The period must be told in exactly one way: day, week, month, range, or start with end (here: {ways}).",
        "Keep one of them; `start` and `end` go together.",
        "期间只能用一种方式说明：day、week、month、range，或 start 加 end（这里是：{ways}）。",
        "请只保留一种；start 与 end 要成对。",
    ),
    "map-metric-doubted": Message(
        "No metric is called {metric}; its figures would only serve a custom metric of that name.",
        "Did you mean {near}? A plan's custom metric may keep its name.",
        "没有名为 {metric} 的指标，这些数只能用于同名的自定义指标。",
        "是不是 {near}？如果是方案里的自定义指标，可不理会。",
    ),
    # Files
    "import-no-such-file": Message(
        "There is no file {path}.", "Check the path.", "没有这个文件：{path}。", "请检查路径。"
    ),
    "import-archive-broken": Message(
        "The archive can't be opened: {why}.",
        "Unpack it yourself and import the file inside, or export it again.",
        "压缩包打不开：{why}。",
        "请自行解压后导入里面的文件，或重新导出。",
    ),
    "import-archive-not-one": Message(
        "The archive holds {count} files that could be the export, not one: {names}.",
        "Unpack it and name the files to import.",
        "压缩包里可导入的文件有 {count} 个，而不是一个：{names}。",
        "请先解压，再指明要导入的文件。",
    ),
    "import-archive-bomb": Message(
        "The archive swells from {packed} bytes to over {megabytes} MB: it looks made to fill a disk. It was not read.",
        "Unpack it yourself if you trust it, and import the file inside.",
        "压缩包由 {packed} 字节膨胀到 {megabytes} MB 以上，像是用来塞满磁盘的，没有读取。",
        "如果确认可信，请自行解压后导入里面的文件。",
    ),
    "import-column-missing": Message(
        "The map needs the column {column}, and {file} has none of that name. The nearest is {near}.",
        "Write the file's own header in the map, under `headers`. The file has: {header}",
        "映射需要 {column} 列，而 {file} 里没有。最接近的是 {near}。",
        "请把文件里的表头写进映射的 headers。文件的表头有：{header}",
    ),
    "import-columns-absent": Message(
        "The file has no column for: {columns}. What is made of them stays empty.",
        "Fine if your system doesn't record it; else name its header in the map.",
        "文件里没有这些列：{columns}，由它们得来的内容留空。",
        "如果系统本来就不记录，可不理会；否则请在映射里写明表头。",
    ),
    "import-two-columns": Message(
        "Both {first} and {other} could be {column}, and they differ (first in row {row}). {first} was taken.",
        "Name the right one alone under `headers` in a copy of the map.",
        "{first} 和 {other} 都可能是 {column}，而两者不同（首见第 {row} 行）。取用了 {first}。",
        "请复制映射，在 headers 里只留下正确的那个表头。",
    ),
    "import-sheet-skipped": Message(
        "This sheet lacks the columns of the map and was not read.",
        "Fine if it holds something else.",
        "这张工作表没有映射所需的列，未读取。",
        "如果它本来就是别的内容，可不理会。",
    ),
    "import-no-rows": Message(
        "The file holds no rows under a header.",
        "Check that the export has finished, and that it is the right file.",
        "文件里没有表头和数据行。",
        "请确认导出已完成，而且没有选错文件。",
    ),
    "import-no-records": Message(
        "No row of the export became a record; nothing was written.",
        "The other messages say why for each row; most often the order of the dates or a header is not the map's.",
        "没有一行成为记录，没有写入任何文件。",
        "其他提示说明了每一行的原因；最常见的是日期次序或表头与映射不符。",
    ),
    # Rows
    "import-bad-cell": Message(
        "{value} can't be read ({reason}); the row was left out.",
        "Correct the cell. If all rows say this of a date, state its order in the map: `dates: d/m/y`.",
        "{value} 无法识别（{reason}），这一行没有导入。",
        "请更正这个单元格。如果每一行的日期都这样，请在映射里写明次序，例如 dates: d/m/y。",
    ),
    "import-empty-cell": Message(
        "{column} is empty; the row was left out.",
        "Fill it in, or list the row's mark under `skip` if it is no record (a line of totals).",
        "{column} 为空，这一行没有导入。",
        "请补上；如果这一行不是记录（例如合计行），请在 skip 下列出。",
    ),
    "import-row-makes-nothing": Message(
        "Nothing in this row makes a record; it was left out.",
        "Look whether the columns the map names under `needs` or `figures` are filled.",
        "这一行得不到任何记录，没有导入。",
        "请看映射中 needs 或 figures 所指的列是否有内容。",
    ),
    "import-duplicate-rows": Message(
        "{count} rows repeat another row exactly (first: row {first}). They count once.",
        "Fine for most exports. If equal rows are different records: `duplicates: keep` in the map.",
        "有 {count} 行与别的行完全相同（首见第 {first} 行），只算一次。",
        "多数导出都是如此。如果相同的行确是不同的记录，请在映射里写 duplicates: keep。",
    ),
    "import-skipped-rows": Message(
        "{count} rows are no records by the map's `skip` (first: row {first}), such as totals or deleted tickets.",
        "Change `skip` in a copy of the map if they should count.",
        "按映射的 skip，有 {count} 行不是记录（首见第 {first} 行），例如合计行、已删除的工单。",
        "如果应当计入，请复制映射并修改 skip。",
    ),
    "import-row-before-creation": Message(
        "Case {case} was created at {created}, and this row is older; it was left out.",
        "Look at the two times in the source system; its clock or the export is wrong.",
        "工单 {case} 创建于 {created}，而这一行更早，没有导入。",
        "请在来源系统里核对这两个时间；时钟或导出有误。",
    ),
    "import-unknown-value": Message(
        "{value} stands in {column} {count} times, and the map does not say what it means; it changes nothing there.",
        "Add it in a copy of {map}, under `values` or `activities`.",
        "{column} 里的 {value} 出现了 {count} 次，映射没有说明它的含义，这些行在该处不作改变。",
        "请复制 {map}，在 values 或 activities 下补上。",
    ),
    "import-rating-as-share": Message(
        "All values lie between 1 and 5: this looks like ratings, but was read as per cent for {metric}.",
        "If they are ratings, give the column to the metric `satisfaction` in a copy of the map.",
        "数值都在 1 到 5 之间，像是评分，却按百分比记入了 {metric}。",
        "如果是评分，请复制映射，把这一列改给 satisfaction 指标。",
    ),
    # Time
    "import-zone-assumed": Message(
        "The times state no zone and nobody declared one, so they were read as UTC. Durations across a clock change, "
        "opening hours and months may be wrong.",
        "Import again with `--zone Area/City`, or write `zone:` into deskmerit.yaml.",
        "文件里的时间没有时区，也没有人声明，因此按 UTC 读取。营业时间和月份可能不对。",
        "请加上 --zone 地区/城市 重新导入，或在 deskmerit.yaml 里写明 zone。",
    ),
    "import-zone-overridden": Message(
        "The offsets stamped on the times were not believed: they were read as local time of {zone}.",
        "If the stamps are right, import with `--zone-is UTC` (or remove `zone_is` in a copy of the map).",
        "没有采信时间上所标的时差，一律按 {zone} 当地时间读取。",
        "如果所标的时差是对的，请加 --zone-is UTC 导入（或复制映射并删去 zone_is）。",
    ),
    "import-doubtful-times": Message(
        "{count} different local times fall into a clock change of {zone}. A repeated hour was read as its first pass.",
        "Export with offsets if these minutes matter.",
        "有 {count} 个当地时间落在 {zone} 的夏令时切换点上，重复的一小时按第一次算。",
        "如果在意这些分钟，请导出带时差的时间。",
    ),
    # People
    "import-people-column": Message(
        "The list of people has no column {column}.",
        "It needs `login` and `agent_id`, and may have name, kind, employee_no and the other columns of agents.",
        "人员名单没有 {column} 列。",
        "名单需要 login（账号）和 agent_id（客服工号）两列，还可以有姓名、人员类型、员工编号等列。",
    ),
    "import-people-empty": Message(
        "A login or a person is missing in this row of the list of people.",
        "Fill both in, or delete the row.",
        "人员名单的这一行缺少账号或工号。",
        "请两项都填上，或删去这一行。",
    ),
    "import-people-twice": Message(
        "The login {login} belongs to {first} and to {other}.",
        "Leave one of them. If the login changed hands, import each time apart with its own list.",
        "账号 {login} 同时属于 {first} 和 {other}。",
        "请只留一个。如果账号换过人，请按时间分开导入，各用各的名单。",
    ),
    "import-login-unknown": Message(
        "The login {login} is not in the list of people; it stands for itself.",
        "Add it to the list, or name it under `bots` in the map if it is nobody.",
        "账号 {login} 不在人员名单里，按它本身作为一个人。",
        "请补进名单；如果它不是人，请写进映射的 bots。",
    ),
    # Writing
    "import-unknown-format": Message(
        "Records are written as csv or parquet, not {format}.",
        "Write `--format csv` (the default; Excel opens it) or `--format parquet`.",
        "记录只能写成 csv 或 parquet，不能写成 {format}。",
        "请用 --format csv（默认，Excel 可直接打开）或 --format parquet。",
    ),
    "import-cannot-write": Message(
        "This file or folder can't be written: {why}.",
        "Close it in Excel or WPS if it is open there, check the disk and the path, and import again.",
        "这个文件或文件夹无法写入：{why}。",
        "如果正在 Excel 或 WPS 中打开，请先关闭；并检查磁盘空间和路径，再重新导入。",
    ),
    "import-other-format": Message(
        "{table} of this import stands here already in another format; nothing was written.",
        "Delete this file, or import in its format.",
        "这次导入的 {table} 已有另一种格式的文件，没有写入。",
        "请删去这个文件，或按它的格式导入。",
    ),
    "import-not-ours": Message(
        "This file stands in the way, and it was not made by this import; nothing was written.",
        "Move it away, or rename the export.",
        "这个位置已有文件，而且不是这次导入所写，没有写入。",
        "请把它移开，或给导出文件改名。",
    ),
    "import-would-lose": Message(
        "{file} holds {count} records (such as {first}) of an earlier file with the same name, which this one does not "
        "have; nothing was written.",
        "Rename one of the two exports, or import both in one command. `--replace` drops the earlier ones.",
        "{file} 里有 {count} 条记录（如 {first}）来自以前的同名文件，这次的文件里没有，因此没有写入。",
        "请给其中一个导出文件改名，或在一条命令里一起导入。--replace 会丢弃以前的记录。",
    ),
    "import-other-zone": Message(
        "The workspace is in {there}, the import in {zone}. Instants are right, months and hours follow {there}.",
        "Change `zone` in deskmerit.yaml if {zone} is meant.",
        "工作区的时区是 {there}，导入用的是 {zone}。时刻无误；月份和营业时间按 {there}。",
        "如果应当是 {zone}，请修改 deskmerit.yaml 里的 zone。",
    ),
}
