"""Decided corrections: what they change, what they leave, and what they can't be."""

from pathlib import Path

from deskmerit.records.adjustments import adjusted, scoped_metrics
from deskmerit.sources.load import Loaded, load
from records.desk import told, write

AGENTS = "agent_id,name,kind\na1,王芳,human\na2,李雷,human\n"
TICKETS = (
    "ticket_id,created_at,channel,priority\n"
    "T1,2026-09-01T00:00:00Z,chat,high\nT2,2026-09-02T00:00:00Z,chat,low\nT3,2026-09-03T00:00:00Z,mail,high\n"
)
SURVEYS = "survey_id,ticket_id,agent_id,answered_at,score,scale_min,scale_max\ns1,T1,a1,2026-09-02T00:00:00Z,5,1,5\n"
HEAD = "adjustment_id,kind,table,record_id,from_at,to_at,filter,field,old,new,metric,reason,decided_by,decided_at\n"


def loaded(folder: Path, *rows: str, large: int = 1000) -> Loaded:
    """Each row: everything of an adjustment but its id, reason and decider; the day of the decision follows `@`."""
    lines = ""
    for number, row in enumerate(rows, 1):
        cells, _, day = row.partition("@")
        lines += f"K{number},{cells},故障,主管,2026-10-{int(day or number):02}T00:00:00Z\n"
    files = {"agents.csv": AGENTS, "tickets.csv": TICKETS, "surveys.csv": SURVEYS, "adjustments.csv": HEAD + lines}
    return load(write(folder, files), large=large)


def column(data: Loaded, table: str, name: str) -> list[object]:
    return data.records.tables[table][name].to_pylist()


def resolved(data: Loaded, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in data.records.tables["resolved_adjustments"].to_pylist()]


def test_a_correction_changes_the_record_and_keeps_what_was_there(tmp_path: Path) -> None:
    data = loaded(tmp_path, "correct,tickets,T1,,,,priority,high,low,")
    assert data.issues == []
    assert column(data, "tickets", "priority") == ["low", "low", "high"]
    assert resolved(data, "adjustment_id", "record_id", "field", "old", "new") == [
        ("K1", "T1", "priority", "high", "low")
    ]


def test_a_window_and_a_filter_choose_records_with_its_end_left_out(tmp_path: Path) -> None:
    window = "2026-09-01T00:00:00Z,2026-09-03T00:00:00Z"
    data = loaded(tmp_path, f"exclude,tickets,,{window},channel=chat;priority=high|low,,,,")
    assert data.issues == []
    assert resolved(data, "kind", "record_id") == [("exclude", "T1"), ("exclude", "T2")]


def test_a_filter_may_ask_for_the_tickets_columns(tmp_path: Path) -> None:
    window = "2026-09-01T00:00:00Z,2026-10-01T00:00:00Z"
    assert resolved(loaded(tmp_path, f"exclude,surveys,,{window},channel=chat,,,,"), "record_id") == [("s1",)]


def test_reattribution_names_the_person_and_the_metric(tmp_path: Path) -> None:
    data = loaded(tmp_path, "reattribute,tickets,T1,,,,,a1,a2,resolution_time")
    assert resolved(data, "record_id", "metric", "old", "new") == [("T1", "resolution_time", "a1", "a2")]
    assert column(data, "tickets", "ticket_id") == ["T1", "T2", "T3"]


def test_an_old_value_that_does_not_stand_there_stops_the_correction(tmp_path: Path) -> None:
    data = loaded(tmp_path, "correct,surveys,s1,,,,score,3,4,")
    assert [code for code, *_ in told(data.issues)] == ["adjustment-old-differs"]
    assert [int(score) for score in column(data, "surveys", "score")] == [5]


def test_corrections_of_one_cell_follow_each_other_by_decision(tmp_path: Path) -> None:
    data = loaded(tmp_path, "correct,surveys,s1,,,,score,4,3,@9", "correct,surveys,s1,,,,score,5,4,@8")
    assert data.issues == []
    assert [int(score) for score in column(data, "surveys", "score")] == [3]


def test_two_decisions_that_do_not_know_of_each_other_are_told_and_the_later_holds(tmp_path: Path) -> None:
    data = loaded(tmp_path, "correct,surveys,s1,,,,score,,3,", "correct,surveys,s1,,,,score,,2,")
    assert [code for code, *_ in told(data.issues)] == ["adjustments-conflict"]
    assert [int(score) for score in column(data, "surveys", "score")] == [2]


def test_a_correction_for_one_metric_is_seen_by_that_metric_only(tmp_path: Path) -> None:
    data = loaded(tmp_path, "correct,surveys,s1,,,,score,,1,satisfaction")
    assert data.issues == []
    assert [int(score) for score in column(data, "surveys", "score")] == [5]
    assert scoped_metrics(data.records) == {"satisfaction"}
    for metric, score in (("satisfaction", 1), ("satisfaction_rate", 5)):
        assert int(adjusted(data.records, metric=metric)[0].tables["surveys"]["score"][0].as_py()) == score


def test_what_can_not_be_decided_is_told(tmp_path: Path) -> None:
    data = loaded(
        tmp_path,
        "exclude,ticket,T1,,,,,,,",
        "correct,tickets,T1,,,,colour,,red,",
        "correct,tickets,T1,,,,ticket_id,,T9,",
        "exclude,tickets,T9,,,,,,,",
        "reattribute,tickets,T1,,,,,,a9,",
        "correct,surveys,s1,,,,score,,good,",
        "correct,surveys,s1,,,,scale_max,,,",
        "exclude,tickets,,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,weather=bad,,,,",
        "exclude,tickets,,,,,,,,",
        "correct,tickets,T1,,,,,,x,",
        "reattribute,tickets,T1,,,,,,,",
    )
    assert sorted(code for code, *_ in told(data.issues)) == [
        "adjustment-bad-filter",
        "adjustment-empties",
        "adjustment-of-key",
        "adjustment-of-nothing",
        "adjustment-unknown-agent",
        "adjustment-unknown-field",
        "adjustment-unknown-table",
        "adjustment-unreadable",
        "correct-without-field",
        "needs-one-of",
        "reattribute-without-person",
    ]
    assert resolved(data, "adjustment_id") == []


def test_a_correction_is_another_data_version(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    before = loaded(one, "correct,surveys,s1,,,,score,5,4,").records.fingerprint
    assert loaded(two, "correct,surveys,s1,,,,score,5,3,").records.fingerprint != before
