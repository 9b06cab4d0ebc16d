"""What is said about YAML files: settings, plans and import maps alike."""

from deskmerit.report.messages.base import Message

MESSAGES: dict[str, Message] = {
    "yaml-syntax": Message(
        "this is not valid YAML: {problem} (column {column})",
        "check indentation (blanks, no tabs), colons and quotes on this line and the one above",
        "不是有效的 YAML：{problem}（第 {column} 列）",
        "请检查本行及上一行的缩进（用空格，不用制表符）、冒号和引号，注意不要用全角标点",
    ),
    "yaml-bad-character": Message(
        "the file holds a character that YAML does not allow: {character}",
        "delete it; it is often pasted in from another program",
        "文件中有 YAML 不允许的字符：{character}",
        "请删除该字符（常因从其他软件粘贴而来）",
    ),
    "yaml-encoding": Message(
        "the file is neither UTF-8 nor GB18030 text",
        "save it as UTF-8",
        "文件既不是 UTF-8 也不是 GB18030 文本",
        "请另存为 UTF-8 编码",
    ),
    "yaml-too-large": Message(
        "the file has {size} characters; at most {limit} are read",
        "this is not a file written by a person; keep records in CSV, Parquet or XLSX tables",
        "文件有 {size} 个字符，最多读取 {limit} 个",
        "这不像人工编写的配置；数据请放在 CSV、Parquet 或 XLSX 表中",
    ),
    "yaml-too-deep": Message(
        "lists and maps are nested more than {limit} levels deep",
        "flatten the file; no part of ours needs more than ten levels",
        "嵌套超过 {limit} 层",
        "请减少嵌套；本软件的文件都不需要超过十层",
    ),
    "yaml-alias": Message(
        "anchors and aliases ({mark}) are not allowed",
        "write the value out here, so that whoever reads this line sees what it says",
        "不允许使用锚点和别名（{mark}）",
        "请在此处直接写出内容，使读者一眼看到实际取值",
    ),
    "yaml-tag": Message(
        "type tags ({tag}) are not allowed",
        "remove the tag; every field knows its own type",
        "不允许使用类型标签（{tag}）",
        "请删除标签；每个字段自有其类型",
    ),
    "yaml-duplicate-key": Message(
        "“{key}” stands twice; line {first} is used and this one is ignored",
        "delete one of the two",
        "“{key}”重复出现；采用第 {first} 行，本行未采用",
        "请删除其中一处",
    ),
    "yaml-key-not-text": Message(
        "a list or a map stands where the name of a field belongs",
        "write `name: value`; quote a name that begins with [ or {{",
        "字段名的位置出现了列表或映射",
        "请写成 `名称: 值`；以 [ 或 {{ 开头的名称需加引号",
    ),
    "yaml-many-documents": Message(
        "the file holds more than one document (a second one begins here, after ---)",
        "keep one document per file",
        "文件中有多个文档（此处 --- 之后开始第二个）",
        "每个文件只保留一个文档",
    ),
}
