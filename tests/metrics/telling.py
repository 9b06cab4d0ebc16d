"""A story in, one figure out: what every test of a metric needs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from deskmerit.core.period import Period
from deskmerit.core.settings import Settings
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import cases, measure
from deskmerit.metrics.story import moment, story

type Sums = dict[str, tuple[int, int]]


def told(
    text: str,
    metric: str,
    params: Mapping[str, object] | None = None,
    *,
    clock: str = "",
    where: Mapping[str, Sequence[object]] | None = None,
    settings: Settings | None = None,
    period: Period | None = None,
    as_of: str | None = None,
    by: str = "agent",
    **tickets: Mapping[str, str],
) -> Sums:
    """Numerator and denominator by person ("" for nobody's) of a story; `clock` is the calendar clock if it has one."""
    asked = _asked(metric, params, where, clock)
    until = moment(as_of) if as_of else None
    found = measure(story(text, settings, **tickets), [asked], period, until, by=by)
    sums: dict[str, Counter[str]] = {}
    for fact in found.fact_list():
        part = sums.setdefault(fact.agent_id or (getattr(fact.place, by) if by != "agent" else ""), Counter())
        part.update(numerator=fact.numerator, denominator=fact.denominator)
    return {who: (part["numerator"], part["denominator"]) for who, part in sums.items()}


def listed(
    text: str, metric: str, params: Mapping[str, object] | None = None, **more: object
) -> list[dict[str, object]]:
    """The cases of a story as rows."""
    settings, as_of = more.pop("settings", None), more.pop("as_of", None)
    until: datetime | None = moment(str(as_of)) if as_of else None
    records = story(text, settings, **more)  # type: ignore[arg-type]  # what is left are columns of tickets
    return cases(records, _asked(metric, params, None, ""), None, until).to_pylist()


def reasons(text: str, metric: str, params: Mapping[str, object] | None = None, **more: object) -> dict[str, str]:
    """Record → reason of the cases left out, "" for those that are in."""
    return {str(row["record_id"]): str(row["reason"]) for row in listed(text, metric, params, **more)}


def _asked(metric: str, params: object, where: object, clock: str) -> object:
    from deskmerit.metrics import CATALOGUE

    return spec(metric, params, where, clock or ("calendar" if CATALOGUE[metric].clocked else ""))  # type: ignore[arg-type]  # passed on as given
