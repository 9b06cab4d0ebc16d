"""The lines of a run: what the published cards earn, and what was added to them since, from outside pool and budget."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.award import AwardInputs, AwardLine
from deskmerit.core.cascade import Correction, corrections
from deskmerit.core.issue import Issue
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.web import workspace
from deskmerit.web.awards.amended import at_publication
from deskmerit.web.awards.models import AwardRun, LedgerLine, RunLine
from deskmerit.web.awards.queries import awards_of, plans_of
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.awards import award_inputs, paid
from deskmerit.web.bridge.kept import Held
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.intake import models as intake
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Card, Result
from deskmerit.web.scorecards.store import scorecard_of

ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A cycle's awards: by the cards first published, and by those that hold now, with what the latter tell.

    `manifest`: that of the lake whose records both were reckoned from; 0: files alone.
    """

    first: Sequence[AwardLine]
    now: Sequence[AwardLine]
    issues: Sequence[Issue]
    manifest: int


def reckoned(cycle: Cycle, instead: Mapping[str, Scorecard] | None = None) -> Reckoned:
    """Measures attendance and reads bases anew; grades are those published and restated, never computed again here.

    `instead`: cards by agent_id that would hold, in place of those that do.
    """
    results = list(cycle.results.select_related("person", "card", "first"))
    plans = plans_of(cycle)
    records = Held(workspace.folder())
    inputs = _inputs(records, cycle, plans)
    first, issues = paid(
        plans, [scorecard_of(each.first, each.person) for each in results], _then(records, cycle, plans, inputs)
    )
    held = [scorecard_of(each.card, each.person) for each in results]
    now, _ = paid(plans, [(instead or {}).get(card.agent_id, card) for card in held], inputs)
    return Reckoned(first, now, issues, records.manifest)


def _inputs(records: Held, cycle: Cycle, plans: Sequence[Plan], without: Collection[str] = ()) -> AwardInputs:
    published = cycle.runs.filter(kind=Run.Kind.PUBLISHED).last()
    totals = published.team_cards.order_by("pk") if published else []
    return award_inputs(
        records,
        plans,
        cycle.span(),
        as_of=published.as_of if published else None,
        team_totals={each.team.name: each.total for each in totals if each.total is not None} or None,
        without=without,
    )


def _then(records: Held, cycle: Cycle, plans: Sequence[Plan], now: AwardInputs) -> AwardInputs:
    """What was promised at publication: days and bases that were put right since add a correction, to nobody's cost."""
    held = intake.Correction.objects.filter(state=intake.Correction.State.IN_FORCE, table="attendance")
    later = held.filter(decided_at__gt=cycle.published_at) if cycle.published_at else held.none()
    found = _inputs(records, cycle, plans, [each.code for each in later]) if later else now
    bases = at_publication(cycle)
    return found if bases is None else replace(found, bases=bases)


def write_lines(run: AwardRun, found: Reckoned) -> None:
    """Puts a draft's lines in place of those it had, in the present transaction."""
    run.lines.all().delete()
    seen = run.cycle.ledger.filter(kind=LedgerLine.Kind.CORRECTION).count()
    AwardRun.objects.filter(pk=run.pk).update(seen=seen)
    if run.kind == AwardRun.Kind.REGULAR:
        RunLine.objects.bulk_create(_regular(run, found.first), batch_size=200)
    RunLine.objects.bulk_create([*_owed(run), *_recounted(run, found)], batch_size=200)


def promised(cycle: Cycle, found: Reckoned) -> Sequence[AwardLine]:
    """What people were promised: by the ledger where a run was locked, else by the cards first published."""
    held = cycle.ledger.filter(kind=LedgerLine.Kind.AWARD).select_related("person")
    return [_line(each.person, each.award, each.amount, each.currency) for each in held] or found.first


def _line(person: Person, award: str, amount: Decimal, currency: str) -> AwardLine:
    return AwardLine(
        *(person.agent_id, person.name, person.employee_no, award, None, "", None, ONE, ONE, Fraction(1)),
        *(amount, currency),
    )


