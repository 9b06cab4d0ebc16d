"""What the page of a cycle reads; the number of queries doesn't depend on the number of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.issue import Issue, Level
from deskmerit.core.plan import Plan
from deskmerit.report.heads import place_said
from deskmerit.report.messages import render
from deskmerit.report.words import reason_text
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import codec
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.access import reach
from deskmerit.web.scorecards.models import Card, Restatement, Result
from deskmerit.web.shared import charts, tables, wording
from deskmerit.web.shared.organisation import settings_of

HEAVY = ("content", "steps", "trend", "moves")
RESULT_STATE = dict(Result.State.choices)
PENDING = (Run.State.QUEUED, Run.State.WORKING)
LEVELS = (Level.ERROR, Level.WARNING, Level.NOTE)
PLACES, FINDINGS = 3, 50
"""Places that are named of a finding, and findings that are shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a cycle as its table shows them."""

    person: str
    employee_no: str
    team: str
    position: str
    plan: str
    total: Decimal | None
    covered: Decimal
    score_grade: str
    grade: str
    reason: str
    rank: int | None
    receipt: str
    url: str
    person_key: int


def rows_of(cycle: Cycle, user: User, *, everybody: bool) -> list[Row]:
    """The people of a cycle whose figures a user may see: all of them, those they lead, themselves.

    Before publication the reviewed figures are the panel's: others see only running ones.
    """
    ranked = settings_of().show_rank
    if cycle.is_published:
        seen = cycle.results.all() if everybody else cycle.results.filter(reach(user, "cycle"))
        return [_row(row, "scorecard", str(RESULT_STATE[row[1]]), ranked) for row in _values(seen, "card__", "state")]
    if cycle.current_id is None or not (everybody or cycle.state == Cycle.State.OPEN):
        return []
    cards = Card.objects.filter(run=cycle.current_id)
    seen_cards = cards if everybody else cards.filter(reach(user))
    return [_row(row, "running", "", ranked) for row in _values(seen_cards, "", "pk")]


SHOWN = (
    "person__name", "person__employee_no", "team__name", "plan", "total", "covered", "score_grade", "grade",
    "grade_reason", "rank", "person",
)  # fmt: skip


def _values(rows: QuerySet[Any], card: str, second: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Key, a second column, the post, then what a row shows: a thousand people are read as plain values."""
    post = KeyTextTransform("position", KeyTextTransform("place", f"{card}content"))  # KT knows no relations
    return rows.annotate(post=post).values_list("pk", second, "post", *(f"{card}{name}" for name in SHOWN))


def _row(row: tuple[Any, ...], page: str, receipt: str, ranked: bool) -> Row:
    key, _second, post, name, number, team, plan, total, covered, score_grade, grade, code, rank, person = row
    reason = reason_text(code, wording.lang(), alone=grade != "not_rated") if code else ""
    url = reverse(page, args=[key])
    return Row(
        name, number, team or "", post or "", plan, total, covered, score_grade, grade, reason,
        rank if ranked else None, receipt, url, person,
    )  # fmt: skip


def columns(cycle: Cycle) -> list[tables.Column]:
    """The columns of the people's table; a rank only where the organisation shows it."""
    found = [
        tables.Column(
            "person",
            _("Person"),
            show=lambda row: f"{row.person} {row.employee_no}",
            link=lambda row: row.url,
            head=True,
        ),
        tables.Column("team", _("Team and post"), show=lambda row: f"{row.team} · {row.position}".strip(" ·")),
        tables.Column("total", _("Total"), "number", show=lambda row: wording.score(row.total)),
        tables.Column("grade", _("Grade"), show=lambda row: wording.grade_title(row.grade)),
        tables.Column("reason", _("Reason")),
    ]
    if settings_of().show_rank:
        found.insert(0, tables.Column("rank", _("Rank"), "number"))
    if cycle.is_published:
        found.append(tables.Column("receipt", _("Receipt")))
    return found


