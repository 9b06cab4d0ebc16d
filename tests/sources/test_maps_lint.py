"""A map is linted: all its mistakes at once, each with file, line and the nearest right word."""

import re
from pathlib import Path

import pytest

from deskmerit.core.issue import errors
from deskmerit.report.messages import MESSAGES, render
from deskmerit.sources.maps import SHIPPED, read_map
from sources.maps_helpers import Bench, codes, the

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bench(tmp_path) -> Bench:
    return Bench(tmp_path)


def lint(bench: Bench, content: str) -> list[tuple[str, int | None, str]]:
    imap, issues = read_map(str(bench.file("mine.yaml", content)))
    assert (imap is None) == bool(errors(issues))
    return [(issue.code, issue.where.line, str(issue.params.get("near", ""))) for issue in issues]


def test_every_shipped_map_is_without_fault():
    for name in SHIPPED:
        imap, issues = read_map(name)
        assert issues == []
        assert imap is not None
        assert imap.name == name
        assert imap.title["zh"]
        assert imap.title["en"]


def test_every_shipped_file_is_listed():
    folder = next(iter(SHIPPED.values())).parent
    assert {path.stem for path in folder.glob("*.yaml")} == set(SHIPPED)


def test_all_mistakes_are_told_at_once_with_their_lines(bench):
    content = """\
map: mine
shape: table
zoen: Asia/Shanghai
dates: dd/mm/yyyy
zone: Shanghai
tables:
  - table: ticketes
    columns: {ticket_id: no}
  - table: tickets
    columns: {ticket_id: no, created: at}
    extra: {team: group}
"""
    assert lint(bench, content) == [
        ("map-unknown-key", 3, "zone"),
        ("map-unknown-zone", 5, ""),
        ("map-bad-dates", 4, ""),
        ("map-bad-choice", 7, "tickets"),
        ("map-unknown-column", 10, "created_at"),
        ("map-extra-is-canonical", 11, ""),
        ("map-column-needed", 9, ""),
    ]


LOG = "shape: log\nlog:\n  case: a\n  time: b\n"
SUMMARY = "shape: summary\nsummary:\n  agent: a\n  figures: [{metric: x, value: v}]\n"
MISTAKES = [
    ("shape: tabel\n", "map-bad-choice", 1, "table"),
    ("map: x\n", "map-missing-key", 1, ""),
    ("shape: log\n", "map-missing-key", 1, ""),
    (LOG, "map-log-without-events", 3, ""),
    (LOG + "  changes: {state: s}\n", "map-unknown-key", 5, "status"),
    (LOG + "  changes: {status: s}\n  first: {priorty: p}\n", "map-unknown-column", 6, "priority"),
    (LOG + "  activities: {column: c, means: {done: {status: sovled}}}\n", "map-bad-choice", 5, "solved"),
    (LOG + "  activities: {column: c, means: {done: {}}}\n", "map-missing-key", 5, ""),
    (SUMMARY, "map-period", 3, ""),
    (SUMMARY + "  day: d\n  month: m\n", "map-period", 3, ""),
    (SUMMARY + "  start: d\n", "map-period", 3, ""),
    (SUMMARY.replace(", value: v", "") + "  day: d\n", "map-missing-key", 4, ""),
    (SUMMARY + "  day: d\nlog: {case: a}\n", "map-other-shape", 6, ""),
    (
        SUMMARY.replace("metric: x", "metric: satisfaction_rat") + "  day: d\n",
        "map-metric-doubted",
        4,
        "satisfaction_rate",
    ),
    ("shape: [table]\n", "map-not-a-text", 1, ""),
    ("shape: table\ntables: [{table: surveys, columns: [a, b]}]\n", "map-not-a-list-of-keys", 2, ""),
]


@pytest.mark.parametrize(("content", "code", "line", "near"), MISTAKES)
def test_each_mistake_has_its_line_and_mend(bench, content, code, line, near):
    assert (code, line, near) in lint(bench, content)


