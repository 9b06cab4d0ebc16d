"""Logs: rows of a case in order become a ticket and its events."""

import pytest

from sources.maps_helpers import Bench, codes, story, the

SNOW = "number,incident_state,sys_mod_count,reassignment_count,reopen_count,made_sla,caller_id,opened_by,opened_at,"
SNOW += "sys_updated_at,contact_type,category,priority,assignment_group,assigned_to,resolved_by,resolved_at,closed_at\n"


def snow(*rows: tuple[str, str, str, str], opened: str = "1/3/2016 08:00", solved: str = "?", sla: str = "true") -> str:
    """Rows of incident I1 as (state, number of the update, time, assignee)."""
    lines = [
        f"I1,{state},{n},0,0,{sla},Caller 1,Open 9,{opened},{at},Phone,Cat 2,3 - Moderate,Group 5,{who},R 7,{solved},?"
        for state, n, at, who in rows
    ]
    return SNOW + "\n".join(lines) + "\n"


@pytest.fixture
def bench(tmp_path) -> Bench:
    return Bench(tmp_path)


def imported(bench: Bench, content: str, **choices: object):
    return bench.run("servicenow-incident-log", bench.file("log.csv", content), **({"zone": "UTC"} | choices))


def test_changes_between_rows_become_assignments_and_statuses(bench):
    imported(
        bench,
        snow(
            ("New", "0", "1/3/2016 08:05", "?"),
            ("Active", "1", "1/3/2016 09:00", "R1"),
            ("Active", "2", "1/3/2016 09:30", "R2"),
            ("Awaiting User Info", "3", "1/3/2016 10:00", "R2"),
            ("Resolved", "4", "1/3/2016 11:00", "R2"),
            ("Closed", "5", "6/3/2016 11:00", "R2"),
        ),
    )
    events = bench.rows("events")
    assert story(events) == [
        "assigned R1",
        "status open",
        "assigned R2",
        "status pending",
        "status solved",
        "status closed",
    ]
    assert [row["seq"] for row in events] == ["1", "2", "3", "4", "5", "6"]
    assert events[1]["occurred_at"] == "2016-03-01 09:00:00Z"
    assert events[1]["source_file"] == "log.csv"
    assert events[1]["source_row"] == "3"


def test_a_ticket_is_created_when_it_was_opened_and_described_by_its_last_row(bench):
    imported(bench, snow(("New", "0", "1/3/2016 08:05", "?"), ("Closed", "1", "1/3/2016 09:00", "?")))
    (ticket,) = bench.rows("tickets")
    assert ticket["created_at"] == "2016-03-01 08:00:00Z"
    said = [ticket[name] for name in ("requester_id", "channel", "category", "priority", "team", "source")]
    assert said == ["Caller 1", "Phone", "Cat 2", "3 - Moderate", "Group 5", "servicenow"]


def test_nobody_is_credited_with_a_button_pressed_by_an_account_that_is_not_in_assigned_to(bench):
    imported(bench, snow(("Resolved", "0", "1/3/2016 08:05", "R1")))
    assert {(row.get("actor_id", ""), row["actor_role"]) for row in bench.rows("events")} == {("", "system")}
    assert [row["agent_id"] for row in bench.rows("agents")] == ["R1"]


def test_rows_of_the_same_minute_follow_the_number_of_the_update(bench):
    imported(
        bench,
        snow(
            ("Resolved", "10", "1/3/2016 09:00", "R2"),
            ("Active", "9", "1/3/2016 09:00", "R1"),
            ("New", "2", "1/3/2016 08:05", "?"),
        ),
    )
    assert story(bench.rows("events")) == ["assigned R1", "status open", "assigned R2", "status solved"]


def test_an_unknown_state_leaves_the_status_and_is_reported_with_its_count(bench):
    done = imported(
        bench,
        snow(
            ("Active", "0", "1/3/2016 08:05", "R1"),
            ("-100", "1", "1/3/2016 08:06", "R1"),
            ("-100", "2", "1/3/2016 08:07", "R2"),
            ("Active", "3", "1/3/2016 08:08", "R2"),
        ),
    )
    assert story(bench.rows("events")) == ["assigned R1", "status open", "assigned R2"]
    issue = the(done, "import-unknown-value")
    assert (issue.where.row, issue.params["value"], issue.params["count"]) == (3, "-100", 2)
    assert done.rows_used == 4


