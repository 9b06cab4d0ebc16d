"""Tables: a row is a record, or several."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from deskmerit.sources.maps.dates import Clock
from sources.maps_helpers import Bench, codes, story, the

LOCAL = datetime(2026, 9, 1, 10, 0)  # noqa: DTZ001  # what a workbook holds: a time without a zone
ZENDESK = "Id,Requester,Requester id,Assignee,Group,Subject,Status,Priority,Via,Ticket type,Created at,Assigned at,"
ZENDESK += "Organization,Solved at,Satisfaction Score,Reopens\n"


@pytest.fixture
def bench(tmp_path) -> Bench:
    return Bench(tmp_path)


def test_a_zendesk_row_becomes_a_ticket_its_assignment_and_its_solve(bench):
    row = "12,Li,884,Ann,Billing,Refund,Closed,Normal,Web,Question,2026-09-01 10:00,2026-09-01 10:05,Acme,"
    row += "2026-09-01 12:00,Good,1\n"
    bench.run("zendesk-tickets-csv", bench.file("tickets.csv", ZENDESK + row), zone="Asia/Shanghai")
    (ticket,) = bench.rows("tickets")
    assert ticket["created_at"] == "2026-09-01 10:00:00+08:00"
    said = [
        ticket[name] for name in ("ticket_id", "requester_id", "account", "team", "channel", "category", "priority")
    ]
    assert said == ["12", "884", "Acme", "Billing", "Web", "Question", "Normal"]
    assert (ticket["status_now"], ticket["satisfaction"], ticket["reopens"]) == ("Closed", "Good", "1")
    events = bench.rows("events")
    assert story(events) == ["assigned Ann", "status solved"]
    assert [row["event_id"] for row in events] == ["12-1", "12-2"]
    assert [row["agent_id"] for row in bench.rows("agents")] == ["Ann"]


def test_a_ticket_assigned_and_solved_in_one_second_is_assigned_first(bench):
    row = "12,Li,884,Ann,Billing,Refund,Closed,Normal,Web,,2026-09-01 10:00,2026-09-01 12:00,,2026-09-01 12:00,,0\n"
    bench.run("zendesk-tickets-csv", bench.file("tickets.csv", ZENDESK + row), zone="UTC")
    assert [(row["seq"], row["kind"]) for row in bench.rows("events")] == [("1", "assigned"), ("2", "status")]


def test_an_open_ticket_has_no_solve_and_a_deleted_one_is_no_ticket(bench):
    rows = "12,Li,884,Ann,Billing,Refund,Open,Normal,Web,,2026-09-01 10:00,2026-09-01 10:05,,,,0\n"
    rows += "13,Li,884,Ann,Billing,Refund,Deleted,Normal,Web,,2026-09-01 10:00,2026-09-01 10:05,,,,0\n"
    done = bench.run("zendesk-tickets-csv", bench.file("tickets.csv", ZENDESK + rows), zone="UTC")
    assert story(bench.rows("events")) == ["assigned Ann"]
    assert the(done, "import-skipped-rows").params == {"count": 1, "first": 3}
    assert (done.rows_in, done.rows_used) == (2, 1)


def test_a_row_with_one_bad_cell_makes_no_half_ticket(bench):
    row = "12,Li,884,Ann,Billing,Refund,Open,Normal,Web,,2026-09-01 10:00,yesterday,,,,0\n"
    good = "13,Li,884,Ann,Billing,Refund,Open,Normal,Web,,2026-09-01 10:00,2026-09-01 10:00,,,,0\n"
    done = bench.run("zendesk-tickets-csv", bench.file("tickets.csv", ZENDESK + row + good), zone="UTC")
    assert [ticket["ticket_id"] for ticket in bench.rows("tickets")] == ["13"]
    assert str(the(done, "import-bad-cell").where) == "tickets.csv row 2 column Assigned at"


def test_surveys_in_words_stars_and_figures_land_on_one_scale(bench):
    content = "评价编号,会话编号,客服昵称,评价时间,满意度,评价内容\n"
    content += "s1,c1,小美,2026/9/1 10:00,非常满意,好\ns2,c2,小美,2026/9/1 10:05,2星,慢\n"
    content += "s3,c3,小明,2026/9/1 10:09,4,\ns4,c4,小明,2026/9/1 10:10,未评价,\n"
    done = bench.run("survey-csv", bench.file("评价.csv", content, "gb18030"), zone="Asia/Shanghai")
    rows = bench.rows("surveys")
    assert [row["score"] for row in rows] == ["5", "2", "4", ""]
    assert {(row["scale_min"], row["scale_max"]) for row in rows} == {("1", "5")}
    assert rows[0]["ticket_id"] == "c1"
    assert [row["agent_id"] for row in bench.rows("agents")] == ["小明", "小美"]
    assert codes(done, "error") == []


def test_a_survey_keeps_the_scale_its_own_row_states(bench):
    content = "survey_id,agent,answered_at,score,scale_min,scale_max\na,ann,2026-09-01T10:00Z,9,0,10\n"
    bench.run("survey-csv", bench.file("s.csv", content))
    (row,) = bench.rows("surveys")
    assert (row["score"], row["scale_min"], row["scale_max"]) == ("9", "0", "10")


def test_the_name_of_a_person_is_no_rival_of_her_number(bench):
    content = "客服工号,客服姓名,评价时间,评分\n8001,张三,2026-09-01T10:00Z,5\n"
    done = bench.run("survey-csv", bench.file("s.csv", content))
    assert "import-two-columns" not in codes(done)
    assert [(row["agent_id"], row["name"]) for row in bench.rows("agents")] == [("8001", "张三")]


def test_a_record_without_an_id_is_named_after_its_file_and_row(bench):
    bench.run("survey-csv", bench.file("sept.csv", "agent,answered_at,score\nann,2026-09-01T10:00Z,5\n"))
    assert bench.rows("surveys")[0]["survey_id"] == "sept-2"


def test_a_survey_in_words_the_map_does_not_know_is_reported_not_guessed(bench):
    done = bench.run("survey-csv", bench.file("s.csv", "id,agent,answered_at,score\n1,ann,2026-09-01T10:00Z,meh\n"))
    issue = the(done, "import-bad-cell")
    assert (issue.where.column, issue.params["value"], issue.params["reason"]) == ("score", "meh", "not-a-number")
    assert codes(done)[-1] == "import-no-records"
    assert not list(bench.folder.glob("workspace/*"))


CALLS = "话单号,坐席工号,坐席姓名,技能组,开始时间,是否接通,排队时长,通话时长(分钟),保持时长,话后时长,是否转接\n"


def test_calls_are_read_in_the_unit_their_header_names(bench):
    content = CALLS + "1,8001,张三,售后,2026-09-01 10:00:00,是,00:00:12,1.5,5秒,1分28秒,否\n"
    content += "2,,,售后,2026-09-01 10:01:00,未接,40,,,,\n"
    bench.run("call-csv", bench.file("calls.csv", content), zone="Asia/Shanghai")
    one, two = bench.rows("calls")
    times = [one[f"{part}_seconds"] for part in ("queue", "talk", "hold", "wrap")]
    assert times == ["12", "90", "5", "88"]
    assert (one["answered"], one["transferred"], one["team"]) == ("true", "false", "售后")
    assert (two["answered"], two["agent_id"], two["queue_seconds"]) == ("false", "", "40")
    assert [(row["agent_id"], row["name"]) for row in bench.rows("agents")] == [("8001", "张三")]


def test_a_call_status_nobody_explained_leaves_the_row_out(bench):
    done = bench.run("call-csv", bench.file("c.csv", "call_id,agent,started,status\n1,a,2026-09-01T10:00Z,ZOMBIE\n"))
    assert "import-empty-cell" in codes(done, "error")
    assert the(done, "import-unknown-value").params["value"] == "ZOMBIE"


BOTH = """\
map: mine
shape: table
dates: {dates}
zone: UTC
tables:
  - table: surveys
    columns: {{survey_id: no, answered_at: at, score: mark, agent_id: who}}
    constants: {{scale_min: "1", scale_max: "5"}}
