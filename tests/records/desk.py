"""A small desk written down in every kind of file, for tests of reading."""

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.core.issue import Issue
from deskmerit.records.columns import TABLES
from deskmerit.report.messages import render
from deskmerit.sources.load import Loaded

type Cells = Mapping[str, Sequence[object]]

DESK: Mapping[str, Cells] = {
    "agents": {"agent_id": ["a1", "a2"], "name": ["王芳", "=SUM(A1)"], "kind": ["human", "human"]},
    "tickets": {
        "ticket_id": ["001", "T2", "T3"],
        "created_at": ["2026-09-01T01:05:00Z", "2026-09-01T09:06:30.250000Z", "2026-09-02T00:00:00Z"],
        "channel": ["chat", "", "mail, fax"],
        "subject": ['他说"好"', "line one\nline two", "@cmd"],
    },
    "events": {
        "event_id": ["e1", "e2"],
        "ticket_id": ["001", "001"],
        "occurred_at": ["2026-09-01T01:05:28Z", "2026-09-01T02:00:00Z"],
        "seq": ["0", "1"],
        "kind": ["public_reply", "status"],
        "actor_id": ["a1", "a2"],
        "actor_role": ["agent", "agent"],
        "value": ["", "solved"],
    },
    "calls": {
        "call_id": ["c1", "c2"],
        "started_at": ["2026-09-01T01:00:00Z", "2026-09-01T02:00:00Z"],
        "answered": ["true", "false"],
        "queue_seconds": ["28", ""],
        "talk_seconds": ["88", ""],
        "hold_seconds": ["0", ""],
        "wrap_seconds": ["5", ""],
    },
    "surveys": {
        "survey_id": ["s1"],
        "score": ["4.5"],
        "scale_min": ["1"],
        "scale_max": ["5"],
        "answered_at": ["2026-09-03T00:00:00Z"],
    },
}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files with their texts in a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def chinese(table: str, cells: Cells) -> Cells:
    """The table under its Chinese headers."""
    return {TABLES[table].column(name).meaning["zh"]: column for name, column in cells.items()}


def csv_text(cells: Cells, delimiter: str = ",") -> str:
    def quoted(cell: object) -> str:
        said = str(cell)
        return '"' + said.replace('"', '""') + '"' if any(c in said for c in f'{delimiter}"\n') else said

    rows = [cells.keys(), *zip(*cells.values(), strict=True)]
    return "".join(delimiter.join(map(quoted, row)) + "\r\n" for row in rows)


def jsonl_text(cells: Cells) -> str:
    rows = (dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True))
    return "".join(json.dumps({k: v for k, v in row.items() if v != ""}, ensure_ascii=False) + "\n" for row in rows)


def html_text(cells: Cells) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in cells)
    rows = ("".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) for row in zip(*cells.values(), strict=True))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table><tr>{head}</tr>{body}</table></body></html>'


def write_xlsx(path: Path, sheets: Mapping[str, Cells], title: str = "") -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        if title:
            sheet.append([title])
            sheet.append([])
        for row in [list(cells), *zip(*cells.values(), strict=True)]:
            sheet.append([None if cell == "" else cell for cell in row])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(path)


def write_parquet(path: Path, cells: Cells) -> None:
    pq.write_table(
        pa.table({name: pa.array([c or None for c in column], pa.string()) for name, column in cells.items()}), path
    )


def told(issues: Sequence[Issue]) -> list[tuple[str, str, int | None, str]]:
    """Issues as (code, file, row, column); fails where a sentence lacks a word in either language."""
    for issue in issues:
        for lang in ("zh", "en"):
            sentence, mend = render(issue, lang)
            assert sentence != issue.code, issue
            assert "…" not in (sentence + mend).replace(str(issue.params.get("value", "")), ""), (sentence, mend)
    return [(i.code, i.where.file, i.where.row, i.where.column) for i in issues]


def balanced(loaded: Loaded) -> bool:
    """Rows in = rows out + rows reported, by file and by table, and the tables hold what the counts say."""
    counts = [*loaded.counts.values(), *loaded.files.values()]
    tables = loaded.records.tables
    return all(c.rows_in == c.rows_out + c.rows_reported for c in counts) and all(
        len(tables[name]) == count.rows_out for name, count in loaded.counts.items()
    )
