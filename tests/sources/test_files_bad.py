"""Damaged, hostile and strange files: a clear issue each, nothing raises, other files still load."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from deskmerit.sources.files import guard
from deskmerit.sources.files.sheet import read_sheets
from deskmerit.sources.load import load
from records.desk import balanced, told, write, write_parquet, write_xlsx

AGENTS = "agent_id,name,kind\na1,王芳,human\n"
BOOK = {"agents": {"agent_id": ["a1"], "name": ["王芳"], "kind": ["human"]}}


def half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def bomb(path: Path) -> None:
    write_xlsx(path, BOOK)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(64 * 1024 * 1024))


def lying_bomb(path: Path) -> None:
    """The directory of the archive says 1,000 bytes; the part holds 64 MB."""
    bomb(path)
    size = (64 * 1024 * 1024).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))


def stray_cell(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["agent_id", "name", "kind"])
    book.active["XFD1048576"] = "x"
    book.save(path)


def truncated_book(path: Path) -> None:
    write_xlsx(path, BOOK)
    half(path)


def truncated_parquet(path: Path) -> None:
    write_parquet(path, BOOK["agents"])
    half(path)


def locked(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
    )


def broken_xml(path: Path) -> None:
    write_xlsx(path, BOOK)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:200]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "nothing": ("agents.csv", lambda p: p.write_bytes(b""), "file-empty"),
    "blanks": ("agents.csv", lambda p: p.write_bytes(b"\n\n \n"), "file-empty"),
    "a picture": ("agents.csv", lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100)), "file-kind-unknown"),
    "a zip": ("agents.xlsx", lambda p: zipfile.ZipFile(p, "w").writestr("a.txt", "x"), "file-kind-unknown"),
    "half a workbook": ("agents.xlsx", truncated_book, "file-truncated"),
    "broken xml": ("agents.xlsx", broken_xml, "workbook-unreadable"),
    "half a parquet": ("agents.parquet", truncated_parquet, "parquet-unreadable"),
    "half an old workbook": (
        "agents.xls",
        lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(700)),
        "workbook-unreadable",
    ),
    "a password": ("agents.xlsx", locked, "file-locked"),
    "a zip bomb": ("agents.xlsx", bomb, "workbook-bomb"),
    "a zip bomb with a lying header": ("agents.xlsx", lying_bomb, "workbook-bomb"),
    "a stray cell": ("agents.xlsx", stray_cell, "sheet-too-large"),
    "a page without a table": (
        "agents.xls",
        lambda p: p.write_text("<html><p>no</p></html>", "utf-8"),
        "html-unreadable",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_one_issue_and_the_others_load(what: str, tmp_path: Path) -> None:
    name, make, code = BAD[what]
    make(tmp_path / name)
    write(tmp_path, {"tickets.csv": "ticket_id,created_at\nT1,2026-09-01T00:00:00Z\n"})
    loaded = load(tmp_path)
    assert [(said, file) for said, file, *_ in told(loaded.issues)] == [(code, name)]
    assert loaded.counts["tickets"].rows_out == 1


def test_a_file_is_what_it_holds_not_what_it_is_called(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "agents.csv", BOOK)
    write(tmp_path, {"tickets.xlsx": "工单号\t创建时间\nT1\t2026-09-01T00:00:00Z\n"})
    loaded = load(tmp_path)
    assert loaded.issues == []
    assert {name: count.rows_out for name, count in loaded.counts.items()} == {"agents": 1, "tickets": 1}


def test_a_cell_of_ten_megabytes_costs_its_row_only(tmp_path: Path) -> None:
    write(tmp_path, {"agents.csv": AGENTS + f"a2,{'x' * 10_000_000},human\na3,李雷,human\n"})
    loaded = load(tmp_path)
    assert told(loaded.issues) == [("cell-too-long", "agents.csv", 3, "")]
    assert loaded.records.tables["agents"]["agent_id"].to_pylist() == ["a1", "a3"]
    assert balanced(loaded)


def test_ten_megabytes_in_a_json_line_cost_its_row_only(tmp_path: Path) -> None:
    lines = (
        '{"agent_id":"a1","name":"王芳","kind":"human"}\n{"agent_id":"a2","name":"'
        + "x" * 10_000_000
        + '","kind":"human"}\n'
    )
    loaded = load(write(tmp_path, {"agents.jsonl": lines}))
    assert told(loaded.issues) == [("cell-too-long", "agents.jsonl", 2, "")]
    assert balanced(loaded)


def test_a_text_file_cut_off_in_a_row_reports_that_row(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, {"agents.csv": AGENTS + "a2,李"}))
    assert told(loaded.issues) == [("row-cut-off", "agents.csv", 3, "")]
    assert balanced(loaded)


def test_a_quote_left_open_reports_where_it_opens(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, {"agents.csv": AGENTS + 'a2,"李雷,human\na3,韩梅,human\n'}))
    assert told(loaded.issues) == [("quote-left-open", "agents.csv", 3, "")]
    assert loaded.counts["agents"].rows_out == 1
    assert balanced(loaded)


def test_a_text_file_cut_off_in_a_letter_is_still_read(tmp_path: Path) -> None:
    content = (AGENTS + "a2,李").encode()[:-1]
    loaded = load(write(tmp_path, {"agents.csv": content}))
    assert {code for code, *_ in told(loaded.issues)} == {"text-damaged", "row-cut-off"}
    assert loaded.records.tables["agents"]["name"].to_pylist() == ["王芳"]


def test_ragged_rows_are_reported(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, {"agents.csv": "agent_id,name,kind,email\na1,王芳,human,x,y\na2,李雷,human\n"}))
    assert sorted(told(loaded.issues)) == [
        ("row-too-long", "agents.csv", 2, ""),
        ("row-too-short", "agents.csv", 3, ""),
    ]
    assert loaded.records.tables["agents"]["agent_id"].to_pylist() == ["a2"]
    assert balanced(loaded)


def test_bad_json_lines_are_reported_and_the_good_ones_kept(tmp_path: Path) -> None:
    deep = "[" * 100_000
    lines = f'{{"agent_id":"a1","name":"王芳","kind":"human"}}\n{{"agent_id":\n7\n{{"x":{deep}\n'
    loaded = load(write(tmp_path, {"agents.jsonl": lines}))
    assert told(loaded.issues) == [("json-unreadable", "agents.jsonl", row, "") for row in (2, 3, 4)]
    assert balanced(loaded)


def test_half_a_surrogate_pair_is_shown_not_fatal(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, {"agents.jsonl": '{"agent_id":"a1","name":"\\ud83d王","kind":"human"}\n'}))
    assert loaded.records.tables["agents"]["name"].to_pylist() == ["?王"]


def test_names_that_look_like_formulas_stay_data(tmp_path: Path) -> None:
    names = ["=1+1", "+86", "-王", "@cmd", '=HYPERLINK("http://x")']
    rows = "".join(f'a{n},"{name.replace(chr(34), chr(34) * 2)}",human\n' for n, name in enumerate(names))
    loaded = load(write(tmp_path, {"agents.csv": "agent_id,name,kind\n" + rows}))
    assert loaded.issues == []
    assert loaded.records.tables["agents"]["name"].to_pylist() == names


def test_html_does_not_fetch_or_expand_entities(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 9))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x0 "lol">{entities}]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="agents"><Table>'
        "<Row><Cell><Data>agent_id</Data></Cell><Cell><Data>name</Data></Cell><Cell><Data>kind</Data></Cell></Row>"
        "<Row><Cell><Data>a1</Data></Cell><Cell><Data>&x8;</Data></Cell><Cell><Data>human</Data></Cell></Row>"
        "</Table></Worksheet></Workbook>"
    )
    (tmp_path / "agents.xls").write_text(xml, "utf-8")
    sheets, _ = read_sheets(tmp_path / "agents.xls")
    assert sum(len(str(cell)) for sheet in sheets for row in sheet.rows for cell in row) < 1000


def test_the_guard_measures_the_box_around_the_cells_of_honest_books(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "agents.xlsx", BOOK)
    assert guard.refuse(tmp_path / "agents.xlsx", "agents.xlsx") is None
