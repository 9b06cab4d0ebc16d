"""The same records in any kind of file, under English or Chinese headers, load to the same Arrow tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from deskmerit.records.columns import TABLES
from deskmerit.sources.load import Loaded, load
from records.desk import DESK, chinese, csv_text, html_text, jsonl_text, write, write_parquet, write_xlsx

type Writer = Callable[[Path, bool], None]


def texts(suffix: str, make: Callable[..., str], encoding: str = "utf-8", **options: str) -> Writer:
    def writer(folder: Path, zh: bool) -> None:
        for table, cells in DESK.items():
            text = make(chinese(table, cells) if zh else cells, **options)
            write(folder, {f"{table}.{suffix}": text.encode(encoding)})

    return writer


def workbooks(folder: Path, zh: bool) -> None:
    for table, cells in DESK.items():
        write_xlsx(folder / f"{table}.xlsx", {"Sheet1": chinese(table, cells) if zh else cells}, title="客服中心导出")


def one_workbook(folder: Path, zh: bool) -> None:
    sheets = {(TABLES[t].title["zh"] if zh else t): chinese(t, cells) if zh else cells for t, cells in DESK.items()}
    write_xlsx(folder / "export.xlsx", sheets)


def parquets(folder: Path, zh: bool) -> None:
    for table, cells in DESK.items():
        write_parquet(folder / f"{table}.parquet", chinese(table, cells) if zh else cells)


WRITERS: dict[str, Writer] = {
    "csv": texts("csv", csv_text),
    "csv-bom": texts("csv", csv_text, "utf-8-sig"),
    "csv-gb18030": texts("csv", csv_text, "gb18030"),
    "csv-utf16": texts("csv", csv_text, "utf-16"),
    "tsv": texts("tsv", csv_text, delimiter="\t"),
    "semicolons": texts("txt", csv_text, delimiter=";"),
    "jsonl": texts("jsonl", jsonl_text),
    "html-named-xls": texts("xls", html_text),
    "parquet": parquets,
    "xlsx": workbooks,
    "one-xlsx": one_workbook,
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("plain")
    WRITERS["csv"](folder, False)
    return load(folder)


def test_the_plain_desk_loads_without_a_problem(plain: Loaded) -> None:
    assert plain.issues == []
    assert plain.records.tables["tickets"]["ticket_id"].to_pylist() == ["001", "T2", "T3"]
    assert plain.records.tables["agents"]["name"].to_pylist() == ["王芳", "=SUM(A1)"]
    assert {name: count.rows_out for name, count in plain.counts.items()} == {
        t: len(next(iter(c.values()))) for t, c in DESK.items()
    }


@pytest.mark.parametrize("zh", [False, True], ids=["en", "zh"])
@pytest.mark.parametrize("form", WRITERS)
def test_every_form_gives_the_same_tables(form: str, zh: bool, plain: Loaded, tmp_path: Path) -> None:
    WRITERS[form](tmp_path, zh)
    loaded = load(tmp_path)
    assert loaded.issues == []
    assert set(loaded.records.tables) == set(DESK)
    for table in DESK:
        assert loaded.records.tables[table].equals(plain.records.tables[table]), table
    assert loaded.records.fingerprint == plain.records.fingerprint


def test_the_data_version_does_not_depend_on_how_rows_are_split_into_files(plain: Loaded, tmp_path: Path) -> None:
    WRITERS["csv"](tmp_path, False)
    head, *rows = csv_text(DESK["tickets"]).replace("line one\nline two", "line one/line two").splitlines()
    whole = "\r\n".join([head, *rows]).replace("/", "\n")
    write(tmp_path, {"tickets.csv": whole})
    halves = tmp_path / "halves"
    halves.mkdir()
    WRITERS["csv"](halves, False)
    (halves / "tickets.csv").unlink()
    write(
        halves,
        {
            "tickets/b.csv": f"{head}\r\n{rows[0]}\r\n",
            "tickets/a.csv": "\r\n".join([head, *rows[1:]]).replace("/", "\n"),
        },
    )
    assert load(halves).records.fingerprint == load(tmp_path).records.fingerprint == plain.records.fingerprint


def test_one_changed_cell_is_another_data_version(plain: Loaded, tmp_path: Path) -> None:
    WRITERS["csv"](tmp_path, False)
    path = tmp_path / "surveys.csv"
    path.write_text(path.read_text("utf-8").replace("4.5", "4.4"), "utf-8")
    assert load(tmp_path).records.fingerprint != plain.records.fingerprint
