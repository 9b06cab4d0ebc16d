"""What can be wrong with files, sheets and their headers, and with decided corrections."""

from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

FILES: dict[str, Message] = {
    "workspace-missing": Message(
        "There is no such folder.",
        "Make one with `deskmerit init DIR`.",
        "没有这个文件夹。",
        "可用 deskmerit init DIR 新建。",
    ),
    "file-unreadable": Message(
        "The file can't be opened: {why}.",
        "Check that it exists and that you may read it.",
        "无法打开文件：{why}。",
        "请确认文件存在且有读取权限。",
    ),
    "records-not-begun": Message(
        "no row is written yet: the workbooks hold only headers and examples",
        "Begin with {first}: sheet {agents}, a row for each person, then {postings}, who was where from which day. "
        "Then {second}, or put exports of your helpdesk beside it. See what is missing: deskmerit validate {folder}",
        "还没有填写任何记录：各记录表中只有表头和示例",
        "请先填写 {first}：“{agents}”每人一行，“{postings}”写明谁从哪天起在哪个团队和岗位；再填 {second}，"
        "或把工单系统的导出文件放入同一文件夹。查看还缺什么：deskmerit validate {folder}",
    ),
    "records-none": Message(
        "no records found in {folder}",
        "Name files after the tables, e.g. tickets.csv, events.csv (docs/records.md); "
        "`deskmerit init DIR` makes workbooks to fill in.",
        "{folder} 中没有找到任何记录",
        "请按表名命名文件，例如 tickets.csv、events.csv（见 docs/records.md）；"
        "`deskmerit init DIR` 可生成待填的记录表。",
    ),
    "replaced-by-application": Message(
        "This file is not read: the web application keeps {table} in {folder}, and what stands there holds.",
        "Change it in the application. To go back to this file, delete the application's.",
        "未读取此文件：{table} 由网页应用维护（{folder}），以其内容为准。",
        "请在应用中修改；如要恢复使用此文件，请删除应用的文件。",
    ),
    "file-empty": Message(
        "The file holds no table.", "Export it again, or delete it.", "文件中没有表格。", "请重新导出，或删除该文件。"
    ),
    "file-kind-unknown": Message(
        "This is no CSV, JSON lines, Parquet, workbook or HTML table, whatever its name says.",
        "Export it again in one of these forms.",
        "文件内容不是 CSV、JSON lines、Parquet、工作簿或 HTML 表格（与文件名无关）。",
        "请按上述格式重新导出。",
    ),
    "file-truncated": Message(
        "The file is cut off or damaged.", "Copy or export it again.", "文件不完整或已损坏。", "请重新复制或导出。"
    ),
    "file-locked": Message(
        "The workbook is protected by a password.",
        "Save a copy without one.",
        "工作簿有密码保护。",
        "请另存一份不带密码的。",
    ),
    "workbook-unreadable": Message(
        "The workbook can't be read: {why}.",
        "Open it in Excel or WPS and save it again as .xlsx.",
        "无法读取工作簿：{why}。",
        "请用 Excel 或 WPS 打开并另存为 .xlsx。",
    ),
    "workbook-bomb": Message(
        "The workbook would unpack to {size} bytes from {stored}: it is not opened.",
        "No honest workbook does that; ask where it comes from, and export as CSV.",
        "工作簿解压后将达 {size} 字节（压缩后 {stored}），未打开。",
        "正常工作簿不会如此；请核实来源，并改用 CSV 导出。",
    ),
    "sheet-too-large": Message(
        "A sheet spans {cells} cells, more than {most}: some cell far from the table makes it so.",
        "Delete the empty columns and rows beyond the table, or export as CSV.",
        "工作表范围达 {cells} 个单元格，超过 {most}：多半有单元格远离表格。",
        "请删除表格以外的空行空列，或改用 CSV 导出。",
    ),
    "parquet-unreadable": Message(
        "The Parquet file can't be read: {why}.", "Write it again.", "无法读取 Parquet 文件：{why}。", "请重新生成。"
    ),
    "json-unreadable": Message(
        "The line is no JSON object: {why}.",
        "One object per line; delete or mend the line.",
        "该行不是 JSON 对象：{why}。",
        "每行一个对象；请删除或修正该行。",
    ),
    "html-unreadable": Message("The page holds no table.", "Export it again.", "网页文件中没有表格。", "请重新导出。"),
    "text-damaged": Message(
        "Some letters can't be read as {encoding}; they show as �.",
        "Save the file as UTF-8.",
        "部分文字无法按 {encoding} 读取，显示为 �。",
        "请将文件另存为 UTF-8。",
    ),
    "quote-left-open": Message(
        "A quotation mark opens here and never closes: the rest of the file is not read.",
        "Close the quote, or copy the file again if it is cut off.",
        "此处的引号没有结束，文件其余部分未读取。",
        "请补上引号；若文件不完整请重新复制。",
    ),
    "row-too-long": Message(
        "The row has {cells} cells under {columns} headers; it is left out.",
        "Put quotation marks around texts that hold the delimiter.",
        "该行有 {cells} 格，表头只有 {columns} 列；未计入。",
        "含分隔符的文字请加引号。",
    ),
    "row-too-short": Message(
        "The row has {cells} cells under {columns} headers; the missing ones are taken as empty.",
        "Check that no cell slipped to the left.",
        "该行只有 {cells} 格，表头有 {columns} 列；缺少的按空处理。",
        "请确认没有单元格左移。",
    ),
    "row-cut-off": Message(
        "The last row stops after {cells} of {columns} cells; it is left out.",
        "The file is cut off: copy or export it again.",
        "末行只有 {columns} 格中的 {cells} 格；未计入。",
        "文件不完整，请重新复制或导出。",
    ),
    "row-is-remark": Message(
        "“{text}” is a total or a remark, not a record.",
        "Nothing to do.",
        "“{text}”是合计或说明，不是记录。",
        "无需处理。",
    ),
    "cell-too-long": Message(
        "A cell holds more than a million characters; the row is left out.",
        "Shorten the text.",
        "有单元格超过一百万字符，该行未计入。",
        "请缩短文字。",
    ),
    "column-missing": Message(
        "`{table}` needs this column, known as {names}; {count} rows can't be read. Headers found: {found}.",
        "Add the column, or rename the header; an import map can do it for you.",
        "{table} 缺少此列（可用名称：{names}），{count} 行无法读取。现有表头：{found}。",
        "请补上该列或改表头；也可用导入映射。",
    ),
    "column-twice": Message(
        "The headers “{first}” and “{header}” mean the same column; “{first}” is read.",
        "Rename or delete one.",
        "表头“{first}”与“{header}”是同一列，已采用“{first}”。",
        "请改名或删除其一。",
    ),
    "column-not-held": ByCase(
        "The column “{header}” is left out: no table can hold it.",
        "",
        "列“{header}”未采用：任何表都无法保存它。",
        "",
        {
            "type": Message(
                "The column “{header}” is left out: its cells are of the type {type}, which not every engine can hold.",
                "Write it as text, a number of at most 38 digits, a date or a time; a list of such is fine.",
                "列“{header}”未采用：其类型 {type} 并非每种引擎都能保存。",
                "请改为文本、不超过 38 位的数字、日期或时间，或由它们组成的列表。",
            ),
            "name": Message(
                "The column “{header}” is left out: no table can have a column of that name.",
                "Rename it in the file.",
                "列“{header}”未采用：任何表都不能有此名称的列。",
                "请在文件中改名。",
            ),
        },
    ),
    "not-a-table": Message(
        "Neither file nor sheet is named after a table of records; it is not read ({count} rows).",
        "Name it after its table, such as tickets or 工单; for other exports use `deskmerit import`.",
        "文件名与工作表名都不是数据表名，未读取（{count} 行）。",
        "请以数据表命名，例如 tickets 或 工单；其他导出请用 deskmerit import。",
    ),
}

