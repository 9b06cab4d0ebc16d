"""Tables sort, filter, page and export what they show."""

from datetime import UTC, datetime
from decimal import Decimal

from django.template import engines
from django.test import RequestFactory

from deskmerit.web.shared.tables import Column, Table, build

D = Decimal

PEOPLE = [{"name": "林晓雨", "total": D(88), "team": "East"}, {"name": "=cmd()", "total": None, "team": "West"},
          {"name": "Anna", "total": D(9), "team": "east"}]  # fmt: skip
COLUMNS = [Column("name", "Name"), Column("total", "Total", "number"), Column("team", "Team", sortable=False)]


def table(size: int = 50, **asked: str) -> Table:
    request = RequestFactory().get("/", {f"t.{key}": value for key, value in asked.items()})
    return build(request, PEOPLE, COLUMNS, size=size)


def names(made: Table) -> list[str]:
    return [str(line.cells[0].text) for line in made.lines]


def test_numbers_sort_as_numbers_and_the_missing_come_first() -> None:
    assert names(table(sort="total")) == ["=cmd()", "Anna", "林晓雨"]
    assert names(table(sort="-total")) == ["林晓雨", "Anna", "=cmd()"]


def test_a_wish_to_sort_by_what_may_not_be_sorted_is_ignored() -> None:
    assert names(table(sort="team")) == names(table(sort="password")) == names(table())
    assert table(sort="password").sort == ""


def test_the_filter_finds_every_word_in_any_column_and_case() -> None:
    assert names(table(q="EAST")) == ["林晓雨", "Anna"]
    assert names(table(q="east anna")) == ["Anna"]
    assert (table(q="nobody").found, table(q="nobody").total) == (0, 3)


def test_a_filter_is_offered_where_there_is_something_to_find() -> None:
    request = RequestFactory().get("/")
    few, many = (build(request, [{"name": str(n)} for n in range(rows)], COLUMNS[:1]) for rows in (5, 6))
    assert (few.filters, many.filters, table(q="anna").filters) == (False, True, True)


def test_the_export_holds_every_found_row_and_nothing_a_spreadsheet_would_run() -> None:
    text = table(size=1, sort="-total").csv("people").content.decode("utf-8")
    assert text.startswith("\ufeffName,Total,Team\r\n")
    assert text.splitlines()[1:] == ["林晓雨,88,East", "Anna,9,east", "'=cmd(),–,West"]
    assert table(q="anna").csv("people").content.decode().count("\r\n") == 2


def test_a_page_that_does_not_exist_shows_the_last_one() -> None:
    assert table(size=2, page="9").page.number == 2
    assert table(size=2, page="x").page.number == 1


def test_a_long_table_folds_on_a_phone_and_a_card_leaves_out_what_is_empty() -> None:
    def page(many: int) -> str:
        request = RequestFactory().get("/")
        rows = [{"who": f"P{n}", "why": None} for n in range(many)]
        made = build(request, rows, [Column("who", "Who", head=True), Column("why", "Why")])
        return engines["django"].from_string("{% data_table t 'people' %}").render({"t": made}, request)

    assert 'for="more-t"' in page(30)
    assert "more-t" not in page(5)
    assert page(5).count("dm-nil") == 5
    assert 'class="dm-text dm-title"' in page(5)


def test_a_cell_may_be_a_badge_a_deadline_or_hold_a_button_and_exports_its_text_alone(db) -> None:
    due = datetime(2026, 10, 20, 16, tzinfo=UTC)
    rows = [{"team": "East", "state": "open", "due": due}, {"team": "West", "state": "", "due": None}]
    columns = [
        Column("team", "Team", note=lambda row: "small", post=lambda row: ("/close/", "Close")),
        Column("state", "State", tone=lambda row: "running"),
        Column("due", "Due", due=lambda row: row["due"]),
    ]
    request = RequestFactory().get("/", {"t.sort": "-due"})
    made = build(request, rows, columns)
    assert names(made) == ["West", "East"]  # without a deadline: last, so first when turned round
    page = engines["django"].from_string("{% data_table t 'teams' %}").render({"t": made}, request)
    assert page.count('<form method="post" action="/close/">') == 2
    assert page.count("dm-badge-running") == 1
    assert page.count("<time ") == 1
    text = made.csv("teams").content.decode()
    assert "Close" not in text
    assert "small" not in text
    assert "24:00" in text or "2026" in text