def test_an_assignment_to_nobody_is_an_event(bench):
    imported(bench, snow(("Active", "0", "1/3/2016 08:05", "R1"), ("Active", "1", "1/3/2016 08:06", "?")))
    assert story(bench.rows("events")) == ["assigned R1", "status open", "assigned"]


def test_a_reopening_and_a_second_solve_are_kept_apart(bench):
    imported(
        bench,
        snow(
            ("Resolved", "0", "1/3/2016 09:00", "R1"),
            ("Active", "1", "1/3/2016 10:00", "R1"),
            ("Resolved", "2", "1/3/2016 11:00", "R1"),
        ),
    )
    assert story(bench.rows("events"))[1:] == ["status solved", "status open", "status solved"]


def test_an_outcome_is_not_believed_before_the_case_is_done(bench):
    """The log shows made_sla and resolved_at on rows written before anybody could know them."""
    imported(bench, snow(("Active", "0", "1/3/2016 08:05", "R1"), solved="1/3/2016 11:00", sla="false"))
    (ticket,) = bench.rows("tickets")
    assert (ticket["made_sla"], ticket["resolved_at"]) == ("", "")


def test_the_outcome_of_a_case_that_is_done_is_that_of_its_last_row(bench):
    first = snow(("Active", "0", "1/3/2016 08:05", "R1"), sla="true")
    last = snow(("Closed", "1", "6/3/2016 11:00", "R1"), sla="false", solved="1/3/2016 11:00").splitlines()[1]
    imported(bench, first + last + "\n")
    (ticket,) = bench.rows("tickets")
    assert (ticket["made_sla"], ticket["resolved_at"]) == ("false", "1/3/2016 11:00")


def test_an_automatic_closing_does_not_date_the_solve_of_a_case_never_shown_as_resolved(bench):
    content = snow(
        ("Active", "0", "1/3/2016 08:05", "R1"), ("Closed", "1", "6/3/2016 11:00", "R1"), solved="1/3/2016 11:00"
    )
    imported(bench, content)
    events = bench.rows("events")
    assert story(events) == ["assigned R1", "status open", "status solved", "status closed"]
    assert [row["occurred_at"] for row in events[2:]] == ["2016-03-01 11:00:00Z", "2016-03-06 11:00:00Z"]


@pytest.mark.parametrize("said", ["7/3/2016 11:00", "1/3/2016 07:00", "?"])
def test_a_date_of_solving_that_can_not_be_is_not_used(bench, said):
    content = snow(("Active", "0", "1/3/2016 08:05", "R1"), ("Closed", "1", "6/3/2016 11:00", "R1"), solved=said)
    imported(bench, content)
    assert story(bench.rows("events")) == ["assigned R1", "status open", "status closed"]


def test_an_assignment_stands_before_the_solve_of_the_same_row(bench):
    """The solver is the assignee then: the one this row names, not the one before."""
    imap = "shape: log\nlog:\n  case: case\n  time: time\n  changes: {assigned: owner}\n"
    imap += "  activities: {column: act, means: {solve: {status: solved, role: system}}, other: nothing}\n"
    rows = "case,time,owner,act\nc1,2026-03-02T09:00Z,ann,look\nc1,2026-03-02T10:00Z,bob,solve\n"
    bench.run(str(bench.file("mine.yaml", imap)), bench.file("x.csv", rows))
    assert story(bench.rows("events")) == ["assigned ann", "assigned bob", "status solved"]


def test_a_row_older_than_its_case_is_left_out_and_says_so(bench):
    done = imported(bench, snow(("Active", "7", "1/3/2016 07:00", "R1"), ("Active", "1", "1/3/2016 08:05", "R1")))
    assert the(done, "import-row-before-creation").where.row == 2
    assert (done.rows_in, done.rows_used, len(done.left_out)) == (2, 1, 1)
    assert [row["occurred_at"] for row in bench.rows("events")] == ["2016-03-01 08:05:00Z"] * 2


def test_times_without_a_zone_are_read_as_utc_and_doubted(bench):
    done = imported(bench, snow(("New", "0", "1/3/2016 08:05", "?")), zone="")
    assert "import-zone-assumed" in codes(done, "warning")
    assert not (bench.out / "deskmerit.yaml").exists()


