"""What can be wrong with a lake."""

from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

_WHY = {
    "first": ("nothing is kept of this question yet", "此问题尚无保存的结果"),
    "asked": ("as --anew asks", "按 --anew 的要求"),
    "tables": ("other tables are there than before", "所含的表与之前不同"),
    "corrections": (
        "a correction chooses its records by a window, or moves them in time or to another ticket",
        "有更正按时间段选取记录，或改变了记录的时间或所属工单",
    ),
    "as-of": (
        "it is asked as of an earlier instant than before, or no event is there",
        "截止时刻早于上次，或没有任何事件",
    ),
    "much": ("the change bears on more than a third of all tickets", "变化涉及超过三分之一的工单"),
    "event-ids": ("event ids became words, or numbers again", "事件编号由数字变为文字，或相反"),
    "gone": (
        "what it began from was vacuumed away, or is another lake",
        "上次所依据的数据已被清理，或已换成另一个数据湖",
    ),
}

MESSAGES: dict[str, Message] = {
    "lake-column-name": Message(
        "The lake can hold no column with a backtick (`) in its name.",
        "Rename it in the file; a custom metric of a plan that reads it takes the new name.",
        "数据湖无法保存名称含反引号（`）的列。",
        "请在文件中改名；方案中读取它的自定义指标也要改用新列名。",
    ),
    "lake-column-type": Message(
        "The column comes as {came}; the lake's column of that name holds {held}.",
        "Write it alike in the file, or under another name.",
        "此列现为 {came}；数据湖中同名的列为 {held}。",
        "请在文件中统一类型，或改用其他列名。",
    ),
    "lake-file-missing": Message(
        "the file is gone; manifest {manifest} names it for table {table}",
        "Put it back from a backup. What later manifests name is sound unless it is listed here too.",
        "文件缺失；清单 {manifest} 的表 {table} 需要它",
        "请从备份恢复此文件。未列在此处的其他清单不受影响。",
    ),
    "lake-file-changed": Message(
        "the file holds other rows than it was written with; manifest {manifest} names it for table {table}",
        "Put it back from a backup; data files are never changed after they were written.",
        "文件内容与写入时不同；清单 {manifest} 的表 {table} 使用它",
        "请从备份恢复此文件；数据文件写入后从不更改。",
    ),
    "lake-run-broken": Message(
        "the file is gone or altered; the kept result {run} is made from it",
        "Put it back from a backup, or let go of the result: deskmerit lake unpin DATA {run}.",
        "文件缺失或已被改动；已保存的结果 {run} 由它得出",
        "请从备份恢复此文件，或释放该结果：deskmerit lake unpin 工作区 {run}。",
    ),
    "measured-again": Message(
        "{tickets} tickets were measured anew, those that changed since manifest {manifest} and those they bear on; "
        "all others stand as measured then",
        "What only several tables together can tell was looked for with all tickets last: validate looks again. "
        "--anew measures everything.",
        "重新度量了 {tickets} 个工单：清单 {manifest} 之后有变化的及受其影响的；其余沿用当时的度量结果",
        "跨表问题以上次全量度量时为准，validate 会重新检查。--anew 全部重新度量。",
    ),
    "measured-whole": ByCase(
        "everything was measured",
        "",
        "已全部度量",
        "",
        {
            case: Message(f"everything was measured: {en}", "", f"已全部度量：{zh}", "")
            for case, (en, zh) in _WHY.items()
        },
    ),
}