def test_a_syntax_error_and_an_alias_bomb_are_issues(bench):
    assert lint(bench, "shape: [table\n")[0][0] == "yaml-syntax"
    assert "yaml-alias" in {code for code, *_ in lint(bench, "a: &a [x, x]\nshape: table\nmap: *a\n")}
    assert lint(bench, "")[0][0] == "map-empty"


def test_an_unknown_map_names_the_nearest_shipped_one(bench):
    done = bench.run("servicenow-log", bench.file("x.csv", "a\n1\n"))
    assert the(done, "map-not-found").params["near"] == "servicenow-incident-log"


def test_missing_columns_are_all_told_with_the_nearest_header(bench):
    content = "number,incident_stat,sys_mod_count,sys_updated,opened_at,assigned_to\n"
    content += "I1,New,1,1/1/2016 08:00,1/1/2016 08:00,?\n"
    done = bench.run("servicenow-incident-log", bench.file("x.csv", content))
    missing = {issue.params["column"]: issue for issue in done.issues if issue.code == "import-column-missing"}
    assert {column: issue.params["near"] for column, issue in missing.items()} == {
        "sys_updated_at": "sys_updated",
        "incident_state": "incident_stat",
    }
    where = missing["incident_state"].where
    assert where.file == "servicenow-incident-log.yaml"
    line = SHIPPED["servicenow-incident-log"].read_text("utf-8").splitlines()[(where.line or 0) - 1]
    assert "incident_state" in line
    assert not bench.out.exists()


def test_optional_columns_a_file_lacks_are_one_note(bench):
    done = bench.run("survey-csv", bench.file("s.csv", "id,agent,answered_at,score\n1,ann,2026-09-01T10:00Z,5\n"))
    assert codes(done) == ["import-columns-absent"]


def test_a_header_is_found_whatever_its_case_width_and_note(bench):
    content = "Survey ID,ＡＧＥＮＴ,评价时间（北京）,Score*\n1,ann,2026-09-01T10:00Z,5\n"
    bench.run("survey-csv", bench.file("s.csv", content))
    assert bench.rows("surveys")[0]["survey_id"] == "1"


def test_every_code_of_imports_has_its_words_in_both_languages():
    code = re.compile(r'"((?:map|import)-[a-z-]+)"')
    room = ROOT / "src" / "deskmerit" / "sources" / "maps"
    used = {found for path in room.glob("*.py") for found in code.findall(path.read_text("utf-8"))}
    assert used
    assert used <= set(MESSAGES)
    ours = {name for name in MESSAGES if name.startswith(("map-", "import-"))}
    assert ours == used


def test_a_message_names_what_where_and_how_to_mend(bench):
    done = bench.run("survey-csv", bench.file("s.csv", "id,agent,answered_at,score\n1,ann,29/2/2026,5\n"))
    said, mend = render(the(done, "import-bad-cell"), "en")
    assert said.startswith("29/2/2026 can't be read")
    assert "dates: d/m/y" in mend
    assert render(the(done, "import-bad-cell"), "zh")[0].startswith("29/2/2026 无法识别")


def test_every_example_of_the_page_is_a_map_without_fault(bench):
    page = (ROOT / "docs" / "import-maps.md").read_text("utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 4
    for example in examples:
        assert lint(bench, example) == []


def test_the_page_about_import_maps_names_every_option_and_every_map():
    page = (ROOT / "docs" / "import-maps.md").read_text("utf-8")
    from deskmerit.sources.maps import read, shapes

    options = {*read.KEYS, *shapes.LOG_KEYS, *shapes.TARGET_KEYS, *shapes.SUMMARY_KEYS, *shapes.FIGURE_KEYS}
    options |= {*shapes.ACTIVITY_KEYS, *shapes.DEED_KEYS, *read.WHEN_KEYS}
    assert {option for option in options if f"`{option}`" not in page and f"{option}:" not in page} == set()
    assert {name for name in SHIPPED if f"`{name}`" not in page} == set()
