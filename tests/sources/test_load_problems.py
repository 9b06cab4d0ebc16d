"""Every problem in records is told at once, with its place; only rows that can't be used are left out."""

from pathlib import Path

from deskmerit.core.issue import Level
from deskmerit.sources.load import load
from records.desk import balanced, told, write

AGENTS = "agent_id,name,kind\na1,王芳,human\na2,李雷,human\n"
TICKETS = "ticket_id,created_at\nT1,2026-09-01T01:00:00Z\nT2,2026-09-01T02:00:00Z\n"
EVENTS = "event_id,ticket_id,occurred_at,kind,actor_id,actor_role,value\n"
CALLS = "call_id,agent_id,started_at,answered,queue_seconds,talk_seconds,hold_seconds,wrap_seconds\n"
SURVEYS = "survey_id,agent_id,answered_at,score,scale_min,scale_max\n"


def test_all_problems_come_at_once_with_file_row_and_column(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "agents.csv": AGENTS + "a3,,human\na4,韩梅,robot?\n",
            "tickets.csv": TICKETS + ",2026-09-01T03:00:00Z\nT4,2026-02-30T00:00:00Z\n",
            "bases.csv": "agent_id,award,amount,from_date\na1,bonus,十,2026-01-01\na1,bonus,5,01/02/2026\n",
        },
    )
    loaded = load(tmp_path)
    assert sorted(told(loaded.issues)) == [
        ("not-a-date", "bases.csv", 3, "from_date"),
        ("not-a-number", "bases.csv", 2, "amount"),
        ("not-a-time", "tickets.csv", 5, "created_at"),
        ("not-allowed", "agents.csv", 5, "kind"),
        ("value-missing", "agents.csv", 4, "name"),
        ("value-missing", "tickets.csv", 4, "ticket_id"),
    ]
    assert balanced(loaded)
    assert loaded.counts["bases"].rows_out == 0


def test_a_missing_required_column_reports_every_row_of_that_file_only(tmp_path: Path) -> None:
    write(tmp_path, {"tickets-1.csv": TICKETS, "tickets-2.csv": "ticket_id,channel\nT8,chat\nT9,chat\n"})
    loaded = load(tmp_path)
    assert told(loaded.issues) == [("column-missing", "tickets-2.csv", None, "created_at")]
    assert loaded.files["tickets", "tickets-2.csv", ""].rows_reported == 2
    assert loaded.counts["tickets"].rows_out == 2
    assert balanced(loaded)


def test_an_unreadable_optional_cell_costs_the_cell_not_the_row(tmp_path: Path) -> None:
    write(tmp_path, {"agents.csv": "agent_id,name,kind,hired_on\na1,王芳,human,昨天\n"})
    loaded = load(tmp_path)
    assert told(loaded.issues) == [("not-a-date", "agents.csv", 2, "hired_on")]
    assert loaded.records.tables["agents"].to_pylist()[0]["hired_on"] is None


def test_a_local_time_without_a_declared_zone_is_one_issue(tmp_path: Path) -> None:
    write(tmp_path, {"tickets.csv": "ticket_id,created_at\nT1,2026-09-01 09:00\nT2,2026-09-01 10:00\n"})
    loaded = load(tmp_path)
    assert told(loaded.issues) == [("naive-time", "tickets.csv", 2, "created_at")]
    assert loaded.issues[0].params["rows"] == "2–3"
    assert balanced(loaded)


def test_a_declared_zone_reads_local_times(tmp_path: Path) -> None:
    write(
        tmp_path, {"deskmerit.yaml": "zone: Asia/Shanghai\n", "tickets.csv": "ticket_id,created_at\nT1,2026/9/1 9:00\n"}
    )
    loaded = load(tmp_path)
    assert loaded.issues == []
    assert loaded.records.tables["tickets"]["created_at"][0].as_py().isoformat() == "2026-09-01T01:00:00+00:00"


