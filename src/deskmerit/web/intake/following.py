"""What a correction does to cycles that are published: measured again, and a restatement proposed for everybody moved.

Nothing changes silently: a second person approves each, the person is told the cause and asked for a new receipt.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge.adjust import facts
from deskmerit.web.bridge.evidence import holds
from deskmerit.web.cycles.actions import ask_run
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.tasks import evidence_file
from deskmerit.web.intake.models import Correction
from deskmerit.web.scorecards import restating
from deskmerit.web.scorecards.actions import propose_restatement
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock

type Told = Callable[[Path, str, list[str]], Mapping[str, Mapping[str, str]] | None]
"""What stands in records of a table, by id; None where nobody has read them."""

OTHERS = "数据更正后全部重算 · recomputed after data were corrected: {code}"
"""What colleagues read, who need not know whose record it was or why."""


def reached(row: Correction) -> list[Cycle]:
    """The cycles that a correction may touch, the latest first: by its window, or by where its record counts."""
    return list(touched(row, begun(), facts))


def begun() -> list[Cycle]:
    """The cycles that a correction may touch at all, the latest first."""
    return list(Cycle.objects.exclude(state__in=("draft", "cancelled")).select_related("current"))


def touched(row: Correction, cycles: Sequence[Cycle], told: Told) -> Iterator[Cycle]:
    """Those of the cycles that it touches, in their order; where only the first is wanted, the evidence of the others
    is not read. `told`: `facts` for what is done, `facts_at_hand` for pages."""
    if row.from_at is not None and row.to_at is not None:
        first, last = clock.local_date(row.from_at), clock.local_date(row.to_at)
        yield from (each for each in cycles if each.start <= last and each.end > first)
    elif row.record:
        known = (told(workspace.folder(), row.table, [row.record]) or {}).get(row.record, {})
        records = {row.record, known.get("ticket_id", row.record)}
        days = [day for name, value in known.items() if (day := _day(name, value))]
        for each in cycles:
            if any(each.start <= day < each.end for day in days) or _behind(each, records):
                yield each


def _day(name: str, value: str) -> date | None:
    """The local day that a time or date column of a record tells of."""
    try:
        if name.endswith("_at"):
            return clock.local_date(datetime.fromisoformat(value))
        return date.fromisoformat(value) if name.endswith(("_on", "day", "date")) else None
    except ValueError:
        return None


def _behind(cycle: Cycle, records: Collection[str]) -> bool:
    run = cycle.current
    return run is not None and bool(run.evidence) and holds(Path(evidence_file(run.evidence)), records)


def follow(by: User | None, row: Correction) -> list[Run]:
    """Asks for a run of every published cycle that a correction touches; the run proposes when it is done."""
    return [again(by, cycle, [row.pk]) for cycle in reached(row) if cycle.is_published]


def catch_up(by: User | None, cycle: Cycle) -> None:
    """After publication: what was corrected since the figures of the review were asked for is followed as well."""
    run = cycle.runs.filter(kind=Run.Kind.MEASURED).first()
    if run is None:
        return
    late = Correction.objects.filter(state=Correction.State.IN_FORCE, decided_at__gt=run.asked_at)
    because = [row.pk for row in late if cycle in reached(row)]
    if because:
        again(by, cycle, because)


def again(by: User | None, cycle: Cycle, because: Sequence[int]) -> Run:
    """A run beside what people were told, which knows the corrections that asked for it and for those under way."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    run = ask_run(by, cycle, Run.Kind.RESTATED)
    under_way = cycle.runs.filter(kind=Run.Kind.RESTATED, state__in=(Run.State.QUEUED, Run.State.WORKING))
    every = [key for each in under_way for key in each.summary.get("because", [])]
    run.summary = {**run.summary, "because": sorted({*every, *because})}
    run.save(update_fields=["summary"])
    return run


def propose(run: Run, because: Collection[int]) -> list[Restatement]:
    """Proposes a restatement for everybody whose own figures a run changed, or who rises; one that waits is merged.

    Nothing where a later run was faster: that one knows these corrections too. Where others came in force since it was
    asked for, what people were told is another thing by now: measured again.
    """
    cycle = run.cycle
    later = cycle.runs.filter(kind=Run.Kind.RESTATED, state=Run.State.DONE, pk__gt=run.pk)
    if any(each.summary.get("because") for each in later):
        return []
    newer = Correction.objects.filter(state=Correction.State.IN_FORCE, decided_at__gt=run.asked_at)
    if newer.exclude(pk__in=because).exists():
        again(None, cycle, list(because))
        return []
    rows = list(Correction.objects.filter(pk__in=because).select_related("decided_by__user", "concerns"))
    last = max(rows, key=lambda row: (row.decided_at or row.asked_at, row.pk))
    by = getattr(last.decided_by, "user", None)
    changes = [each for each in restating.differences(cycle, run) if each.allowed and (each.own or each.way > 0)]
    return [
        propose_restatement(
            by, each.result, run, scorecard_of(each.after), each.after.steps, Restatement.Cause.CORRECTED,
            "\n".join(_said(row, each.result.person_id) for row in rows), merges=True,
        )
        for each in changes
    ]  # fmt: skip


def _said(row: Correction, person: int) -> str:
    """The cause as a person reads it: the reason only where the record is theirs, or nobody's in particular."""
    if row.state == Correction.State.REVOKED:
        return f"{row.code} 已撤销 · revoked"
    return f"{row.code}: {row.reason}" if row.concerns_id in (None, person) else OTHERS.format(code=row.code)
