"""A change reaches records that name a person by a login, and a correction decided for one metric alone."""

from datetime import UTC, date, datetime

from chain.test_again import facts, whole
from deskmerit.chain.again import again
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.settings import Settings
from deskmerit.engines import opened
from deskmerit.metrics.ask import spec
from deskmerit.metrics.question import ask_of
from deskmerit.metrics.setting import Wanted
from oracle.arrow import plain_records
from oracle.centre import Rows

DAY = datetime(2026, 9, 1, tzinfo=UTC)
SOLVED, RATED = spec("tickets_solved"), spec("satisfaction")


def desk(team: str = "red", corrections: list[dict[str, object]] | None = None) -> Rows:
    """Two tickets, one solved under a login of amy, one under that of ben; both rated."""
    people = {"amy": "amy@desk", "ben": "ben@desk"}
    return {
        "agents": [{"agent_id": name, "name": name, "kind": "human"} for name in people],
        "postings": [
            {"agent_id": name, "team": team if name == "amy" else "red", "from_date": date(2026, 1, 1)}
            for name in people
        ],
        "identities": [{"source": "desk", "login": login, "agent_id": name} for name, login in people.items()],
        "tickets": [{"ticket_id": f"t-{name}", "created_at": DAY, "source": "desk"} for name in people],
        "events": [
            {"event_id": str(at), "ticket_id": f"t-{name}", "occurred_at": DAY.replace(hour=at), "kind": "status",
             "actor_id": login, "actor_role": "agent", "value": "solved"}
            for at, (name, login) in enumerate(people.items(), 1)
        ],
        "surveys": [
            {"survey_id": f"s-{name}", "ticket_id": f"t-{name}", "agent_id": login, "sent_at": DAY.replace(hour=2),
             "answered_at": DAY.replace(hour=2), "score": 5, "scale_min": 1, "scale_max": 5}
            for name, login in people.items()
        ],
        "adjustments": corrections or [],
    }  # fmt: skip


def after_a_change(old: Rows, new: Rows, specs: list[MeasureSpec]) -> int:
    """How many tickets are measured for it; the facts are those of everything."""
    then, now, wanted = plain_records(old, Settings()), plain_records(new, Settings()), Wanted(None, None, {})
    before, after = whole(then, specs, wanted), whole(now, specs, wanted)
    with opened(None) as engine:
        found, tickets = again(engine, then, now, before, [ask_of(each) for each in specs], wanted)
    assert facts(found, specs, "agent") == facts(after, specs, "agent") != facts(before, specs, "agent")
    return tickets


def test_who_moves_takes_along_what_stands_under_their_logins() -> None:
    assert after_a_change(desk(), desk(team="blue"), [SOLVED]) == 1


def test_a_correction_for_one_metric_changes_that_metric_alone() -> None:
    only = {"adjustment_id": "j", "kind": "exclude", "table": "surveys", "record_id": "s-amy", "reason": "r",
            "metric": "satisfaction", "decided_by": "d", "decided_at": DAY}  # fmt: skip
    assert after_a_change(desk(), desk(corrections=[only]), [RATED, SOLVED]) == 1


def test_an_account_found_later_gives_a_person_their_records() -> None:
    late = desk()
    early = {**late, "identities": late["identities"][1:]}
    assert after_a_change(early, late, [SOLVED, RATED]) == 1
