"""The workbooks that `init` writes: complete, explained, and read back without a problem, filled in or not."""

from pathlib import Path

import openpyxl
import pytest

from deskmerit.records.columns import TABLES
from deskmerit.sources.load import load
from deskmerit.sources.template import GROUPS, write_templates
from deskmerit.sources.template_examples import EXAMPLES
from records.desk import balanced, told, write

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


def unmark(folder: Path) -> None:
    """Makes the examples into records."""
    for path in folder.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            for row in (2, 3):
                cell = sheet.cell(row, 1)
                cell.value = str(cell.value).removeprefix("例：").removeprefix("e.g. ") or None
        book.save(path)


def test_every_table_has_a_sheet_and_examples_for_every_column() -> None:
    assert sorted(name for _, tables in GROUPS.values() for name in tables) == sorted(TABLES)
    for name, lines in EXAMPLES.items():
        assert {len(line.split("|")) for line in lines} == {len(TABLES[name].columns)}, name


@LANGUAGES
def test_a_fresh_template_is_a_workspace_without_tables_that_says_where_to_begin(lang: str, tmp_path: Path) -> None:
    assert len(write_templates(tmp_path, lang)) == len(GROUPS)
    loaded = load(tmp_path)
    assert ([each.code for each in loaded.issues], dict(loaded.records.tables)) == (["records-not-begun"], {})


@LANGUAGES
def test_the_examples_themselves_are_sound_records(lang: str, tmp_path: Path) -> None:
    write(tmp_path, {"deskmerit.yaml": "zone: Asia/Shanghai\n"})
    write_templates(tmp_path, lang)
    unmark(tmp_path)
    loaded = load(tmp_path)
    assert {code for code, *_ in told(loaded.issues)} <= {"adjustment-of-nothing"}
    assert {name: count.rows_out for name, count in loaded.counts.items()} == dict.fromkeys(TABLES, 2)
    assert balanced(loaded)


def test_both_languages_hold_the_same_records(tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        write(tmp_path / lang, {"deskmerit.yaml": "zone: Asia/Shanghai\n"})
        write_templates(tmp_path / lang, lang)
        unmark(tmp_path / lang)
    assert load(tmp_path / "zh").records.fingerprint == load(tmp_path / "en").records.fingerprint


def test_the_same_template_is_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    for first, second in zip(write_templates(one, "zh"), write_templates(two, "zh"), strict=True):
        assert first.read_bytes() == second.read_bytes()


def test_columns_are_explained_and_offer_their_values(tmp_path: Path) -> None:
    write_templates(tmp_path, "zh")
    sheet = openpyxl.load_workbook(tmp_path / "1-人员与考勤.xlsx")["客服人员"]
    assert sheet["A1"].value == "客服工号 (agent_id)"
    assert "必填" in sheet["A1"].comment.text
    assert [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation] == [
        ("G2:G5001", '"人工,机器人"')
    ]
