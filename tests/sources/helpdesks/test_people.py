"""Who is who: logins are paired with people once, by e-mail; what the workspace says by hand counts."""

from datetime import timedelta
from pathlib import Path

from deskmerit.core.settings import Settings
from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.folk import Known
from deskmerit.sources.helpdesks.known import known_of
from deskmerit.sources.helpdesks.model import Account
from deskmerit.sources.load import Loaded, load
from sources.helpdesks.lakes import place_in, rows, story
from sources.helpdesks.toy import NOW, Toy, small, synced


def people(place: Place) -> dict[object, object]:
    """Login → person."""
    return {row["login"]: row["agent_id"] for row in rows(place, "identities")}


def workspace(folder: Path, toy: Toy, **files: str) -> tuple[Place, Loaded]:
    """A workspace with files of its own and a synced lake, loaded."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    place = place_in(folder)
    synced(toy, place, known_of(folder, Settings(), place, current(place), "toy"))
    return place, load(folder)


def test_a_login_is_the_person_with_its_email(tmp_path: Path) -> None:
    place, loaded = workspace(tmp_path, small(), agents="agent_id,name,email,kind\nA1,Ann,ANN@x.example,human\n")
    assert people(place) == {"ann": "A1"}
    assert "agents" not in current(place).tables
    events = loaded.records.tables["events"].to_pylist()  # type: ignore[union-attr]  # small, in memory
    assert {event["actor_id"] for event in events} == {"A1", "cu"}
    assert [issue.code for issue in loaded.issues] == []


def test_a_login_of_nobody_known_becomes_a_person(tmp_path: Path) -> None:
    place, loaded = workspace(tmp_path, small())
    assert people(place) == {"ann": "toy-ann"}
    assert [row["name"] for row in rows(place, "agents")] == ["Ann Lee"]
    assert [issue.code for issue in loaded.issues] == []


def test_a_login_that_the_workspace_gives_to_shifts_is_left_to_it(tmp_path: Path) -> None:
    shifts = "source,login,agent_id,from_at,to_at\ntoy,ann,A1,,2026-09-01T01:06:00Z\ntoy,ann,A2,2026-09-01T01:06:00Z,\n"
    agents = "agent_id,name,kind\nA1,Early,human\nA2,Late,human\n"
    place, loaded = workspace(tmp_path, small(), agents=agents, identities=shifts)
    assert "identities" not in current(place).tables
    events = loaded.records.tables["events"].to_pylist()  # type: ignore[union-attr]  # small, in memory
    assert [e["actor_id"] for e in events if e["kind"] in ("public_reply", "status")] == ["A1", "A2"]


def test_two_logins_with_one_email_are_one_person(tmp_path: Path) -> None:
    toy, place = small(), place_in(tmp_path)
    toy.people.append(Account("ann2", "Ann L.", "Ann@X.example"))
    synced(toy, place)
    assert people(place) == {"ann": "toy-ann", "ann2": "toy-ann"}


def test_two_people_of_one_name_are_told_and_not_joined(tmp_path: Path) -> None:
    toy, place = small(), place_in(tmp_path)
    toy.people.append(Account("lee", "ann  lee"))
    report = synced(toy, place)
    assert [(issue.code, issue.params["agents"]) for issue in report.issues] == [("sync-one-name", "toy-ann, toy-lee")]
    assert people(place) == {"ann": "toy-ann", "lee": "toy-lee"}


def test_one_person_in_two_helpdesks_is_one_person(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    synced(small(), place)
    known = known_of(tmp_path, Settings(), place, current(place), "shop")
    synced(small(), place, known, name="shop")
    assert [(row["source"], row["agent_id"]) for row in rows(place, "identities")] == [
        ("shop", "toy-ann"),
        ("toy", "toy-ann"),
    ]
    assert [issue.code for issue in load(tmp_path).issues] == []
    assert len(rows(place, "tickets")) == 6


def test_who_left_keeps_the_old_work_and_the_role_then(tmp_path: Path) -> None:
    toy, place = small(), place_in(tmp_path)
    synced(toy, place)
    toy.people[:] = [Account("bob", "Bob Ray", "bob@x.example")]
    later = NOW + timedelta(days=30)
    minute = 60 * 24 * 70
    toy.does("1", minute, "ann", "reply")
    synced(toy, place, now=later)
    synced(toy, place, now=later + timedelta(days=60), again=True)
    told = [(kind, role) for kind, role, actor, _ in story(place, "toy-1") if actor == "ann"]
    assert told == [("public_reply", "agent"), ("status", "agent"), ("customer_message", "customer")]
    assert people(place) == {"ann": "toy-ann", "bob": "toy-bob"}


def test_a_list_of_people_that_may_not_be_seen_ends_nobody(tmp_path: Path) -> None:
    toy, place = small(), place_in(tmp_path)
    synced(toy, place)
    toy.people.clear()
    toy.does("1", 20, "ann", "reply")
    report = synced(toy, place)
    assert [issue.code for issue in report.issues] == ["sync-nobody-listed"]
    assert story(place, "toy-1")[-1] == ("public_reply", "agent", "ann", None)


def test_who_wrote_notes_was_an_agent_of_that_ticket_though_nobody_lists_them(tmp_path: Path) -> None:
    toy, place = small(), place_in(tmp_path)
    toy.does("2", 30, "gone", "note")
    toy.does("2", 31, "gone", "reply")
    toy.does("3", 32, "gone", "reply")
    synced(toy, place)
    synced(toy, place, again=True)
    assert [role for _, role, actor, _ in story(place, "toy-2") if actor == "gone"] == ["agent", "agent"]
    assert [role for _, role, actor, _ in story(place, "toy-3") if actor == "gone"] == ["customer"]
    assert people(place) == {"ann": "toy-ann", "gone": "toy-gone"}


def test_declared_machines_are_bots(tmp_path: Path) -> None:
    toy, place = small(), place_in(tmp_path)
    toy.does("2", 8, "autoreply", "reply")
    synced(toy, place, bots=frozenset({"autoreply"}))
    assert story(place, "toy-2")[-1] == ("public_reply", "bot", "autoreply", None)
    assert {row["agent_id"]: row["kind"] for row in rows(place, "agents")} == {
        "toy-ann": "human",
        "toy-autoreply": "bot",
    }


def test_the_applications_people_leave_the_lakes_logins_standing(tmp_path: Path) -> None:
    kept = tmp_path / "app" / "records"
    kept.mkdir(parents=True)
    (kept / "agents.csv").write_text("agent_id,name,email,kind\nA1,Ann,ann@x.example,human\n", "utf-8")
    (kept / "identities.csv").write_text("source,login,agent_id,from_at,to_at\n", "utf-8")
    _, loaded = workspace(tmp_path, small())
    events = loaded.records.tables["events"].to_pylist()  # type: ignore[union-attr]  # small, in memory
    assert {event["actor_id"] for event in events} == {"A1", "cu"}


def test_nothing_is_paired_without_an_email(tmp_path: Path) -> None:
    toy, place = small(), place_in(tmp_path)
    toy.people = [Account("ann", "Ann"), Account("bob", "Bob")]
    synced(toy, place, Known({"": "A9"}))
    assert people(place) == {"ann": "toy-ann", "bob": "toy-bob"}
