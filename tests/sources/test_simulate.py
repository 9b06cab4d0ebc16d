"""The simulated centre: the same seed, the same rows; every canonical table; nobody works out of their posting."""

from datetime import date

import pytest

from deskmerit.sources.simulate import simulate, write
from deskmerit.sources.simulate.world import World

TABLES = [
    "agents",
    "identities",
    "postings",
    "tickets",
    "events",
    "surveys",
    "complaints",
    "calls",
    "qa_reviews",
    "qa_items",
    "feedback",
    "articles",
    "trainings",
    "certifications",
    "conduct",
    "attendance",
    "figures",
    "entries",
    "adjustments",
    "bases",
    "wishes",
]


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(7, first=date(2026, 3, 1), end=date(2026, 10, 1), tickets_a_day=24)


def test_every_canonical_table_has_rows(world: World) -> None:
    assert sorted(world.rows) == sorted(TABLES)


def test_the_same_seed_gives_the_same_files(world: World, tmp_path) -> None:  # type: ignore[no-untyped-def]  # pytest
    again = simulate(7, first=date(2026, 3, 1), end=date(2026, 10, 1), tickets_a_day=24)
    for path in write(tmp_path / "a", world):
        other = tmp_path / "b" / path.relative_to(tmp_path / "a")
        if not other.exists():
            write(tmp_path / "b", again)
        assert path.read_bytes() == other.read_bytes()


def test_the_centre_has_sixty_people_in_six_teams_and_three_posts(world: World) -> None:
    people = [row for row in world.rows["agents"] if row["kind"] == "human"]
    assert len(people) == 60
    assert len({row["team"] for row in world.rows["postings"]}) == 6
    assert len({row["position"] for row in world.rows["postings"]}) == 3
    assert len({row["name"] for row in people}) < 60, "two people share a name"


def test_what_makes_real_logs_hard_is_in_it(world: World) -> None:
    kinds = [(row["kind"], row["value"]) for row in world.rows["events"]]
    for kind in ("merged", "queued", "escalated", "transferred", "internal_note"):
        assert any(found == kind for found, _value in kinds), kind
    assert ("status", "open") in kinds, "nothing was reopened"
    assert any(row["actor_role"] == "bot" for row in world.rows["events"])
    assert any(row["leave_kind"] == "产假" for row in world.rows["attendance"])
    moved = [row["agent_id"] for row in world.rows["postings"] if row["to_date"]]
    assert len(moved) > 4, "transfers and leavers"


def test_nothing_happens_after_the_range_or_before_creation(world: World) -> None:
    created = {row["ticket_id"]: row["created_at"] for row in world.rows["tickets"]}
    assert all(created[row["ticket_id"]] <= row["occurred_at"] < "2026-09-30T16:00:00Z" for row in world.rows["events"])  # type: ignore[operator]  # texts


def test_skilled_people_reply_faster_on_average(world: World) -> None:
    waits: dict[object, list[int]] = {}
    last: dict[object, str] = {}
    for row in world.rows["events"]:
        if row["kind"] == "assigned":
            last[row["ticket_id"]] = str(row["occurred_at"])
        elif row["kind"] == "public_reply" and row["actor_role"] == "agent" and row["ticket_id"] in last:
            begin = last.pop(row["ticket_id"])
            waits.setdefault(row["actor_id"], []).append(_seconds(str(row["occurred_at"])) - _seconds(begin))
    speed = {member.agent_id: member.speed for member in world.people}
    ranked = sorted((agent for agent in waits if len(waits[agent]) > 20), key=lambda agent: speed[str(agent)])
    slow, fast = ranked[:10], ranked[-10:]

    def short(agents: list[object]) -> float:
        chat = [wait for agent in agents for wait in waits[agent] if wait < 600]
        return sum(chat) / len(chat)

    assert short(fast) < short(slow)


def _seconds(text: str) -> int:
    hours, minutes, seconds = text[11:19].split(":")
    return (int(text[8:10]) * 24 + int(hours)) * 3600 + int(minutes) * 60 + int(seconds)
