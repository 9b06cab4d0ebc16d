"""What a decision would change: asked for by a reviewer, computed by the worker, kept for exactly these corrections."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from deskmerit.core.award import Base as CoreBase
from deskmerit.core.score_groups import Group
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import drafts
from deskmerit.web.appeals.models import Appeal, Preview
from deskmerit.web.awards import amended
from deskmerit.web.awards.models import Base, Seat
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.consequence import Consequence
from deskmerit.web.bridge.recompute import Asked, Told
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.intake.models import Correction
from deskmerit.web.intake.tables import adjustment
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.scorecards.models import Card, TeamCard
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock

LEASE = timedelta(minutes=20)

type Row = Mapping[str, object]


def key_of(flow: str, row: Any) -> str:
    """Names the question: these corrections, on top of all that are in force now."""
    said = row.drafts if flow == "appeal" else [{name: str(value) for name, value in adjustment(row).items()}]
    if flow == "appeal":
        said = [said, bases_in_force()]
    whole = [said, row.state if flow == "correction" else "", in_force(but=row.pk if flow == "correction" else None)]
    return sha256(json.dumps(whole, sort_keys=True, default=str).encode("utf-8")).hexdigest()


def in_force(but: int | None = None) -> list[int]:
    """Keys of the corrections that act on the records now."""
    held = Correction.objects.filter(state=Correction.State.IN_FORCE).values_list("pk", flat=True)
    return sorted(set(held) - {but})


def bases_in_force() -> list[int]:
    """Keys of the bases that awards are reckoned from now."""
    return sorted(Base.objects.filter(withdrawn_at=None).values_list("pk", flat=True))


def bases_drafted(appeal: Appeal) -> list[CoreBase] | None:
    """All the bases that would hold; None where an appeal's drafts put none right."""
    changes = drafts.bases(appeal.drafts)
    return amended.amended(appeal.cycle, changes) if changes else None


def standing(cycle: Cycle) -> list[object]:
    """Names what a recomputation is weighed against: corrections, bases, cards that hold, shifts, money, seats."""
    results = cycle.results.order_by("pk").values_list("pk", "card")
    shifts = cycle.shifts.filter(state="in_force").order_by("pk").values_list("pk", flat=True)
    seats = Seat.objects.filter(round__cycle=cycle).count()
    return [in_force(), bases_in_force(), list(results), list(shifts), cycle.ledger.count(), seats]


def of(flow: str, row: Any) -> Preview | None:
    """The preview for what stands there now; None: never asked."""
    return Preview.objects.filter(flow=flow, row=row.pk, key=key_of(flow, row)).first()


def ask(by: User | None, flow: str, row: Any) -> Preview:
    """Asks the worker for a preview; the same question is computed once. A failed or lost one is begun again."""
    from deskmerit.web.appeals.tasks import make_preview

    made, new = Preview.objects.get_or_create(
        flow=flow, row=row.pk, key=key_of(flow, row),
        defaults={"asked_by": by.person if by else None, "asked_at": clock.now()},
    )  # fmt: skip
    lost = made.state != Preview.State.DONE and made.asked_at < clock.now() - LEASE
    if new or lost or made.state == Preview.State.FAILED:
        Preview.objects.filter(pk=made.pk).update(state=Preview.State.QUEUED, asked_at=clock.now(), failure="")
        make_preview.enqueue(made.pk)
        made.refresh_from_db()
    return made


def seen(made: Preview | None) -> Consequence | None:
    """The consequence of a finished preview."""
    if made is None or made.state != Preview.State.DONE:
        return None
    found: Consequence = codec.from_json(Consequence, made.content)
    return found


def draft_rows(appeal: Appeal) -> list[Row]:
    """An appeal's drafted corrections as rows of `adjustments`, as if they were decided."""
    who = appeal.reviewer.agent_id if appeal.reviewer else appeal.person.agent_id
    empty = dict.fromkeys(("record_id", "from_at", "to_at", "filter", "field", "old", "new", "metric"))
    return [
        {
            **empty,
            "adjustment_id": f"{appeal.code}/{at}",
            "kind": draft["kind"],
            "table": draft["table"],
            "record_id": draft["record"],
            "field": draft.get("field") or None,
            "new": draft.get("new") or None,
            "metric": draft.get("metric") or None,
            "reason": appeal.code,
            "decided_by": who,
            "decided_at": appeal.filed_at,
        }
        for at, draft in drafts.records(appeal.drafts)
    ]


def asked_of(cycle: Cycle) -> Asked:
    """The period of a cycle as it was measured; published figures keep their as-of instant."""
    plans = [plan_of(version) for version in cycle.versions.select_related("document")]
    as_of = cycle.current.as_of if cycle.is_published and cycle.current else None
    return Asked(
        workspace.folder(), plans, cycle.span(), cycle.phase, as_of or (clock.now() if clock.moved() else None)
    )


def _teams_told(cycle: Cycle) -> list[TeamCard]:
    """The teams as the last appeal that took effect left them, else as they were published."""
    done = Appeal.objects.filter(cycle=cycle, applied_at__isnull=False).order_by("applied_at", "pk").last()
    run = done.run if done is not None else cycle.current
    return list(run.team_cards.select_related("team")) if run else []


def told_of(cycle: Cycle, without_shift: Sequence[int] = ()) -> Told:
    """What people were told of a published cycle; shifts that are set aside hold for nobody named."""
    from deskmerit.web.appeals.ledger import awards_of, corrections_of
    from deskmerit.web.awards.seats import seats_of

    results = cycle.results.select_related("card__person", "first__person")
    teams = _teams_told(cycle)
    shifts = cycle.shifts.filter(state="in_force").exclude(person__in=without_shift).select_related("person")
    cards: list[Card] = [each.card for each in results]
    held = Correction.objects.filter(state=Correction.State.IN_FORCE, decided_at__gt=cycle.published_at)
    return Told(
        cards=[scorecard_of(card) for card in cards],
        first=[scorecard_of(each.first) for each in results],
        awards=awards_of(cycle),
        earlier=corrections_of(cycle),
        team_totals={each.team.name: each.total for each in teams if each.total is not None},
        shifts={each.person.agent_id: (each.before, each.after) for each in shifts},
        later=[each.code for each in held],
        **seats_of(cycle),
        teams=[codec.from_json(Group, each.content).card for each in teams],
        bases=amended.at_publication(cycle),
    )
