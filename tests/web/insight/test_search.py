"""Search finds what one may see, grouped, and says so where there is nothing."""

import pyarrow.parquet as pq

from deskmerit.web.cycles.tasks import evidence_file
from deskmerit.web.insight.search import search
from deskmerit.web.scorecards.models import Result


def titles(user, words: str) -> list[str]:
    return [hit.title for _kind, hits in search(user, words) for hit in hits]


def test_hr_finds_anybody_and_an_agent_only_herself(world) -> None:
    name = world.outsider.person.name
    assert name in titles(world.hr, name)
    assert name not in titles(world.agent, name)
    assert world.agent.person.name in titles(world.agent, world.agent.person.employee_no or world.agent.person.name)


def test_a_lead_finds_people_of_the_team(world) -> None:
    assert world.agent.person.name in titles(world.lead, world.agent.person.name)


def test_a_cycle_is_found_by_its_period(world) -> None:
    assert str(world.cycle) in titles(world.agent, "2026-q3")


def test_a_record_is_found_only_behind_my_own_figures(published) -> None:
    agent = published.agent.person.agent_id
    rows = pq.read_table(evidence_file("tests.parquet"), columns=["agent", "record_id"]).to_pylist()
    own = next(row["record_id"] for row in rows if row["agent"] == agent)
    others = {row["record_id"] for row in rows if row["agent"] == agent}
    foreign = next(row["record_id"] for row in rows if row["agent"] != agent and row["record_id"] not in others)
    assert own in titles(published.agent, own)
    assert foreign not in titles(published.agent, foreign)


def test_nothing_found_is_said_and_nothing_asked_finds_nothing(world) -> None:
    client = world.client(world.agent)
    assert "没有找到" in client.get("/search/?q=zzzz").content.decode()
    assert search(world.agent, "   ") == []
    assert client.get("/search/").status_code == 200


def test_a_word_with_wildcards_is_no_pattern(world) -> None:
    assert Result.objects.count() == 0
    assert titles(world.hr, "%%%") == []
