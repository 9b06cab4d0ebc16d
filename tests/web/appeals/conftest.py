"""A quick recomputation: the small centre as it was measured, with the agent's card as a test wants it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from deskmerit.chain import award
from deskmerit.core.award import AwardInputs
from deskmerit.web.appeals import actions, tasks
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.awards import amended
from deskmerit.web.bridge import recompute, runs
from deskmerit.web.bridge.awards import with_bases
from web.awards.conftest import inputs

__all__ = ["inputs"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as they stand in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def recomputed(monkeypatch: pytest.MonkeyPatch, measured: runs.Run, inputs: AwardInputs) -> Callable[..., None]:
    """Lets recomputing give what was measured, with some cards changed: agent → fields of the card."""
    cards: dict[str, dict[str, Any]] = {}

    def again(
        asked: Any, extra: Any, shifts: Any, progress: Any = None, without: Any = (), held: Any = None
    ) -> runs.Run:
        ours = (bool(extra) or tasks.previews.in_force()) and not without
        made = [replace(card, **cards.get(card.agent_id, {})) if ours else card for card in measured.cards]
        found = recompute.shifted(made, shifts)
        own = replace(measured, records=with_bases(measured.records, amended.present()))
        awards, wishes, _ = recompute.paid(own, found)
        return replace(own, cards=tuple(found), awards=awards, wishes=wishes)

    monkeypatch.setattr(recompute, "again", again)
    monkeypatch.setattr(award, "_attendance", lambda *args: inputs.attendance)
    monkeypatch.setattr(tasks, "write_all", lambda: None)
    monkeypatch.setattr(tasks, "keep_evidence", lambda of, found: (f"{of}.parquet", "0" * 64))
    monkeypatch.setattr(actions, "check", lambda appeal: [])

    def change(**by_agent: dict[str, Any]) -> None:
        cards.update(by_agent)

    return change


def values(**more: Any) -> dict[str, Any]:
    """An appeal against satisfaction with one contested survey."""
    given: dict[str, Any] = {
        "subject": "record", "indicator": "fcr", "records": [["tickets", "T000359"]], "ground": "control",
        "text": "支付系统故障", "wish": "剔除",
    }  # fmt: skip
    return {**given, **more}


@pytest.fixture
def appeal(published: Any, recomputed: Callable[..., None]) -> Appeal:
    """The agent's appeal, filed."""
    recomputed(**{published.agent.person.agent_id: {"total": Decimal("92.00"), "score_grade": "S", "grade": "S"}})
    with transaction.atomic():
        return actions.file(published.agent, published.result(), values())


@pytest.fixture
def heard(published: Any, appeal: Appeal) -> Appeal:
    """The appeal accepted, both sides heard, its consequence computed."""
    with transaction.atomic():
        actions.accept(published.hr2, appeal)
        actions.state_lead(published.lead, appeal, "三条评价与故障有关")
        actions.state_person(published.agent, appeal, "没有补充")
    tasks.make_preview.call(tasks.previews.of("appeal", appeal).pk)
    return appeal


@pytest.fixture
def upheld(published: Any, heard: Appeal) -> Appeal:
    """The appeal upheld, not applied yet."""
    with transaction.atomic():
        actions.uphold(published.hr2, heard, "故障属实", "日志显示故障")
    return heard