def more(cycle: Cycle, told: Sequence[AwardLine], now: Sequence[AwardLine]) -> list[Correction]:
    """What the present cards and records give beyond everything owed: never less, never twice.

    What appeals added stands in the ledger already and counts along.
    """
    held = cycle.ledger.filter(kind=LedgerLine.Kind.CORRECTION).select_related("person")
    earlier = [Correction(x.person.agent_id, x.award, ZERO, ZERO, ZERO, x.amount, x.currency) for x in held]
    return corrections(told, earlier, now)


def _recounted(run: AwardRun, found: Reckoned) -> list[RunLine]:
    """Lines for what a restatement, a late base or late records add; locking writes them into the ledger."""
    now = {(line.agent_id, line.award): line for line in found.now}
    results = _results(run.cycle)
    titles = _titles(run.cycle)
    made = []
    for each in more(run.cycle, promised(run.cycle, found), found.now):
        result = results[each.agent_id]
        line = _row(run, now[each.agent_id, each.award], result, result.card, titles.get(each.award, {}))
        line.kind, line.amount = LedgerLine.Kind.CORRECTION, each.amount
        restated = result.card_id != result.first_id
        line.cause = LedgerLine.Cause.RESTATEMENT if restated else LedgerLine.Cause.OTHER
        made.append(line)
    return made


def _regular(run: AwardRun, lines: Sequence[AwardLine]) -> list[RunLine]:
    results, titles = _results(run.cycle), _titles(run.cycle)
    return [
        _row(run, line, results[line.agent_id], results[line.agent_id].first, titles.get(line.award, {}))
        for line in lines
    ]


def _results(cycle: Cycle) -> dict[str, Result]:
    found = cycle.results.select_related("person", "first__team", "card__team")
    return {each.person.agent_id: each for each in found}


def _titles(cycle: Cycle) -> dict[str, Mapping[str, str]]:
    return {name: dict(award.title) for name, award in awards_of(cycle).items()}


def _row(run: AwardRun, line: AwardLine, result: Result, card: Card, title: Mapping[str, str]) -> RunLine:
    return RunLine(
        run=run,
        person=result.person,
        cycle=run.cycle,
        kind=LedgerLine.Kind.AWARD,
        award=line.award,
        title=title,
        name=result.person.name,
        employee_no=result.person.employee_no,
        team=card.team.name if card.team else "",
        card=card,
        grade=line.grade,
        shift=card.grade_reason if card.grade != card.score_grade else "",
        amount=line.amount,
        currency=line.currency,
        content=codec.to_json(AwardLine, replace(line, name="", employee_no="")),
    )


def _owed(run: AwardRun) -> list[RunLine]:
    """Everything owed that no other run took: a regular run takes all, a run of corrections those of its cycle."""
    owed = LedgerLine.objects.filter(run=None, kind=LedgerLine.Kind.CORRECTION).select_related("person", "cycle")
    if run.kind == AwardRun.Kind.CORRECTIONS:
        owed = owed.filter(cycle=run.cycle)
    others = AwardRun.objects.exclude(pk=run.pk).exclude(state=AwardRun.State.CANCELLED)
    taken = RunLine.objects.filter(run__in=others).exclude(ledger=None).values("ledger")
    titles: dict[int, dict[str, Mapping[str, str]]] = {}
    found = []
    for each in owed.exclude(pk__in=taken):
        if each.cycle_id not in titles:
            titles[each.cycle_id] = _titles(each.cycle)
        found.append(_along(run, each, titles[each.cycle_id].get(each.award, {})))
    return found


def _along(run: AwardRun, owed: LedgerLine, title: Mapping[str, str]) -> RunLine:
    return RunLine(
        run=run,
        person=owed.person,
        cycle=owed.cycle,
        kind=LedgerLine.Kind.CORRECTION,
        award=owed.award,
        title=title,
        name=owed.person.name,
        employee_no=owed.person.employee_no,
        amount=owed.amount,
        currency=owed.currency,
        cause=owed.cause,
        ledger=owed,
    )
