"""The documentation of the canonical tables, written from their columns: `docs/records.md` is this text."""

from collections.abc import Iterator

from deskmerit.records.columns import TABLES
from deskmerit.records.spec import Column, TableSpec

_INTRODUCTION = """\
# Records: the canonical tables · 数据表

This page is written from `src/deskmerit/records/tables/`; a test keeps the two equal (`python -m
deskmerit.records.document > docs/records.md`).

A workspace is a folder with `deskmerit.yaml` and the tables, each as one file or several: `tickets.csv`,
`tickets-2026-09.csv`, `tickets/part-1.parquet`, `工单.xlsx`, or sheets of one workbook named after tables.
Forms: CSV, TSV, JSON lines, Parquet, XLSX, old XLS, HTML or SpreadsheetML named .xls; UTF-8 with or
without a mark, UTF-16, GB18030.

- **Headers** in English or Chinese: any of the names below; case, blanks, `_`, `-`, `*` and a note in
  brackets don't matter.
- **Times** are instants. `2026-09-01T01:05:00Z` and `2026-09-01 09:05 +0800` say theirs; a local time
  takes the `zone` of `deskmerit.yaml`, and without one it is an error. A time that a clock change
  repeats is its first pass, one that it skips is read by the offset before the change; both are told. A
  day/month order is never guessed.
- **Intervals** are half-open `[from, to)`: `to` is the first day or instant that no longer belongs.
  Empty: until further notice.
- **Numbers** are exact decimals with up to six places. `97%` is 97. Thousands separators, full-width
  digits and 元, 分, 次 are understood; a decimal comma is not.
- **Durations** (seconds, minutes): a plain number, `28秒`, `1分28秒`, `00:01:28`, `1:28` (minutes:seconds;
  in columns of minutes hours:minutes). Fractions are cut, and told.
- **Flags**: 是/否, yes/no, Y/N, true/false, 1/0, √/×, and the words below.
- **Empty**: blank, `-`, `—`, `N/A`, `NULL` in columns that are not text.
- **Required** (●) columns must exist and be filled. A row is left out only when a required cell or its
  key can't be used; an unreadable optional cell is reported and taken as empty. Rows in = rows out +
  rows reported, by file and by table.
- **Keys** are unique, by `source` where the file has that column. The same row again counts once (a
  note); another row under the key is an error, and the earlier row, by file name and row, stays.
- **Unknown columns** are kept, with the type their cells show. Where files differ in it, they are text; times
  of day are text (`09:30:00`), spans of time are seconds. Of two that differ by case alone the first counts. One
  without a name, or with a name that begins with `_`, is none; one that not every engine can hold is told and
  left out. A file that is no canonical table but has an agent column is a table of your own, for custom metrics.
- **The web application** keeps its tables in `app/records/`: `agents`, `postings`, `identities`, `bases`, `wishes`
  there replace the folder's own files, told by a note; rows of any other table are added to the folder's.
"""


def document() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(line for spec in TABLES.values() for line in _table(spec))]) + "\n"


def _table(spec: TableSpec) -> Iterator[str]:
    yield f"## `{spec.name}` · {spec.title['zh']}"
    yield ""
    yield f"{spec.meaning['en'][0].upper()}{spec.meaning['en'][1:]} · {spec.meaning['zh']}。"
    facts = [f"Key: {', '.join(f'`{name}`' for name in spec.key)}."] if spec.key else []
    facts += [f"Time: {', else '.join(f'`{name}`' for name in spec.time)}."] if spec.time else []
    facts += [f"Interval: `[{spec.interval[0]}, {spec.interval[1]})`."] if spec.interval else []
    facts += (
        ["Fill one of: " + " or ".join(" + ".join(f"`{n}`" for n in group) for group in spec.one_of) + "."]
        if spec.one_of
        else []
    )
    facts += [f"Also named: {', '.join(spec.names)}."] if spec.names else []
    yield " ".join(facts)
    yield ""
    yield "| column | type | ● | meaning | 含义 | also headed |"
    yield "|---|---|---|---|---|---|"
    yield from (_column(column) for column in spec.columns)
    yield ""


def _column(column: Column) -> str:
    kind = f"{column.type.value} ({column.unit})" if column.unit else column.type.value
    headers = ", ".join(header.replace("|", "\\|") for header in column.headers)
    meaning = column.meaning["en"] + _rules(column)
    cells = (f"`{column.name}`", kind, "●" if column.required else "", meaning, column.meaning["zh"], headers)
    return "| " + " | ".join(cells) + " |"


def _rules(column: Column) -> str:
    words = "; ".join(f"`{value}` {' '.join(said)}".strip() for value, said in column.allowed.items())
    low = f"≥ {column.low}" if column.low is not None else ""
    high = f"≤ {column.high}" if column.high is not None else ""
    rules = [rule for rule in (words, low, high) if rule]
    return f" ({'; '.join(rules)})" if rules else ""


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a console, not a wrapped stream
    sys.stdout.write(document())