def past_columns() -> list[tables.Column]:
    """The columns of the cycles that are over."""
    return [
        tables.Column("cycle", _("Period"), show=str, sort=lambda row: row.start.isoformat(),
                      link=lambda row: reverse("cycle_page", args=[row.pk]),
                      note=lambda row: _("small team") if row.small else ""),
        tables.Column("state", _("State"), show=lambda row: row.get_state_display(),
                      tone=lambda row: "quiet" if row.state == Cycle.State.CANCELLED else "done"),
        tables.Column("days", _("Days"), show=lambda row: f"{wording.day(row.start)} – {wording.day(row.last_day)}",
                      sort=lambda row: row.start.isoformat()),
        tables.Column("people", _("People"), "number", show=_people, sort=_people),
        tables.Column("last", _("Last step"), show=lambda row: _moment(_last(row)),
                      sort=lambda row: str(_last(row) or "")),
    ]  # fmt: skip


def _moment(at: datetime | None) -> str:
    return wording.moment(at, settings_of().zone) if at else ""


def _people(cycle: Cycle) -> int | None:
    return cycle.current.summary.get("people") if cycle.current else None


def _last(cycle: Cycle) -> datetime | None:
    return cycle.settled_at or cycle.published_at or cycle.measured_at or cycle.opened_at