ADJUSTMENTS: dict[str, Message] = {
    "adjustment-unknown-table": Message(
        "{adjustment}: there is no table “{value}”; the correction is not applied.",
        "Write a table's name, such as tickets or surveys.",
        "{adjustment}：没有数据表“{value}”，更正未执行。",
        "请填数据表名，例如 tickets、surveys。",
    ),
    "adjustment-unknown-field": Message(
        "{adjustment}: `{table}` has no column “{value}”; the correction is not applied.",
        "Write the column's English name.",
        "{adjustment}：{table} 没有列“{value}”，更正未执行。",
        "请填列的英文名。",
    ),
    "adjustment-of-key": Message(
        "{adjustment}: “{value}” names the record and can't be corrected.",
        "Exclude the record and add the right one.",
        "{adjustment}：“{value}”是记录编号，不能更正。",
        "请剔除该记录并补录正确的。",
    ),
    "adjustment-of-nothing": Message(
        "{adjustment}: no record of `{table}` fits {record}; the correction does nothing.",
        "Check the record's id, or the window and the filter.",
        "{adjustment}：{table} 中没有符合 {record} 的记录，更正无效果。",
        "请核对记录编号，或时间段与筛选条件。",
    ),
    "adjustment-without-id": Message(
        "{adjustment}: rows of “{value}” have no id that a correction could name.",
        "Correct the row in its file.",
        "{adjustment}：“{value}”的行没有可引用的编号。",
        "请直接在文件中更正。",
    ),
    "adjustment-without-time": Message(
        "{adjustment}: rows of “{value}” have no time for a window.",
        "Name the records one by one.",
        "{adjustment}：“{value}”的行没有可用于时间段的时间。",
        "请逐条写明记录编号。",
    ),
    "adjustment-bad-filter": Message(
        "{adjustment}: “{value}” is no filter; the correction is not applied.",
        "Write column=value;column=a|b with columns of: {columns}.",
        "{adjustment}：“{value}”不是筛选条件，更正未执行。",
        "请写成 列=值;列=甲|乙，可用的列：{columns}。",
    ),
    "adjustment-unreadable": Message(
        "{adjustment}: “{value}” can't be a value of `{field}`; the correction is not applied.",
        "Write it as the column's values are written.",
        "{adjustment}：“{value}”不能作为 {field} 的值，更正未执行。",
        "请按该列的写法填写。",
    ),
    "adjustment-empties": Message(
        "{adjustment}: `{field}` must not be empty; the correction is not applied.",
        "Write the right value in `new`, or exclude the record.",
        "{adjustment}：{field} 不能为空，更正未执行。",
        "请在“新值”填写，或剔除该记录。",
    ),
    "adjustment-old-differs": Message(
        "{adjustment}: `{field}` is not “{value}” in {count} records ({records}); those are not corrected.",
        "Look at what stands there now; perhaps it was corrected already.",
        "{adjustment}：有 {count} 条记录（{records}）的 {field} 并非“{value}”，未更正。",
        "请核对现值，可能已更正过。",
    ),
    "adjustment-unknown-agent": Message(
        "{adjustment}: “{value}” is no agent; nothing is reattributed.",
        "Write the agent_id of the person.",
        "{adjustment}：“{value}”不在人员表中，未改归属。",
        "请填客服工号。",
    ),
    "adjustments-conflict": Message(
        "{adjustment} and {other} decide differently about {record}; the later decision holds.",
        "If that is right, state the earlier value in `old`; else withdraw one.",
        "{adjustment} 与 {other} 对 {record} 的决定不一致，以后作出的为准。",
        "若确应如此，请在“原值”写明前一结果；否则请撤回其一。",
    ),
}

MESSAGES: dict[str, Message] = FILES | ADJUSTMENTS