def test_the_zone_of_the_workspace_counts_where_map_and_command_say_none(bench):
    bench.out.mkdir()
    (bench.out / "deskmerit.yaml").write_text("zone: Asia/Shanghai\n", encoding="utf-8")
    done = imported(bench, snow(("New", "0", "1/3/2016 08:05", "?")), zone="")
    assert codes(done, "warning") == []
    assert bench.rows("tickets")[0]["created_at"] == "2016-03-01 08:00:00+08:00"


def test_a_bad_time_leaves_its_row_out_with_file_row_and_column(bench):
    done = imported(bench, snow(("New", "0", "31/2/2016 08:05", "?"), ("Active", "1", "1/3/2016 08:06", "R1")))
    issue = the(done, "import-bad-cell")
    assert str(issue.where) == "log.csv row 2 column sys_updated_at"
    assert issue.params == {"value": "31/2/2016 08:05", "reason": "not-a-time"}
    assert done.rows_in == done.rows_used + len(done.left_out) == 2


def test_a_local_time_in_a_clock_change_is_counted_as_doubtful(bench):
    done = imported(bench, snow(("New", "0", "27/3/2016 01:30", "?"), opened="27/3/2016 01:30"), zone="Europe/Lisbon")
    assert the(done, "import-doubtful-times").params == {"count": 1, "zone": "Europe/Lisbon"}


ACTIVITIES = "case,activity,resource,time\n"


def acts(bench: Bench, content: str, **choices: object):
    done = bench.run("activity-log", bench.file("acts.csv", ACTIVITIES + content), **choices)
    return done, [
        (row["kind"], row.get("value", ""), row["actor_id"], row["actor_role"]) for row in bench.rows("events")
    ]


def test_activities_become_what_the_map_says_they_mean_whatever_their_capitals(bench):
    _, events = acts(
        bench,
        "c1,TAKE IN CHARGE TICKET,ann,2026-03-02 09:00:00Z\nc1,Wait,ann,2026-03-02 10:00:00Z\n"
        "c1,resolve ticket,bob,2026-03-02 11:00:00Z\n",
    )
    assert events == [
        ("assigned", "ann", "ann", "agent"),
        ("status", "open", "ann", "agent"),
        ("status", "pending", "ann", "agent"),
        ("status", "solved", "bob", "agent"),
    ]


def test_a_case_taken_on_by_an_unnamed_person_is_not_assigned_to_nobody(bench):
    _, events = acts(bench, "c1,Assign,ann,2026-03-02 09:00:00Z\nc1,Assign,?,2026-03-02 10:00:00Z\n")
    assert [(kind, value) for kind, value, *_ in events] == [
        ("assigned", "ann"),
        ("status", "open"),
        ("status", "open"),
    ]


def test_who_stands_on_an_automatic_closing_is_nobody(bench):
    _, events = acts(bench, "c1,Resolve ticket,ann,2026-03-02 09:00:00Z\nc1,Closed,eve,2026-03-17 09:00:00Z\n")
    assert events[-1] == ("status", "closed", "eve", "system")
    assert [row["agent_id"] for row in bench.rows("agents")] == ["ann"]


def test_an_activity_the_map_does_not_list_is_a_note_and_is_reported(bench):
    done, events = acts(bench, "c1,Dance,ann,2026-03-02 09:00:00Z\nc1,dance,ann,2026-03-02 09:01:00Z\n")
    assert [kind for kind, *_ in events] == ["internal_note", "internal_note"]
    assert codes(done).count("import-unknown-value") == 2  # each spelling by itself, so that both can be found


def test_a_chinese_log_is_read_by_its_chinese_headers(bench):
    content = "工单号,操作,处理人,时间\n1001,领取,张三,2026/3/2 9:00\n1001,解决,张三,2026/3/2 9:30\n"
    bench.run("activity-log", bench.file("日志.csv", content, "gb18030"), zone="Asia/Shanghai")
    assert story(bench.rows("events")) == ["assigned 张三", "status open", "status solved"]
    assert bench.rows("tickets")[0]["created_at"] == "2026-03-02 09:00:00+08:00"
    assert (bench.out / "deskmerit.yaml").read_text("utf-8").endswith("zone: Asia/Shanghai\n")