def test_clock_changes_are_read_by_the_rule_and_told(tmp_path: Path) -> None:
    rows = "T1,2026-03-29 02:30\nT2,2026-10-25 02:30\nT3,2026-10-25 03:30\nT4,2026年3月29日 2点30分\n"
    write(tmp_path, {"deskmerit.yaml": "zone: Europe/Berlin\n", "tickets.csv": "ticket_id,created_at\n" + rows})
    loaded = load(tmp_path)
    times = [t.isoformat() for t in loaded.records.tables["tickets"]["created_at"].to_pylist()]
    assert times == [
        "2026-03-29T01:30:00+00:00",
        "2026-10-25T00:30:00+00:00",
        "2026-10-25T02:30:00+00:00",
        "2026-03-29T01:30:00+00:00",
    ]
    assert sorted(told(loaded.issues)) == [
        ("time-repeated", "tickets.csv", 3, "created_at"),
        ("time-skipped", "tickets.csv", 2, "created_at"),
    ]


def test_an_exact_duplicate_counts_once_and_another_row_under_its_key_is_an_error(tmp_path: Path) -> None:
    row = "T1,2026-09-01T01:00:00Z\n"
    write(
        tmp_path,
        {"tickets-1.csv": TICKETS + row, "tickets-2.csv": "ticket_id,created_at\n" + row + "T2,2026-09-09T00:00:00Z\n"},
    )
    loaded = load(tmp_path)
    assert told(loaded.issues) == [
        ("row-twice", "tickets-1.csv", 4, ""),
        ("row-twice", "tickets-2.csv", 2, ""),
        ("key-twice", "tickets-2.csv", 3, "ticket_id"),
    ]
    assert [issue.level for issue in loaded.issues] == [Level.NOTE, Level.NOTE, Level.ERROR]
    assert loaded.records.tables["tickets"].num_rows == 2
    assert balanced(loaded)


def test_ids_are_unique_per_source(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"complaints.csv": "source,complaint_id,received_at\nx,C1,2026-09-01T00:00:00Z\ny,C1,2026-09-02T00:00:00Z\n"},
    )
    assert load(tmp_path).issues == []


def test_a_ticket_id_that_two_sources_use_is_an_error_because_events_can_not_tell(tmp_path: Path) -> None:
    rows = "T1,2026-09-01T00:00:00Z,chat\nT1,2026-09-02T00:00:00Z,mail\n"
    loaded = load(write(tmp_path, {"tickets.csv": "ticket_id,created_at,source\n" + rows}))
    assert told(loaded.issues) == [("ticket-of-two-sources", "tickets.csv", 3, "ticket_id")]
    assert loaded.issues[0].params["sources"] == "chat, mail"


def test_calls_state_all_four_seconds_when_answered_and_keep_negative_ones_for_the_metric(tmp_path: Path) -> None:
    at = "2026-09-01T00:00:00Z"
    rows = f"c1,a1,{at},是,28秒,1分28秒,-5,00:00:03\nc2,a1,{at},是,1,,0,0\nc3,a1,{at},否,,,,\n"
    write(tmp_path, {"agents.csv": AGENTS, "calls.csv": CALLS + rows})
    loaded = load(tmp_path)
    assert told(loaded.issues) == [
        ("negative-duration", "calls.csv", 2, "hold_seconds"),
        ("answered-without-seconds", "calls.csv", 3, "talk_seconds"),
    ]
    kept = loaded.records.tables["calls"].to_pylist()
    assert [row["call_id"] for row in kept] == ["c1", "c3"]
    assert [kept[0][name] for name in ("queue_seconds", "talk_seconds", "hold_seconds", "wrap_seconds")] == [
        28,
        88,
        -5,
        3,
    ]


def test_a_score_off_its_scale_stays_and_is_told_and_an_empty_scale_does_not(tmp_path: Path) -> None:
    at = "2026-09-01T00:00:00Z"
    write(tmp_path, {"agents.csv": AGENTS, "surveys.csv": SURVEYS + f"s1,a1,{at},0,1,5\ns2,a1,{at},3,5,5\n"})
    loaded = load(tmp_path)
    assert told(loaded.issues) == [
        ("scale-empty", "surveys.csv", 3, "scale_max"),
        ("score-off-scale", "surveys.csv", 2, "score"),
    ]
    assert loaded.records.tables["surveys"]["survey_id"].to_pylist() == ["s1"]


