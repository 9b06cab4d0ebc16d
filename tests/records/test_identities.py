"""Logins become people: by source, by time, never by guessing."""

from pathlib import Path

from deskmerit.sources.load import Loaded, load
from records.desk import told, write

AGENTS = "agent_id,name,kind\na1,王芳,human\na2,李雷,human\nzhang,张三,human\n"
TICKETS = "ticket_id,created_at,source\nT1,2026-09-01T00:00:00Z,desk\nT2,2026-09-01T00:00:00Z,\n"
EVENTS = "event_id,ticket_id,occurred_at,kind,actor_id,actor_role,value\n"


def loaded(folder: Path, identities: str, events: str, **more: str) -> Loaded:
    files = {
        "agents.csv": AGENTS,
        "tickets.csv": TICKETS,
        "events.csv": EVENTS + events,
        "identities.csv": "source,login,agent_id,from_at,to_at\n" + identities,
    }
    return load(write(folder, files | {f"{name}.csv": text for name, text in more.items()}))


def column(data: Loaded, table: str, name: str) -> list[object]:
    return data.records.tables[table][name].to_pylist()


def test_a_login_of_the_tickets_source_becomes_its_person(tmp_path: Path) -> None:
    events = "e1,T1,2026-09-02T00:00:00Z,public_reply,wf,agent,\ne2,T1,2026-09-02T00:00:00Z,assigned,,system,wf\n"
    data = loaded(tmp_path, "desk,wf,a1,,\n", events)
    assert data.issues == []
    assert column(data, "events", "actor_id") == ["a1", None]
    assert column(data, "events", "value") == [None, "a1"]


def test_a_login_handed_on_belongs_to_whoever_held_it_then(tmp_path: Path) -> None:
    identities = "desk,wf,a1,,2026-09-02T00:00:00Z\ndesk,wf,a2,2026-09-02T00:00:00Z,\n"
    events = "e1,T1,2026-09-01T23:59:59Z,public_reply,wf,agent,\ne2,T1,2026-09-02T00:00:00Z,public_reply,wf,agent,\n"
    data = loaded(tmp_path, identities, events)
    assert data.issues == []
    assert column(data, "events", "actor_id") == ["a1", "a2"]


def test_the_sources_login_comes_before_another_persons_id(tmp_path: Path) -> None:
    data = loaded(tmp_path, "desk,zhang,a1,,\n", "e1,T1,2026-09-02T00:00:00Z,public_reply,zhang,agent,\n")
    assert column(data, "events", "actor_id") == ["a1"]


def test_without_a_known_source_an_agents_own_id_stays(tmp_path: Path) -> None:
    data = loaded(tmp_path, "desk,zhang,a1,,\n", "e1,T2,2026-09-02T00:00:00Z,public_reply,zhang,agent,\n")
    assert data.issues == []
    assert column(data, "events", "actor_id") == ["zhang"]


def test_a_login_that_fits_two_people_stays_and_is_told_once_with_its_count(tmp_path: Path) -> None:
    rows = "".join(f"e{n},T2,2026-09-02T00:00:00Z,public_reply,wf,agent,\n" for n in range(3))
    data = loaded(tmp_path, "desk,wf,a1,,\nchat,wf,a2,,\n", rows)
    assert told(data.issues) == [("login-ambiguous", "events.csv", None, "actor_id")]
    assert data.issues[0].params["count"] == 3
    assert column(data, "events", "actor_id") == ["wf"] * 3


def test_a_login_nobody_held_then_is_told(tmp_path: Path) -> None:
    data = loaded(tmp_path, "desk,wf,a1,2026-10-01T00:00:00Z,\n", "e1,T1,2026-09-02T00:00:00Z,public_reply,wf,agent,\n")
    assert told(data.issues) == [("login-of-nobody-then", "events.csv", None, "actor_id")]


def test_overlapping_owners_are_an_error_and_nobody_is_credited_by_that_login(tmp_path: Path) -> None:
    identities = "desk,wf,a1,,2026-09-10T00:00:00Z\ndesk,wf,a2,2026-09-01T00:00:00Z,\n"
    data = loaded(tmp_path, identities, "e1,T1,2026-09-02T00:00:00Z,public_reply,wf,agent,\n")
    assert [code for code, *_ in told(data.issues)] == ["login-of-two", "login-ambiguous"]
    assert column(data, "events", "actor_id") == ["wf"]


def test_customers_are_never_taken_for_logins(tmp_path: Path) -> None:
    data = loaded(tmp_path, "desk,wf,a1,,\n", "e1,T1,2026-09-02T00:00:00Z,customer_message,wf,customer,\n")
    assert column(data, "events", "actor_id") == ["wf"]


def test_other_tables_may_hold_logins_too(tmp_path: Path) -> None:
    surveys = (
        "survey_id,ticket_id,agent_id,answered_at,score,scale_min,scale_max\ns1,T1,wf,2026-09-02T00:00:00Z,5,1,5\n"
    )
    data = loaded(tmp_path, "desk,wf,a1,,\n", "e1,T1,2026-09-02T00:00:00Z,internal_note,a1,agent,\n", surveys=surveys)
    assert data.issues == []
    assert column(data, "surveys", "agent_id") == ["a1"]