@dataclass(frozen=True, slots=True)
class Finding:
    """What a run found in the data, said once: its first places, and how many more there are."""

    level: str
    message: str
    fix: str
    places: Sequence[str]
    more: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What HR and the panel look at before they decide."""

    counts: Sequence[tuple[str, int]]
    distribution: charts.Chart | None
    moved: Sequence[Row]
    before: Cycle | None
    changes: charts.Chart | None
    changed: Sequence[tuple[Row, str, bool]]  # with the grade of last cycle, and whether the new one is better
    costs: Sequence[tuple[str, str, str]]  # award, now, last cycle
    findings: Sequence["Finding"]


def figures(cycle: Cycle, rows: Sequence[Row]) -> Figures:
    """Distribution, shifts, changes since last cycle, cost, and what the run found."""
    plans = plans_of(cycle)
    ladder = list(dict.fromkeys(grade.id for plan in plans for grade in plan.grades))
    held: dict[str, int] = {}
    for row in rows:
        held[row.grade] = held.get(row.grade, 0) + 1
    order = [*ladder, *sorted(grade for grade in held if grade and grade not in ladder)]
    before = last_of(cycle)
    grades = _grades(before) if before else {}
    changed = [
        (row, grades[row.person_key], _better(row.grade, grades[row.person_key], ladder))
        for row in rows
        if row.person_key in grades and grades[row.person_key] != row.grade
    ]
    return Figures(
        counts=[(grade, held.get(grade, 0)) for grade in order if held.get(grade) or grade in ladder],
        distribution=_distribution(rows, plans),
        moved=[row for row in rows if row.reason and row.score_grade != row.grade and row.grade != "not_rated"],
        before=before,
        changes=_changes(rows, grades, ladder) if grades else None,
        changed=changed,
        costs=_costs(cycle, before, plans),
        findings=_findings(cycle.current, plans),
    )


def last_of(cycle: Cycle) -> Cycle | None:
    """The published cycle of the same kind just before."""
    earlier = Cycle.objects.filter(kind=cycle.kind, end__lte=cycle.start, state__in=("published", "settled"))
    return earlier.select_related("current").first()


def _grades(cycle: Cycle) -> dict[int, str]:
    return dict(cycle.results.values_list("person", "card__grade"))


def _better(now: str, was: str, ladder: Sequence[str]) -> bool:
    return now in ladder and was in ladder and ladder.index(now) < ladder.index(was)


def _distribution(rows: Sequence[Row], plans: Sequence[Plan]) -> charts.Chart | None:
    totals = [row.total for row in rows if row.total is not None]
    plan = next(iter(plans), None)
    if not totals or plan is None:
        return None
    bands = [(each.id, wording.lang_text(each.title) or each.id, each.from_) for each in plan.grades]
    return charts.distribution(_("People by total, against the grades' bands"), totals, bands)


def _changes(rows: Sequence[Row], before: Mapping[int, str], ladder: Sequence[str]) -> charts.Chart:
    old = list(before.values())
    now = [row.grade for row in rows]
    return charts.before_after(
        _("People by grade, last cycle and this one"),
        [(grade, old.count(grade), now.count(grade)) for grade in ladder],
    )


def _costs(cycle: Cycle, before: Cycle | None, plans: Sequence[Plan]) -> list[tuple[str, str, str]]:
    awards = {award.id: (award, plan.currency) for plan in plans for award in plan.awards}
    now, was = (_cost(each.current if each else None) for each in (cycle, before))
    found = []
    for name, cents in now.items():
        award, currency = awards.get(name, (None, "CNY"))
        title = wording.lang_text(award.title) if award else name
        unit = (award.currency if award else "") or currency
        old = wording.money(Decimal(was[name]).scaleb(-2), unit) if name in was else wording.NONE
        found.append((title or name, wording.money(Decimal(cents).scaleb(-2), unit), old))
    return found


def _cost(run: Run | None) -> Mapping[str, int]:
    found: Mapping[str, int] = (run.summary if run else {}).get("cost", {})
    return found


def _findings(run: Run | None, plans: Sequence[Plan]) -> list[Finding]:
    """What the run found, errors first; a message that comes often stands once, with its first places."""
    issues: Sequence[Issue] = codec.from_json(tuple[Issue, ...], run.issues) if run else ()
    issues = _named(issues, plans)
    same: dict[tuple[str, str, str], list[str]] = {}
    for each in sorted(issues, key=lambda each: LEVELS.index(each.level)):
        said = render(each, wording.lang())
        same.setdefault((each.level.value, *said), []).append(place_said(each.where, wording.lang()))
    told = [(key, [place for place in places if place]) for key, places in same.items()]
    return [Finding(*key, places[:PLACES], len(places[PLACES:])) for key, places in told[:FINDINGS]]


def _named(issues: Sequence[Issue], plans: Sequence[Plan]) -> list[Issue]:
    """The same with awards and people by name instead of their ids."""
    awards = {award.id: wording.lang_text(award.title) for plan in plans for award in plan.awards}
    agents = {str(each.params["agent"]) for each in issues if each.params.get("agent")}
    people = dict(Person.objects.filter(agent_id__in=agents).values_list("agent_id", "name")) if agents else {}
    known = {"award": awards, "agent": people}

    def name(key: str, value: object) -> object:
        return known.get(key, {}).get(str(value)) or value

    return [replace(each, params={key: name(key, value) for key, value in each.params.items()}) for each in issues]


def after(cycle: Cycle) -> list[tuple[str, int, str]]:
    """What is still to come once results are told: words, how many, where."""
    from deskmerit.web.cycles.elsewhere import unfinished
    from deskmerit.web.cycles.steps import mended

    waiting = cycle.results.filter(state__in=("published", "reminded_once", "reminded_twice")).count()
    restated = Restatement.objects.filter(result__cycle=cycle)
    return [
        (_("results not received"), waiting, "#people"),
        (
            _("interviews to come"),
            unfinished("interview", cycle),
            mended("open_interviews", cycle),
        ),
        (_("appeals undecided"), unfinished("appeal", cycle), mended("open_appeals", cycle)),
        (_("restatements waiting"), restated.filter(state="proposed").count(), "#restatements"),
        (_("restatements told"), restated.filter(state="told").count(), "#restatements"),
    ]


def run_of(cycle: Cycle) -> Run | None:
    """The run that is being made for the state a cycle is in, else the one that pages show."""
    kind = {"open": Run.Kind.RUNNING, "measured": Run.Kind.MEASURED}.get(cycle.state)
    pending = cycle.runs.filter(state__in=PENDING, kind=kind).first() if kind else None
    return pending or cycle.current


def failed_run(cycle: Cycle) -> Run | None:
    """The last run, where it failed."""
    last = cycle.runs.first()
    return last if last is not None and last.state == Run.State.FAILED else None


def restatements(cycle: Cycle) -> list[Restatement]:
    """What became of a published cycle's results, without the contents of the cards."""
    found = Restatement.objects.filter(result__cycle=cycle).select_related(
        "result__person", "before", "after", "made_by"
    )
    found = found.prefetch_related("merged")
    return list(found.defer(*(f"{card}__{name}" for card in ("before", "after") for name in HEAVY)))