def test_what_only_several_tables_can_tell(tmp_path: Path) -> None:
    events = (
        "e1,T1,2026-08-31T00:00:00Z,public_reply,a1,agent,\n"
        "e2,T1,2026-09-01T03:00:00Z,assigned,,system,a9\n"
        "e3,T7,2026-09-01T03:00:00Z,public_reply,a8,agent,\n"
        "e4,T1,2026-09-01T04:00:00Z,public_reply,a8,agent,\n"
        "e5,T1,2026-09-01T04:00:00Z,status,a1,agent,done\n"
        "e6,T1,2026-09-01T04:00:00Z,calendar_changed,a1,agent,nights\n"
        "e7,T1,2026-09-01T04:00:00Z,public_reply,c1,customer,\n"
    )
    write(tmp_path, {"agents.csv": AGENTS, "tickets.csv": TICKETS, "events.csv": EVENTS + events})
    loaded = load(tmp_path)
    assert sorted(told(loaded.issues)) == [
        ("event-before-creation", "events.csv", 2, "occurred_at"),
        ("status-unknown", "events.csv", 6, "value"),
        ("unknown-agent", "events.csv", 3, "value"),
        ("unknown-agent", "events.csv", 4, "actor_id"),
        ("unknown-calendar", "events.csv", 7, "value"),
        ("unknown-ticket", "events.csv", 4, "ticket_id"),
    ]
    unknown = next(i for i in loaded.issues if i.where.column == "actor_id")
    assert unknown.params["count"] == 2
    assert loaded.counts["events"].rows_out == 6


def test_declared_bots_are_known(tmp_path: Path) -> None:
    event = "e1,T1,2026-09-01T04:00:00Z,public_reply,helper,bot,\n"
    files = {"agents.csv": AGENTS, "tickets.csv": TICKETS, "events.csv": EVENTS + event}
    assert told(load(write(tmp_path, files)).issues) == [("unknown-agent", "events.csv", 2, "actor_id")]
    write(tmp_path, {"deskmerit.yaml": "bots: [helper]\n"})
    assert load(tmp_path).issues == []


def test_an_interval_ends_after_it_begins(tmp_path: Path) -> None:
    rows = "a1,red,客服专员,2026-01-01,2026-01-01\na1,red,客服专员,2026-01-01,2026-01-02\n"
    write(tmp_path, {"agents.csv": AGENTS, "postings.csv": "agent_id,team,position,from_date,to_date\n" + rows})
    loaded = load(tmp_path)
    assert told(loaded.issues) == [("interval-backwards", "postings.csv", 2, "to_date")]
    assert balanced(loaded)


def test_unknown_columns_stay_with_types_their_cells_show(tmp_path: Path) -> None:
    write(tmp_path, {"tickets.csv": "ticket_id,created_at,minutes,code\nT1,2026-09-01T01:00:00Z,12.5,007\n"})
    row = load(tmp_path).records.tables["tickets"].to_pylist()[0]
    assert str(row["minutes"]) == "12.500000"
    assert row["code"] == "007"


def test_a_table_of_ones_own_with_an_agent_column_is_kept(tmp_path: Path) -> None:
    visits = "visit_id,agent_id,visited_at,minutes\nv1,a1,2026-09-01 09:00,30\nv2,a2,2026-09-02 09:00,45\n"
    write(
        tmp_path,
        {
            "deskmerit.yaml": "zone: Asia/Shanghai\n",
            "agents.csv": AGENTS,
            "visits-2026.csv": visits,
            "notes.txt": "x,y\n1,2\n",
        },
    )
    loaded = load(tmp_path)
    assert told(loaded.issues) == [("not-a-table", "notes.txt", None, "")]
    rows = loaded.records.tables["visits"].to_pylist()
    assert rows[0]["visited_at"].isoformat() == "2026-09-01T01:00:00+00:00"
    assert [int(row["minutes"]) for row in rows] == [30, 45]
    assert balanced(loaded)


def test_more_than_a_thousand_like_problems_are_one_issue_that_names_every_row(tmp_path: Path) -> None:
    rows = "".join(f"T{n},soon\n" for n in range(1001))
    loaded = load(write(tmp_path, {"tickets.csv": "ticket_id,created_at\n" + rows}))
    assert [(i.code, i.params["count"], i.params["rows"]) for i in loaded.issues] == [("not-a-time", 1001, "2–1002")]
    assert balanced(loaded)


def test_a_folder_that_is_not_there_is_one_issue(tmp_path: Path) -> None:
    assert [code for code, *_ in told(load(tmp_path / "nowhere").issues)] == ["workspace-missing"]
