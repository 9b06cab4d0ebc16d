"""What changed is measured anew and comes to the same as measuring everything, whatever changed."""

import os
from dataclasses import replace
from datetime import datetime
from random import Random

import pytest

from chain.changes import earlier, with_logins
from deskmerit.chain.again import again
from deskmerit.core.metric import MeasureSpec
from deskmerit.engines import opened
from deskmerit.metrics.measure import parts_of
from deskmerit.metrics.parts import Parts
from deskmerit.metrics.question import ask_of
from deskmerit.metrics.setting import Wanted
from deskmerit.records.adjustments import adjusted
from deskmerit.records.identities import identified
from deskmerit.records.store import Records
from deskmerit.records.touched import Everything
from oracle.arrow import plain_records
from oracle.generate import LIMITED, centre
from oracle.questions import questions
from oracle.settings import CENTRES

TURNS = int(os.environ.get("DESKMERIT_CHANGES", "1"))
"""Changes tried in each centre; each costs three measurements."""

pytestmark = [] if "DESKMERIT_CHANGES" in os.environ else [pytest.mark.slow]  # chosen changes: test_touched_*

QUESTIONS = 12 if "DESKMERIT_CHANGES" in os.environ else 2
"""Asked of each change, and a percentile."""

TRIED = [*CENTRES] if "DESKMERIT_CHANGES" in os.environ else ["autumn"]
"""Centres in which changes are tried: in all of them by `make slow`; here one that has corrections of either kind."""

HISTORIES = 25
LIMITED_IN = ("spring", "autumn")
"""Centres in which some corrections are decided for one metric alone: those are measured apart, which takes as long."""


def asked(random: Random) -> list[MeasureSpec]:
    every = questions()
    some = random.sample(every, QUESTIONS)
    timed = [spec for spec in every if spec.metric in ("resolution_time", "response_time")]
    own = [random.choice([spec for spec in every if spec.metric == metric]) for metric in LIMITED]
    return list(dict.fromkeys([*some, *own, replace(random.choice(timed), percentile=90)]))


def whole(records: Records, specs: list[MeasureSpec], wanted: Wanted) -> Parts:
    right = adjusted(identified(records)[0])[0]
    with opened(None) as host:
        return parts_of(host, right, [ask_of(spec) for spec in specs], wanted, keeps_waiting=True)


def facts(parts: Parts, specs: list[MeasureSpec], by: str) -> list[dict[str, object]]:
    with opened(None) as host:
        return parts.facts(host, [ask_of(spec) for spec in specs], by).to_pylist()


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize("name", TRIED)
def test_what_changed_comes_to_the_same_as_everything(name: str, turn: int) -> None:
    random = Random(f"{name} {turn}")
    settings, first, told = CENTRES[name]
    as_of = datetime.fromisoformat(told) if told else None
    rows = centre(
        random.randrange(10**6), first, HISTORIES, numbered=turn % 3 > 0, as_of=as_of, limited=name in LIMITED_IN
    )
    rows = with_logins(random, rows)
    specs, wanted = asked(random), Wanted(None, as_of, {})
    old = plain_records(earlier(random, rows, random.choice([0, 1, 3, 12])), settings)
    new = plain_records(rows, settings)
    before, after = whole(old, specs, wanted), whole(new, specs, wanted)
    with opened(None) as engine:
        try:
            found, tickets = again(engine, old, new, before, [ask_of(spec) for spec in specs], wanted)
        except Everything as whole_again:
            refused = whole_again.why
        else:
            refused = ""
    if refused:
        assert refused == "corrections"  # one that chooses by a window, or moves records: told, and measured whole
        return
    assert found.known == after.known
    assert facts(found, specs, "agent") == facts(after, specs, "agent")
    assert facts(found, specs, "team") == facts(after, specs, "team")
    left = {(row["ticket_id"], row["until"]) for row in after.waiting.to_pylist()}
    assert {(row["ticket_id"], row["until"]) for row in found.waiting.to_pylist()} == left
    assert tickets <= len({row["ticket_id"] for state in (old, new) for row in state.tables["tickets"].to_pylist()})
