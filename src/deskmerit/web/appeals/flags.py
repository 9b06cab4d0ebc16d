"""What is done with a flag. Every function belongs into one transaction (`shared.act.attempt` opens it)."""

from collections.abc import Iterable, Mapping

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import access
from deskmerit.web.appeals.flow import FLAG
from deskmerit.web.appeals.models import Flag
from deskmerit.web.bridge.adjust import look
from deskmerit.web.cycles.actions import ask_run
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.intake.models import Correction
from deskmerit.web.intake.tables import adjustment
from deskmerit.web.notices.notify import notify
from deskmerit.web.scorecards.models import Card
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.attach import attach
from deskmerit.web.shared.flow import begin, take
from deskmerit.web.shared.refusal import Refused

OPEN = (Cycle.State.OPEN, Cycle.State.MEASURED, Cycle.State.PANEL_REVIEW)


def file(
    by: User, card: Card, values: Mapping[str, str], reason: str, text: str, files: Iterable[UploadedFile] = ()
) -> Flag:
    """A person flags a record behind their own running card. `values`: table, record, indicator, team, position."""
    cycle = card.run.cycle
    if by.person is None or by.person != card.person:
        raise Refused(_("Only your own records can be flagged by you."))
    if cycle.state not in OPEN:
        raise Refused(_("The result is published: instead of a flag, file an appeal."))
    if Flag.objects.filter(
        cycle=cycle, person=by.person, table=values["table"], record=values["record"], state="filed"
    ):
        raise Refused(_("This record is flagged already; it waits for its decision."))
    flag = Flag(cycle=cycle, person=by.person, reason=reason, text=text, filed_at=clock.now(), **values)
    flag.decider = access.first_decider(flag)
    flag.save()
    begin("flag", flag, by, table=flag.table, record=flag.record, why=reason)
    attach("flag", flag, files, by)
    told = [flag.decider] if flag.decider else access.hr_of(flag.person, flag.cycle)
    for person in told:
        notify(person, "flag-filed", f"flag:{flag.pk}", FLAG.url(flag), flag=str(flag))
    return flag


def withdraw(by: User, flag: Flag) -> None:
    """The person takes the flag back."""
    take("flag", flag, "withdraw", by)


def uphold(by: User, flag: Flag, correction: Correction, reason: str) -> None:
    """The record is corrected at once; running figures are made anew. `correction` is not kept yet."""
    now = clock.now()
    correction.origin, correction.concerns = Correction.Origin.FLAG, flag.person
    correction.origin_row, correction.state = flag.pk, Correction.State.IN_FORCE
    correction.asked_by, correction.asked_at = flag.person, flag.filed_at
    correction.decided_by, correction.decided_at = by.person, now
    correction.reason, correction.answer = reason.strip(), reason.strip()
    problems = _problems(correction)
    if problems:
        raise Refused(*problems)
    take("flag", flag, "uphold", by, reason=reason, answer=reason.strip(), decided_by=by.person, decided_at=now)
    correction.save()
    Flag.objects.filter(pk=flag.pk).update(correction=correction)
    flag.correction = correction
    begin("correction", correction, by, kind=correction.kind, record=correction.record, origin=str(flag))
    _tell(flag)
    refresh(by, flag.cycle)


def refuse(by: User, flag: Flag, reason: str) -> None:
    """The record stays as it is, with a reason."""
    take("flag", flag, "refuse", by, reason=reason, answer=reason.strip(), decided_by=by.person, decided_at=clock.now())
    _tell(flag)


def refresh(by: User | None, cycle: Cycle) -> None:
    """Running figures are made anew; measured ones stay until somebody measures again."""
    if cycle.state == Cycle.State.OPEN:
        ask_run(by, cycle, Run.Kind.RUNNING)


def _problems(correction: Correction) -> list[str]:
    found = look(workspace.folder(), [{**adjustment(correction), "adjustment_id": "GZ-0"}])
    return found.problems(wording.lang())


def _tell(flag: Flag) -> None:
    notify(flag.person, "flag-decided", f"flag:{flag.pk}:decided", FLAG.url(flag), flag=str(flag))