"""


@pytest.mark.parametrize(
    ("dates", "said", "expected"),
    [
        ("d/m/y", "3/2/2016 1:16", "2016-02-03 01:16:00Z"),
        ("m/d/y", "3/2/2016 1:16", "2016-03-02 01:16:00Z"),
        ("m/d/y", "3/2/16 1:16 PM", "2016-03-02 13:16:00Z"),
        ("d/m/y", "03.02.2016, 01:16:30", "2016-02-03 01:16:30Z"),
        ("d/m/y", "2016-02-03 01:16", "2016-02-03 01:16:00Z"),
        ("y/m/d", "2016年2月3日 1:16", "2016-02-03 01:16:00Z"),
        ('"%d %b %Y at %H.%M"', "03 Feb 2016 at 01.16", "2016-02-03 01:16:00Z"),
        ("[d/m/y, m/d/y]", "2/29/2016", "2016-02-29 00:00:00Z"),
    ],
)
def test_dates_are_read_in_the_order_the_map_states(bench, dates, said, expected):
    imap = bench.file("mine.yaml", BOTH.format(dates=dates))
    bench.run(str(imap), bench.file("x.csv", f'no,at,mark,who\n1,"{said}",5,ann\n'))
    assert bench.rows("surveys")[0]["answered_at"] == expected


def test_a_day_first_date_is_never_read_as_month_first(bench):
    imap = bench.file("mine.yaml", BOTH.format(dates="d/m/y"))
    done = bench.run(str(imap), bench.file("x.csv", "no,at,mark,who\n1,2/29/2016,5,ann\n"))
    assert the(done, "import-bad-cell").params["reason"] == "not-a-time"


def test_logins_become_people_by_the_list_given(bench):
    people = bench.file("people.csv", "账号,客服工号,姓名,员工编号\nann@x,8001,安,E7\nann2@x,8001,安,E7\n")
    content = "id,agent,answered_at,score\n1,ann@x,2026-09-01T10:00Z,5\n2,ann2@x,2026-09-01T11:00Z,4\n"
    content += "3,bob@x,2026-09-01T12:00Z,3\n"
    done = bench.run("survey-csv", bench.file("s.csv", content), people=people)
    assert [row["agent_id"] for row in bench.rows("surveys")] == ["8001", "8001", "bob@x"]
    assert [(row["agent_id"], row["name"], row["employee_no"]) for row in bench.rows("agents")] == [
        ("8001", "安", "E7"),
        ("bob@x", "bob@x", ""),
    ]
    assert [(row["login"], row["agent_id"]) for row in bench.rows("identities-survey")] == [
        ("ann2@x", "8001"),
        ("ann@x", "8001"),
    ]
    assert the(done, "import-login-unknown").params["login"] == "bob@x"


def test_a_login_of_two_people_stops_the_import(bench):
    people = bench.file("people.csv", "login,agent_id\nann,1\nann,2\n")
    done = bench.run("survey-csv", bench.file("s.csv", "id,agent,score\n1,ann,5\n"), people=people)
    assert codes(done, "error") == ["import-people-twice"]
    assert not bench.out.exists()


def test_days_of_a_1904_workbook_are_days_of_1904():
    cell = 44803  # 2026-08-31 counted from 1904-01-01
    assert Clock(base_1904=True).day(cell) == date(2026, 8, 31)
    assert Clock().day(cell + 1462) == date(2026, 8, 31)


def test_what_a_workbook_holds_is_read_like_text(bench):
    book = Workbook()
    sheet = book.active
    sheet.append(["survey_id", "agent", "answered_at", "score"])
    sheet.append([1, "ann", LOCAL, 5])
    book.create_sheet("说明").append(["这一页是说明"])
    book.save(bench.folder / "s.xlsx")
    done = bench.run("survey-csv", bench.folder / "s.xlsx", zone="Asia/Shanghai")
    (row,) = bench.rows("surveys")
    assert (row["survey_id"], row["answered_at"], row["score"]) == ("1", "2026-09-01 10:00:00+08:00", "5")
    assert codes(done, "error") == []
