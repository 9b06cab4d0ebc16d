"""Server and worker killed at random while they import, publish, decide and reckon: it ends as if they had not been."""

import os
import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from deskmerit.web.appeals import actions as appeals
from deskmerit.web.appeals import tasks as appeal_tasks
from deskmerit.web.cycles import actions as cycles
from web.appeals.conftest import recomputed, values  # noqa: F401 - a fixture
from web.awards.conftest import inputs, quick  # noqa: F401 - fixtures
from web.intake.test_imports import uploaded
from web.process.kills import Act, Play, prepared
from web.races.conftest import apart, db  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="processes of a workspace with a file of its own"),
]
KILLS, SEED = int(os.environ.get("DESKMERIT_KILLS", "2")), os.environ.get("DESKMERIT_SEED", "1")
"""How often each story is played with kills, and what is drawn from."""

type Story = Callable[..., Act]


def do(act: Callable[..., Any], *args: Any, **more: Any) -> Any:
    with transaction.atomic():
        return act(*args, **more)


def imported(apart: Any, recomputed: Any) -> Act:  # noqa: F811 - the fixtures
    """A file that was tried is imported."""
    world = apart("published")
    return Act.of(world, world.hr, f"/data/imports/{uploaded(world).pk}/accept/")


def published(apart: Any, recomputed: Any) -> Act:  # noqa: F811 - the fixtures
    """A cycle that its panel has signed is published."""
    world = apart("in_review")
    for user in (world.hr, world.lead, world.business):
        do(cycles.sign, user, world.cycle)
    return Act.of(world, world.hr, f"/cycles/{world.cycle.pk}/step/publish/")


def decided(apart: Any, recomputed: Any) -> Act:  # noqa: F811 - the fixtures
    """An appeal is upheld, and everything recomputed."""
    world = apart("published")
    recomputed(**{world.agent.person.agent_id: {"total": Decimal("92.00"), "score_grade": "S", "grade": "S"}})
    appeal = do(appeals.file, world.agent, world.result(), values())
    do(appeals.accept, world.hr2, appeal)
    do(appeals.state_lead, world.lead, appeal, "有关")
    do(appeals.state_person, world.agent, appeal, "没有补充")
    appeal_tasks.make_preview.call(appeal_tasks.previews.of("appeal", appeal).pk)
    return Act.of(
        world, world.hr2, f"/appeals/{appeal.pk}/decide/", decision="uphold", answer="故障属实", facts="日志显示故障"
    )


def reckoned(apart: Any, recomputed: Any) -> Act:  # noqa: F811 - the fixtures
    """An award run is begun, and its lines are reckoned."""
    world = apart("published")
    return Act.of(world, world.hr, "/awards/runs/new/", cycle=str(world.cycle.pk), kind="regular", pay_month="2026-10")


STORIES: dict[str, Story] = {"import": imported, "publication": published, "appeal": decided, "award run": reckoned}


@pytest.mark.parametrize("story", STORIES)
def test_killed_at_random_it_ends_as_if_nobody_had_been(story, apart, recomputed, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    act = STORIES[story](apart, recomputed)
    start, chance = prepared(tmp_path / "prepared"), random.Random(f"{SEED} {story}")
    whole = Play(start, tmp_path / "whole", act)
    rows, files = whole.end()
    assert whole.lines("server"), "the act touched nothing"
    for n in range(KILLS):
        server, worker = (point(whole.lines(who), chance) for who in ("server", "worker"))
        play = Play(start, tmp_path / f"play-{n}", act, server, worker)
        ended, kept = play.end()
        assert {table: ended[table] for table in rows if ended[table] != rows[table]} == {}, play.told()
        assert {name for name in {*files, *kept} if files.get(name) != kept.get(name)} == set(), play.told()


def point(lines: list[str], chance: random.Random) -> int:
    """Where to die: every other time around an end of a transaction or a file taking its place.

    A worker that had nothing to do dies early, over what a dead server left to it.
    """
    if not lines:
        return chance.randint(1, 40)
    ends = [n for n, line in enumerate(lines, 1) if line.startswith(("COMMIT", "os.rename", "RELEASE"))]
    near = [n for end in ends for n in (end, end + 1) if n <= len(lines)]
    return chance.choice(near) if near and chance.random() < 0.5 else chance.randint(1, len(lines))
