"""What other folders hold of a cycle: flags, typed rows, awards, interviews, appeals, receipts, as sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.core.workflow import FLOWS
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.shared.flow import hooks_of

WAY = {"flag": "cycle", "appeal": "cycle", "interview": "result__cycle"}
"""How the things of a flow lead to their cycle."""


def unfinished(flow: str, cycle: Cycle) -> int:
    """How many things of a flow in a cycle still wait for something."""
    rows = hooks_of(flow).model._default_manager.filter(**{WAY[flow]: cycle})
    return rows.exclude(state__in=FLOWS[flow].ends).count()


def some(found: int, text: str) -> str:
    """A sentence with its count, "" for none."""
    return text % {"n": found} if found else ""


def flags(cycle: Cycle) -> str:
    """Flags nobody has decided yet."""
    found = unfinished("flag", cycle)
    return some(found, ngettext("%(n)d flag is undecided.", "%(n)d flags are undecided.", found))


def entries(cycle: Cycle) -> str:
    """Typed rows of the period that nobody confirmed yet."""
    from deskmerit.web.intake.models import Entry

    found = Entry.objects.filter(state="entered", day__gte=cycle.start, day__lt=cycle.end).count()
    return some(
        found,
        ngettext(
            "%(n)d typed row waits for its second person.", "%(n)d typed rows wait for their second person.", found
        ),
    )


def paid(cycle: Cycle) -> str:
    """Every award that the plans pay, and every correction, was paid."""
    from deskmerit.web.awards.queries import unpaid

    found = unpaid(cycle)
    more = " …" if len(found) > 8 else ""
    return _("Not paid yet: %(what)s.") % {"what": ", ".join(found[:8]) + more} if found else ""


def interviews(cycle: Cycle) -> str:
    """Interviews still to come."""
    found = unfinished("interview", cycle)
    return some(found, ngettext("%(n)d interview is still to come.", "%(n)d interviews are still to come.", found))


def appeals(cycle: Cycle) -> str:
    """Appeals still open."""
    found = unfinished("appeal", cycle)
    return some(found, ngettext("%(n)d appeal is undecided.", "%(n)d appeals are undecided.", found))


def receipts(cycle: Cycle) -> str:
    """Results nobody has received."""
    found = cycle.results.filter(state__in=("published", "reminded_once", "reminded_twice")).count()
    return some(found, ngettext("%(n)d result is not received.", "%(n)d results are not received.", found))
