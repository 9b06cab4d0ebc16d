"""What a row must satisfy, as SQL predicates that hold where something is wrong: the same on Arrow and on Parquet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deskmerit.core.issue import Level
from deskmerit.records.spec import Column, TableSpec
from deskmerit.records.tables.tickets import STATUSES


@dataclass(frozen=True, slots=True)
class Check:
    """One rule. `wrong` is an SQL predicate; `column` is where the message points; `drops`: such rows are left out."""

    code: str
    column: str
    wrong: str
    level: Level = Level.ERROR
    drops: bool = True
    params: Mapping[str, object] = field(default_factory=dict)


def checks(spec: TableSpec) -> tuple[Check, ...]:
    """Every rule of a table: required values, ranges, intervals, conditional requirements, its own rules."""
    return (*_columns(spec), *_interval(spec), *_one_of(spec), *OWN.get(spec.name, ()))


def quoted(name: str) -> str:
    """An SQL identifier.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def _columns(spec: TableSpec) -> list[Check]:
    found = []
    for column in spec.columns:
        name = quoted(column.name)
        if column.required:
            found.append(Check("value-missing", column.name, f"{name} is null"))
        if wrong := _outside(column, name):
            found.append(_range(column, wrong))
    return found


def _outside(column: Column, name: str) -> str:
    low = [f"{name} < {column.low}"] if column.low is not None else []
    high = [f"{name} > {column.high}"] if column.high is not None else []
    return " or ".join(low + high)


def _range(column: Column, wrong: str) -> Check:
    code = "negative-duration" if column.keep and column.unit else "out-of-range"
    level = Level.WARNING if column.keep else Level.ERROR
    params = {
        "low": "" if column.low is None else str(column.low),
        "high": "" if column.high is None else str(column.high),
    }
    return Check(code, column.name, wrong, level, not column.keep, params)


def _interval(spec: TableSpec) -> list[Check]:
    if not spec.interval:
        return []
    start, end = map(quoted, spec.interval)
    return [Check("interval-backwards", spec.interval[1], f"{end} <= {start}", params={"from": spec.interval[0]})]


def _one_of(spec: TableSpec) -> list[Check]:
    if not spec.one_of:
        return []
    groups = ["(" + " and ".join(f"{quoted(name)} is not null" for name in group) + ")" for group in spec.one_of]
    choice = " / ".join(" + ".join(group) for group in spec.one_of)
    return [Check("needs-one-of", spec.one_of[0][0], f"not ({' or '.join(groups)})", params={"choice": choice})]


_STATUS = ", ".join(f"'{status}'" for status in STATUSES)
_SCALE = Check("scale-empty", "scale_max", "scale_min >= scale_max")
_OFF_SCALE = Check(
    "score-off-scale",
    "score",
    "scale_min < scale_max and (score < scale_min or score > scale_max)",
    Level.WARNING,
    drops=False,
)
_OVER = Check("score-above-max", "score", "max_score > 0 and score > max_score")
_NO_MAX = Check("max-score-not-positive", "max_score", "max_score <= 0")

OWN: Mapping[str, tuple[Check, ...]] = {
    "agents": (Check("left-before-hired", "left_on", "left_on < hired_on", Level.WARNING, drops=False),),
    "events": (
        Check("status-unknown", "value", f"kind = 'status' and coalesce(value, '') not in ({_STATUS})"),
        Check("event-without-value", "value", "kind in ('merged', 'calendar_changed') and value is null"),
    ),
    "surveys": (
        _SCALE,
        _OFF_SCALE,
        Check("answered-before-sent", "answered_at", "answered_at < sent_at", Level.WARNING, drops=False),
    ),
    "feedback": (_SCALE, _OFF_SCALE),
    "calls": tuple(
        Check("answered-without-seconds", name, f"answered and {name} is null")
        for name in ("queue_seconds", "talk_seconds", "hold_seconds", "wrap_seconds")
    ),
    "qa_reviews": (_NO_MAX, _OVER),
    "qa_items": (
        *(Check("value-missing", name, f"not not_applicable and {name} is null") for name in ("score", "max_score")),
        _OVER,
    ),
    "entries": (Check("denominator-not-positive", "denominator", "denominator <= 0"),),
    "adjustments": (
        Check("correct-without-field", "field", "kind = 'correct' and field is null"),
        Check("reattribute-without-person", "new", "kind = 'reattribute' and new is null"),
    ),
}
