"""What is done with a correction of data. Every function belongs into one transaction (`act.attempt` opens it)."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge.adjust import Looked, look, named
from deskmerit.web.cycles.actions import ask_run
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.intake.flow import CORRECTION, first_decider, may_ask
from deskmerit.web.intake.following import follow
from deskmerit.web.intake.models import Correction
from deskmerit.web.intake.tables import adjustment
from deskmerit.web.notices.notify import notify
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.attach import attach
from deskmerit.web.shared.flow import begin, take
from deskmerit.web.shared.organisation import settings_of
from deskmerit.web.shared.refusal import Refused


def looked(row: Correction) -> Looked:
    """The correction judged by the rules that hold for rows of `adjustments`: problems, records it names."""
    code = row.code if row.pk else "GZ-0"
    made = {**adjustment(row), "adjustment_id": code, "decided_at": row.decided_at or row.asked_at or clock.now()}
    return look(workspace.folder(), [{**made, "decided_by": made["decided_by"] or "?"}])


def names(row: Correction) -> int | None:
    """How many records it names among those at hand; None where they were never read."""
    return named(workspace.folder(), adjustment(row), settings_of().zone)


def ask(by: User, row: Correction, files: Iterable[UploadedFile] = ()) -> Correction:
    """Asks for a correction; one that can't be is told at once. The effect is computed for whoever decides."""
    from deskmerit.web.appeals import previews
    from deskmerit.web.appeals.tasks import cycle_of

    if not may_ask(by) or by.person is None:
        raise Refused(_("Corrections are asked for by leads, HR and administrators."))
    row.asked_by, row.asked_at, row.state = by.person, clock.now(), Correction.State.ASKED
    problems = looked(row).problems(wording.lang())
    if problems:
        raise Refused(*problems)
    row.decider = first_decider(row)
    row.save()
    begin("correction", row, by, kind=row.kind, table=row.table, record=row.record, filter=row.filter)
    attach("correction", row, files, by)
    if row.decider is not None:
        notify(row.decider, "correction-asked", f"correction:{row.pk}", CORRECTION.url(row), correction=row.code)
    if cycle_of(row) is not None:
        previews.ask(by, "correction", row)
    return row


def decide(by: User, row: Correction, reason: str) -> None:
    """A second person puts it in force; running figures are made anew."""
    now = clock.now()
    figures = _figures(row)
    take(
        "correction", row, "decide", by, reason=reason, answer=reason.strip(), decided_by=by.person, decided_at=now,
        figures=figures,
    )  # fmt: skip
    _tell(row)
    refresh(by)
    follow(by, row)


def refuse(by: User, row: Correction, reason: str) -> None:
    """A second person refuses it, with a reason."""
    answered: dict[str, Any] = {"answer": reason.strip(), "decided_by": by.person, "decided_at": clock.now()}
    take("correction", row, "refuse", by, reason=reason, **answered)
    _tell(row)


def withdraw(by: User, row: Correction) -> None:
    """Whoever asked takes it back."""
    take("correction", row, "withdraw", by)


def revoke(by: User, row: Correction, reason: str) -> None:
    """A second person takes a correction out of force; what it was stays readable, the reason stands in the trail."""
    take("correction", row, "revoke", by, reason=reason)
    _tell(row)
    refresh(by)
    follow(by, row)


def refresh(by: User | None) -> None:
    """Running figures of every open cycle are made anew."""
    for cycle in Cycle.objects.filter(state=Cycle.State.OPEN):
        ask_run(by, cycle, Run.Kind.RUNNING)


def _figures(row: Correction) -> dict[str, object]:
    """Figures before and after as they were seen: totals and grades of everybody who moves."""
    from deskmerit.web.appeals import previews

    found = previews.seen(previews.of("correction", row))
    if found is None:
        return {}
    return {
        each.agent_id: [
            [str(side.total), side.grade] if side is not None else None for side in (each.before, each.after)
        ]
        for each in found.people
    }


def _tell(row: Correction) -> None:
    for person in {row.asked_by, row.concerns} - {None, row.decided_by}:
        assert person is not None
        key = f"correction:{row.pk}:{row.state}"
        notify(person, "correction-decided", key, CORRECTION.url(row), correction=row.code)
