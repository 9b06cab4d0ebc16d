"""What `--help` says in Chinese: every sentence of the commands and their options, by the English one."""

from typing import Any

EXAMPLE = ("Example: ", "示例：")

ZH = {
    # the program
    "From helpdesk tickets to fair scores, grades and awards; every number can be checked down to the ticket. "
    "从工单到得分、等级与激励，每个数字都可逐条核对。": "从工单到得分、等级与激励，每个数字都可逐条核对。",
    "Start with `deskmerit demo try`, then `deskmerit score try --plan template --period 2026-Q3`.": "先运行"
    " `deskmerit demo try`，再运行 `deskmerit score try --plan template --period 2026-Q3`。",
    "Show the version.": "显示版本号。",
    # the commands
    "Make a workspace: a commented deskmerit.yaml, a plan to edit, and record workbooks to fill in.": "新建工作区："
    "带注释的 deskmerit.yaml、可修改的方案和待填写的记录工作簿。",
    "Simulate a contact centre of 60 people over a year and score its last whole quarter.": "模拟一个 60 人、一年多的"
    "客服中心，并为其最近一个完整季度评分。",
    "Turn exports into the records of a workspace. Importing twice gives the same files.": "把导出的数据转成工作区的"
    "记录；重复导入得到相同的文件。",
    "Bring what changed in the helpdesks into the records; whatever stops it, the next run goes on from there.": "把"
    "客服系统中的变化取入记录；无论因何中断，再次运行都会接着进行。",
    "Sources stand in deskmerit.yaml; each credential in the environment (DESKMERIT_NAME_TOKEN) or the keyring.": ""
    "数据源写在 deskmerit.yaml 中；凭据由环境变量（DESKMERIT_名称_TOKEN）或系统钥匙串提供。",
    "Hold our figures of a period against the helpdesk's own, ticket by ticket, and say what explains the gap.": ""
    "把一个周期内本系统的数字与客服系统自己的逐张工单对照，并说明差异的由来。",
    "First response and resolution, in seconds, on the clocks of which the helpdesk tells them.": "首次响应和解决"
    "时长，以秒计，按客服系统给出的时钟（自然时间、营业时间）对照。",
    "A source of deskmerit.yaml.": "deskmerit.yaml 中的数据源。",
    "Ask about so many tickets at most, spread evenly.": "最多查询多少张工单，均匀抽取。",
    "List tickets that agree, too.": "一致的工单也列出。",
    "Sources by name; default: all of them.": "数据源的名称；默认为全部。",
    "Begin a first sync at this date, e.g. 2026-01-01.": "首次同步从此日期开始，如 2026-01-01。",
    "Fetch and check, but write nothing.": "只获取和检查，不写入。",
    "Offer the helpdesks' opening hours as calendars, and do nothing else.": "把客服系统的营业时段"
    "写成可采用的日历，不做其他事。",
    "Fetch everything anew, not only what changed.": "全部重新获取，而不只是变化的部分。",
    "Check all records of a workspace and list every problem at once.": "检查工作区的全部记录，一次列出所有问题。",
    "Rows in = rows kept + rows reported. Exit code 1 when there are errors.": "读入行数 = 采用行数 + 报告行数。"
    "有错误时退出码为 1。",
    "List the metrics: definition, unit, direction, credited person; or show one with a worked example.": "列出全部"
    "指标的定义、单位、方向和归属人；或详列一个指标并附算例。",
    "List the shipped plans, or print one as a file to edit.": "列出内置方案，或把其中一个输出为可修改的文件。",
    "Prove what a plan does: weights, rules, bands, shares, money, deadlines; and run its cases.": "逐项验证方案："
    "权重、评分标准、分档、比例、金额、期限，并运行方案自带的算例。",
    "Exit code 1 when there are errors.": "有错误时退出码为 1。",
    "Measure by person, posting and month: what a plan asks for, or every metric at its defaults on both clocks.": "按"
    "人员、任职和月份取数：方案所需的指标，或全部指标的默认口径（两种时钟）。",
    "List the records behind a measure, credited and left out, each with its reason.": "列出一个数字背后的记录：计入"
    "与未计入的，各附原因。",
    "Score a period: by person, or teams as wholes; DATA may also be a folder of filled scorecard workbooks.": "为一个"
    "周期评分：按人，或把团队作为整体；DATA 也可以是装有已填评估表的文件夹。",
    "Reckon pay, pools and wishes of a graded period, a line per person; every sum adds up to the cent.": "核算已评级"
    "周期的奖金、奖金池和意愿奖励，每人一行；各项合计精确到分。",
    "Explain one person's scores step by step, down to the records, in words and figures.": "逐步说明一个人的得分，"
    "直到每条记录，有文字也有算式。",
    "Recompute filled scorecards and report each cell that can't be right: 32 of 30, 20 where 92 % beats 90 %.": "重算"
    "已填的评估表，指出每个不可能正确的单元格：满分 30 得 32，92 % 超过 90 % 却只得 20。",
    "Each sheet of `score --format xlsx` names its plan and is recomputed by that one, if it is shipped or given "
    "here.": "`score --format xlsx` 生成的每张表都写明方案；该方案为内置或在此给出时，按它重算。",
    "Exit code 1 when a cell is wrong.": "有单元格不对时退出码为 1。",
    "Write the plan as an indicator sheet, or scorecards: blank to fill in, or filled from a workspace.": "把方案写成"
    "指标表，或写出评估表：空白待填，或由工作区的数据填好。",
    "Serve the web application on a workspace. One process serves, one works: `deskmerit work`.": "在工作区上"
    "启动网页应用；一个进程提供页面，另一个处理后台任务：`deskmerit work`。",
    "Do the application's background work: runs, deadlines, messages. Several may run at once.": "处理"
    "网页应用的后台任务：取数评分、期限、消息；可同时运行多个。",
    "The address to answer on; 0.0.0.0 for every one.": "监听的地址；0.0.0.0 为所有地址。",
    "The port to answer on.": "监听的端口。",
    "Run the working process beside it.": "同时运行后台任务进程。",
    "Requests answered at once.": "同时处理的请求数。",
    "Save records, database and uploads of a workspace in one file; safe while the application runs.": "把工作区的"
    "记录、数据库和上传文件保存为一个文件；应用运行时也可安全进行。",
    "The file to write, such as deskmerit.tar.gz.": "要写入的文件，如 deskmerit.tar.gz。",
    "Put a backup into a new folder: every file is checked before the first is put in place.": "把备份恢复到新文件夹："
    "先校验全部文件，再放置。",
    "A file that `deskmerit backup` wrote.": "`deskmerit backup` 写出的文件。",
    "A new or empty folder to restore into.": "要恢复到的新文件夹或空文件夹。",
    "Do what waits, then end.": "处理完待办任务后结束。",
    "Then serve its web application.": "随后启动其网页应用。",
    "Read the whole audit trail again: find any entry that was changed, removed, reordered or cut off.": "重新读取全部"
    "审计记录，找出被改动、删除、调换顺序或截去的条目。",
    "The records behind the figures of each run are held against the hash they were kept with, too.": "并将每次"
    "计算所依据的记录与保存时的哈希核对。",
    "Exit code 1 when there is one.": "发现时退出码为 1。",
    "What to do: verify.": "要做的事：verify（校验）。",
    "The workspace that the application serves.": "应用所服务的工作区。",
    "The hash told earlier, with a published cycle.": "此前随周期发布给出的校验值。",
    "How many entries there were when it was told.": "给出校验值时的条目数。",
    "Look after the lake of a workspace: records as Delta tables, each load a manifest that runs may pin.": "管理工作区"
    "的数据湖：记录存为 Delta 表，每次载入形成一份清单，可被已保存的结果固定。",
    "vacuum removes what no manifest of the last days and no kept run names; unpin lets go of a run kept by "
    "`score --run`.": "vacuum 删除近日清单和已保存结果都不再用到的文件；unpin 释放由 `score --run` 保存的结果。",
    "What to do: status, load, compact, vacuum, check or unpin.": "要做的事：status 查看、load 载入、"
    "compact 合并小文件、vacuum 清理、check 检查、unpin 释放。",
    "load: the folder of records to take in; unpin: the run.": "load：要载入的记录文件夹；unpin：结果名称。",
    "check: read every file again and compare its rows.": "check：重读每个文件并核对内容。",
    "vacuum: keep what was current within so many days.": "vacuum：保留最近多少天内的状态。",
    # what several commands take
    "The workspace: a folder with deskmerit.yaml and the records.": "工作区：含 deskmerit.yaml 和记录的文件夹。",
    "zh or en; default: the language of this computer.": "zh 或 en；默认为本机语言。",
    "How the result is written.": "结果的格式。",
    "Write to this file (or folder) instead of the screen.": "写入此文件（或文件夹），而不是屏幕。",
    "A shipped plan's name or a plan file.": "内置方案名或方案文件。",
    "A shipped plan's name or a plan file (YAML or workbook). Several: one per position.": "内置方案名或方案文件"
    "（YAML 或工作簿）；可给出多个，每个岗位一个。",
    "A focus phase of the plan: its weight set is used.": "方案的重点阶段：采用其权重。",
    "2026-09, 2026-Q3, 2026 or 2026-11-01..2026-11-11 (both days included).": "2026-09、2026-Q3、2026 或"
    " 2026-11-01..2026-11-11（含首尾两日）。",
    "Leave out what came after this instant, e.g. 2026-10-01T00:00:00+08:00.": "不计此时刻之后的数据，如"
    " 2026-10-01T00:00:00+08:00。",
    "One person's agent_id.": "一个人的人员编号 agent_id。",
    "Measure on duckdb, postgresql://USER@HOST/DATABASE, spark://HOST:PORT, spark or clickhouse.": "取数所用的引擎："
    "duckdb、postgresql://用户@主机/数据库、spark://主机:端口、spark 或 clickhouse。",
    "What the program may take of memory, 2GB unless said; DuckDB writes the rest to disk.": "程序可占用的内存，"
    "默认 2GB；"
    "超出部分写入磁盘。",
    "Also put the results into tables at postgresql://USER@HOST/DATABASE, duckdb://FILE or spark.": "同时把结果写入表："
    "postgresql://用户@主机/数据库、duckdb://文件 或 spark。",
    # init, demo, import
    "The folder to make; it may exist if it is empty.": "要新建的文件夹；已存在时须为空。",
    "The folder to make.": "要新建的文件夹。",
    "Make it anew where an earlier demo is.": "已有演示数据时重新生成。",
    "Another seed, another centre.": "换一个种子，就换一个客服中心。",
    "Exports: csv, xlsx, xls, zip, gz …": "导出文件：csv、xlsx、xls、zip、gz 等。",
    "A shipped map's name or a map file (YAML).": "内置映射名或映射文件（YAML）。",
    "The workspace folder to write into.": "写入的工作区文件夹。",
    "Zone of naive times, instead of the map's: Asia/Shanghai": "无时区时间所在的时区，代替映射中的：Asia/Shanghai",
    "Zone times really are in, whatever their stamp says.": "时间真正所在的时区，不论时间戳怎么写。",
    "A table of logins and people.": "登录名与人员的对照表。",
    "csv or parquet.": "csv 或 parquet。",
    "Allow losing records of an earlier import.": "允许覆盖先前导入的记录。",
    "List the shipped maps.": "列出内置映射。",
    # metrics, plans, lint, measure, cases
    "Show one metric with a worked example.": "详列一个指标并附算例。",
    "Print this shipped plan's file.": "输出此内置方案的文件。",
    "A workspace: try the plan on its records too.": "工作区：同时用其记录检验方案。",
    "The period to try with --data; default: the last quarter.": "与 --data 同用的周期；默认为最近一个季度。",
    "Show notes: samples needed, SMART lines.": "显示提示：所需样本数、SMART 说明。",
    "Of a lake, measure everything, not only what changed since the last time.": "对数据湖全部重新度量，"
    "而不只是上次之后有变化的部分。",
    "Only this period; default: every month there is.": "仅此周期；默认为全部月份。",
    "A metric of `deskmerit metrics`, or an indicator with --plan.": "`deskmerit metrics` 中的指标；给出 --plan 时为"
    "方案中的指标。",
    "Default: business where the metric has a clock.": "默认：有时钟的指标取工作时间 business。",
    "A parameter, e.g. --param days=3; repeatable.": "参数，如 --param days=3；可重复。",
    "A filter, e.g. --where channel=chat,email.": "筛选，如 --where channel=chat,email。",
    "Only cases of this period.": "仅此周期的记录。",
    "Only cases credited to this person.": "仅归属此人的记录。",
    # score, award, explain, check, sheet
    "Keep this run under a name; with the name of a kept one, make it again.": "以此名称保存本次结果；名称已存在时，"
    "按当时的数据和方案重新得出。",
    "Score groups as wholes from their own sums.": "把分组作为整体，按其合计评分。",
    "indicator (a row per line) or person (a row per person).": "indicator（每项指标一行）或 person（每人一行）。",
    "Only this award of the plan, by its id.": "仅方案中的这一项激励（编号）。",
    "Seed of the draw among equals for wishes; default: the period.": "意愿奖励同分抽签的种子；默认为周期。",
    "Only this indicator; default: all.": "仅此指标；默认为全部。",
    "List the records behind each figure.": "列出每个数字背后的记录。",
    "Filled scorecards like Template 2.": "已填写的评估表（如模板二）。",
    "Recompute by this plan; repeatable. Sheets that name a shipped plan need none.": "按此方案重算；可重复。写明内置"
    "方案的表无需给出。",
    "plan (Template 1) or scorecard (Template 2).": "plan（模板一）或 scorecard（模板二）。",
    "Fill scorecards from this workspace.": "用此工作区的数据填写评估表。",
    "The period printed and scored.": "打印并评分的周期。",
}


def in_chinese(text: str) -> str:
    """A help text in Chinese, paragraph by paragraph; examples keep their commands.

    >>> in_chinese("List the shipped maps.\\n\\nExample: deskmerit import --list")
    '列出内置映射。\\n\\n示例：deskmerit import --list'
    """
    return "\n\n".join(_paragraph(" ".join(part.split())) for part in text.split("\n\n"))


def _paragraph(text: str) -> str:
    english, chinese = EXAMPLE
    return chinese + text.removeprefix(english) if text.startswith(english) else ZH.get(text, text)


def translate(command: Any) -> None:
    """Puts the help texts of a command, its options and its subcommands into Chinese."""
    for part in (command, *command.params):
        for name in ("help", "short_help", "epilog"):
            if getattr(part, name, None):
                setattr(part, name, in_chinese(getattr(part, name)))
    for inner in getattr(command, "commands", {}).values():
        translate(inner)
