"""What can be wrong with a lake."""

from deskmerit.report.messages.base import Message

MESSAGES: dict[str, Message] = {
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
}
