"""Engine beside oracle: every case and every fact, and the smallest story that tells them apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.settings import Settings
from deskmerit.engines.base import Engine
from deskmerit.metrics.measure import listings, measure
from deskmerit.records.store import Records
from oracle.arrow import records
from oracle.case import Case, add_up
from oracle.centre import Rows
from oracle.clock import instant
from oracle.measure import Oracle

type Told = tuple[object, ...]
"""record, person, team, position, month, started, completed, numerator, denominator."""

TRIES = 30

SURE = ("merged", "opened by agent", "provisional", "excluded", "unknown agent", "off scale", "later than as-of")


def told(case: Case) -> Told:
    """A case of the oracle as a comparable row."""
    start = instant(case.start) if case.start is not None else None
    end = instant(case.at) if isinstance(case.at, int) else start  # a day begins at its local midnight
    team, position = case.place[:2]
    return (case.record, case.agent, team, position, case.month, start, end, case.numerator, case.denominator)


def row_of(case: dict[str, object]) -> Told:
    """A case of the engine as a comparable row."""
    return (
        case["record_id"], case["agent_id"] or "", case["team"] or "", case["position"] or "", case["month"],
        case["started_at"], case["completed_at"], int(case["numerator"]), int(case["denominator"]),
    )  # fmt: skip


def said(reason: object) -> str:
    """The engine's code of a reason in the words of semantics §3."""
    return str(reason).replace("_", " ").replace("as of", "as-of")


type Apart = tuple[Counter[Told], Counter[Told]]
"""Cases only the oracle has, and cases only the engine has; those left out with their reason."""


def all_differences(
    oracle: Oracle, given: Records, specs: Sequence[MeasureSpec], engine: Engine | None = None
) -> Iterator[tuple[MeasureSpec, Apart]]:
    """Each question that the two answer differently."""
    for spec, cases in zip(specs, listings(given, specs, None, oracle.as_of, engine=engine), strict=True):
        apart = case_differences(oracle, spec, cases.to_pylist())
        if any(apart):
            yield spec, apart


def case_differences(oracle: Oracle, spec: MeasureSpec, rows: list[dict[str, object]]) -> Apart:
    """What the two say differently about one question."""
    wanted: Counter[Told] = Counter()
    loose = []
    for case in oracle.cases(spec):
        if case.out:
            loose.append(case)
        else:
            wanted[told(case)] += 1
    got: Counter[Told] = Counter()
    out: Counter[tuple[object, str]] = Counter()
    for row in rows:
        if row["included"]:
            got[row_of(row)] += 1
        else:
            out[row["record_id"], said(row["reason"])] += 1
    missing, extra = wanted - got, got - wanted
    for case in sorted(loose, key=lambda case: len(case.out)):
        named = next((reason for reason in sorted(case.out) if out[case.record, reason]), None)
        if named is None:
            missing[case.record, "left out", *sorted(case.out)] += 1
        else:
            out[case.record, named] -= 1
    for (record, reason), times in out.items():
        if times and reason in SURE:
            extra[record, "left out", reason] += times
    return missing, extra


def fact_differences(
    oracle: Oracle, given: Records, specs: list[MeasureSpec], engine: Engine | None = None
) -> Iterator[tuple[MeasureSpec, object, object, object]]:
    """Each fact on which the two disagree: question, key, the oracle's sums, the engine's."""
    found: list[dict[tuple[object, ...], tuple[int, ...]]] = [{} for _ in specs]
    for fact in measure(given, specs, None, oracle.as_of, engine=engine).fact_list():
        place = (fact.place.team, fact.place.position, fact.place.site, fact.place.account)
        sums = (fact.n, fact.numerator, fact.denominator, fact.sum_of_squares, fact.provisional)
        found[fact.spec][fact.agent_id, place, fact.month, fact.part] = sums
    for number, spec in enumerate(specs):
        wanted = {
            key: (sums.n, sums.numerator, sums.denominator, sums.sum_of_squares, sums.provisional)
            for key, sums in add_up(oracle.cases(spec)).items()
        }
        for key in sorted(wanted.keys() | found[number].keys(), key=str):
            if wanted.get(key) != found[number].get(key):
                yield spec, key, wanted.get(key), found[number].get(key)


def history_of(row: object) -> str:
    """The prefix of the small history a record or person belongs to."""
    match = re.search(r"h\d+(?=-)", str(row))
    return match[0] if match else ""


def only(rows: Rows, history: str) -> dict[str, list[dict[str, object]]]:
    """The rows of one history."""
    pattern = re.compile(rf"(?<![0-9a-z]){history}-|[aequz]{history}-")
    return {name: [r for r in table if pattern.search(" ".join(map(str, r.values())))] for name, table in rows.items()}


def shrunk(rows: Rows, settings: Settings, spec: MeasureSpec, as_of: datetime | None) -> dict[str, list]:
    """The same disagreement in as few rows as deleting them one by one reaches, in at most `TRIES` measurements."""
    kept = {name: list(table) for name, table in rows.items()}
    tries = iter(range(TRIES))

    def differs() -> bool:
        return next(tries, None) is not None and any(
            all_differences(Oracle(kept, settings, as_of), records(kept, settings), [spec])
        )

    if not differs():
        return kept
    for name in ("feedback", "articles", "trainings", "certifications", "conduct", "attendance", "qa_reviews"):
        table = kept.pop(name, None)
        if table is not None and not differs():
            kept[name] = table
    for name in [name for name in kept if name != "agents"]:
        for row in list(kept[name]):
            place = kept[name].index(row)
            del kept[name][place]
            if not differs():
                kept[name].insert(place, row)
    return kept


def story(rows: Rows) -> str:
    """Rows as lines a person can read."""
    lines = []
    for name, table in rows.items():
        for row in table:
            said = (f"{key}={_plain(value)}" for key, value in row.items() if value is not None)
            lines.append(f"{name}: " + " ".join(said))
    return "\n".join(lines)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else repr(value) if value == "" else str(value)