def test_a_stamp_that_lies_is_overridden_only_where_somebody_says_so(bench):
    row = "c1,Resolve,ann,2026-07-01 09:00:00+00:00\n"
    acts(bench, row)
    assert bench.rows("tickets")[0]["created_at"] == "2026-07-01 09:00:00Z"
    done, _ = acts(bench, row, zone_is="Europe/Rome")
    assert bench.rows("tickets")[0]["created_at"] == "2026-07-01 09:00:00+02:00"
    assert the(done, "import-zone-overridden").params["zone"] == "Europe/Rome"


def test_exact_duplicates_count_once_also_across_files(bench):
    row = "c1,Resolve,ann,2026-07-01 09:00:00Z\n"
    one, two = bench.file("a.csv", ACTIVITIES + row + row), bench.file("b.csv", ACTIVITIES + row)
    done = bench.run("activity-log", one, two)
    assert len(bench.rows("events")) == 1
    assert (done.rows_in, done.rows_used) == (3, 1)
    assert [(out.where.file, out.where.row) for out in done.left_out] == [("a.csv", 3), ("b.csv", 2)]


def test_the_rows_of_a_case_may_stand_in_several_files(bench):
    early = bench.file("june.csv", ACTIVITIES + "c1,Assign,ann,2026-06-30 09:00:00Z\n")
    late = bench.file("july.csv", ACTIVITIES + "c1,Resolve,ann,2026-07-01 09:00:00Z\n")
    bench.run("activity-log", late, early)
    assert len(bench.rows("tickets")) == 1
    assert story(bench.rows("events")) == ["assigned ann", "status open", "status solved"]


def test_two_headers_for_one_column_are_doubted_only_where_they_differ(bench):
    same = "concept:name,Activity,case,resource,time\nResolve,Resolve,c1,ann,2026-07-01 09:00:00Z\n"
    done = bench.run("activity-log", bench.file("same.csv", same))
    assert "import-two-columns" not in codes(done)
    differ = same.replace("Resolve,Resolve", "Resolve,Wait")
    done = bench.run("activity-log", bench.file("differ.csv", differ))
    assert the(done, "import-two-columns").params["row"] == 2


MY_LOG = """\
map: mine
shape: log
source: mine
zone: UTC
missing: ["N/A"]
duplicates: keep
bots: [robot*, Escalator]
values:
  state: {open: open, done: solved, "*": on_hold}
log:
  case: id
  time: at
  order: [n]
  first: {priority: prio}
  last: {category: kind}
  extra: {colour: colour}
  changes: {status: state}
  activities:
    column: act
    actor: who
    means: {hand over: {kind: transferred, assigned: to}, answer: {kind: public_reply}, skip: nothing}
    other: nothing
"""
MY_ROWS = """\
id,at,n,state,act,who,to,prio,kind,colour
1,2026-03-02 09:00,2,open,answer,Robot-7,,high,old,red
1,2026-03-02 09:00,3,odd,hand over,ann,bob,low,new,blue
1,2026-03-02 09:00,3,odd,hand over,ann,bob,low,new,blue
1,2026-03-02 10:00,1,done,skip,N/A,,low,new,green
"""


def test_every_option_of_a_log_does_what_the_page_says(bench):
    bench.run(str(bench.file("mine.yaml", MY_LOG)), bench.file("mine.csv", MY_ROWS))
    events = [(row["kind"], row["value"], row["actor_id"], row["actor_role"]) for row in bench.rows("events")]
    assert events == [
        ("public_reply", "", "Robot-7", "bot"),
        ("status", "open", "", "system"),
        ("transferred", "", "ann", "agent"),
        ("assigned", "bob", "ann", "agent"),
        ("status", "on_hold", "", "system"),
        ("transferred", "", "ann", "agent"),
        ("assigned", "bob", "ann", "agent"),
        ("status", "solved", "", "system"),
    ]
    (ticket,) = bench.rows("tickets")
    assert (ticket["priority"], ticket["category"], ticket["colour"]) == ("high", "new", "green")
    assert {row["agent_id"]: row["kind"] for row in bench.rows("agents")} == {
        "Robot-7": "bot",
        "ann": "human",
        "bob": "human",
    }
    assert 'bots: ["Escalator"]\n' in (bench.out / "deskmerit.yaml").read_text("utf-8")
