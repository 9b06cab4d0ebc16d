"""What other folders hold of a cycle: flags, typed rows, awards, interviews, appeals, receipts, as sentences."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.core.workflow import FLOWS
from deskmerit.web.cycles.models import Cycle

WAYS = ("cycle", "result__cycle", "card__run__cycle", "run__cycle")
"""How rows of other folders may lead to their cycle."""


def count(folder: str, name: str, **wanted: object) -> int:
    """How many rows of another folder's model match."""
    try:
        return int(apps.get_model(folder, name)._default_manager.filter(**wanted).count())
    except (LookupError, FieldError):
        return 0


def of_cycle(folder: str, name: str, cycle: Cycle) -> "QuerySet[Any] | None":
    """The rows of another folder's model that belong to a cycle; None where there is no such model."""
    try:
        model = apps.get_model(folder, name)
    except LookupError:
        return None
    for way in WAYS:
        try:
            return model._default_manager.filter(**{way: cycle})
        except FieldError:
            continue
    return None


def unfinished(folder: str, name: str, flow: str, cycle: Cycle) -> int:
    """How many things of a flow in a cycle still wait for something."""
    rows = of_cycle(folder, name, cycle)
    return 0 if rows is None else rows.exclude(state__in=FLOWS[flow].ends).count()


def some(found: int, text: str) -> str:
    """A sentence with its count, "" for none."""
    return text % {"n": found} if found else ""


def flags(cycle: Cycle) -> str:
    """Flags nobody has decided yet."""
    found = unfinished("appeals", "Flag", "flag", cycle)
    return some(found, ngettext("%(n)d flag is undecided.", "%(n)d flags are undecided.", found))


def entries(cycle: Cycle) -> str:
    """Typed rows of the period that nobody confirmed yet."""
    found = count("intake", "Entry", state="entered", day__gte=cycle.start, day__lt=cycle.end)
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
    found = unfinished("interviews", "Interview", "interview", cycle)
    return some(found, ngettext("%(n)d interview is still to come.", "%(n)d interviews are still to come.", found))


def appeals(cycle: Cycle) -> str:
    """Appeals still open."""
    found = unfinished("appeals", "Appeal", "appeal", cycle)
    return some(found, ngettext("%(n)d appeal is undecided.", "%(n)d appeals are undecided.", found))


def receipts(cycle: Cycle) -> str:
    """Results nobody has received."""
    found = cycle.results.filter(state__in=("published", "reminded_once", "reminded_twice")).count()
    return some(found, ngettext("%(n)d result is not received.", "%(n)d results are not received.", found))
