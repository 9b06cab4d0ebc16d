"""What the pages of flags and appeals read."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.core.facts import Place
from deskmerit.core.plan import Indicator, Plan
from deskmerit.web import workspace
from deskmerit.web.appeals.models import Appeal, Flag
from deskmerit.web.awards.queries import awards_of
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.adjust import column_titles, facts_at_hand, table_of
from deskmerit.web.bridge.consequence import Consequence, Figure, MoneyChange, PersonChange, Standing
from deskmerit.web.bridge.evidence import read_evidence
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.cycles.tasks import evidence_file
from deskmerit.web.org.models import Person, Posting
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.scorecards.models import Card
from deskmerit.web.scorecards.store import postings, scorecard_of
from deskmerit.web.shared import models, wording
from deskmerit.web.shared.organisation import settings_of

Rows = list[dict[str, Any]]
NOTHING = Decimal(0)


def plans_by_id(cycle: Cycle) -> dict[str, Plan]:
    """The plans of a cycle."""
    return {plan.id: plan for plan in map(plan_of, cycle.versions.select_related("document"))}


def indicators(cycle: Cycle) -> dict[str, Indicator]:
    """Every indicator of a cycle's plans by id; the first plan that has it says its words."""
    found: dict[str, Indicator] = {}
    for plan in plans_by_id(cycle).values():
        for each in (*plan.indicators(), *plan.bonus, *plan.annual.indicators):
            found.setdefault(each.id, each)
    return found


def own_indicators(card: Card) -> list[Indicator]:
    """The indicators that stand on a card, in its order."""
    known = indicators(card.run.cycle)
    found = [
        line.id
        for part in postings(scorecard_of(card))
        for line in (*(line for each in part.dimensions for line in each.indicators), *part.bonus)
    ]
    return [known[name] for name in dict.fromkeys(found) if name in known]


def contested(appeal: Appeal) -> str:
    """What an appeal is about, in words."""
    said = [str(appeal.get_subject_display())]
    found = indicators(appeal.cycle).get(appeal.indicator)
    if found is not None:
        said.append(wording.lang_text(found.title))
    if appeal.award:
        said.append(award_titles(appeal.cycle).get(appeal.award, appeal.award))
    if appeal.records:
        said.append(", ".join(record for _table, record in appeal.records))
    return " · ".join(said)


def cases(card: Card, indicator: str, place: Place) -> list[Mapping[str, object]]:
    """The cases behind a line of a card; none where its evidence isn't kept."""
    file = Path(evidence_file(card.run.evidence)) if card.run.evidence else None
    if file is None or not file.is_file():
        return []
    return list(read_evidence(file, card.person.agent_id, indicator, place))


def record_choices(card: Card) -> list[tuple[str, str, str]]:
    """The records behind a card that can be contested: table, id, words; newest measures last, each once."""
    found: dict[tuple[str, str], str] = {}
    content = scorecard_of(card)
    for each in own_indicators(card):
        table = table_of(each.spec)
        for case in cases(card, each.id, content.place):
            if case["included"]:
                found.setdefault((table, str(case["record_id"])), wording.lang_text(each.title))
    return [(table, record, title) for (table, record), title in found.items()]


def record_rows(appeal: Appeal) -> list[dict[str, Any]]:
    """The contested records with what stands in them: table, its columns, rows; one group per table."""
    return facts_of([(table, record) for table, record in appeal.records])


SHOWN = (
    "ticket_id",
    "score",
    "scale_max",
    "max_score",
    "fatal",
    "category",
    "channel",
    "created_at",
    "comment",
    "form",
)
"""The columns that tell most of a record, in this order; at most four of them are shown."""


def facts_of(records: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Records by table with the columns that tell most, without customers."""
    found = []
    for table in dict.fromkeys(table for table, _record in records):
        ids = [record for name, record in records if name == table]
        seen = facts_at_hand(workspace.folder(), table, ids)
        rows = seen or {}
        named = {name for row in rows.values() for name in row}
        columns = [name for name in SHOWN if name in named][:4]
        titles = column_titles(table)
        found.append({
            "waits": seen is None,
            "heads": [wording.lang_text(titles.get(name, name)) for name in columns],
            "rows": [
                (record, [(wording.lang_text(titles.get(name, name)), _shown(name, rows.get(record, {}).get(name)))
                          for name in columns])
                for record in ids
            ],
        })  # fmt: skip
    return found


def _shown(name: str, value: str | None) -> str:
    """A cell as people read it: an instant in the organisation's zone."""
    if not value:
        return wording.NONE
    if name == "channel":
        return wording.channel(value)
    return wording.moment(datetime.fromisoformat(value), settings_of().zone) if name.endswith("_at") else value


def person_rows(change: PersonChange | None, cycle: Cycle, *, plain: bool = False, money: bool = True) -> Rows:
    """A person before and after, for the template `before_after`: measures with cases, scores, total, grade, award.

    `plain`: as recomputed, also where that is worse: of figures that aren't published. `money`: awards as well.
    """
    if change is None:
        return []
    known, rows = indicators(cycle), Rows()
    for line in change.lines:
        each = known.get(line.indicator)
        title = wording.lang_text(each.title) if each else line.indicator
        unit = each.metric.unit.value if each else "points"
        old, new = line.before, line.after
        if (old and (old.actual, old.cases)) != (new and (new.actual, new.cases)):
            label = _("%(indicator)s (cases)") % {"indicator": title}
            rows.append({"label": label, "before": _measured(old, unit), "after": _measured(new, unit)})
        if (old and old.score) != (new and new.score):
            was, now = old.score if old else None, new.score if new else None
            rows.append(_pair(_("%(indicator)s, score") % {"indicator": title}, was, now))
    before, after, titles = change.before or EMPTY, change.after or EMPTY, award_titles(cycle)
    kept = change.kept if change.spared and not plain else after
    rows += [_pair(_("Total"), before.total, kept.total), _grade(before.grade, kept.grade, change)]
    return rows + [_owed(each, titles) for each in change.money if money]


def _owed(each: MoneyChange, titles: dict[str, str]) -> dict[str, Any]:
    owed = (each.published or Decimal(0)) + each.corrected
    said = {"before": wording.money(owed, each.currency), "after": wording.money(each.kept, each.currency)}
    better, same = each.kept > owed, each.kept == owed
    return {"label": titles.get(each.award, each.award), **said, "better": better, "same": same}


EMPTY = Standing(None, "", "")


def award_titles(cycle: Cycle) -> dict[str, str]:
    """The titles of a cycle's awards by id."""
    return {name: wording.lang_text(award.title) or name for name, award in awards_of(cycle).items()}


def all_awards(cycle: Cycle) -> list[tuple[str, str]]:
    """What people of a cycle can be awarded: id and title."""
    return list(award_titles(cycle).items())


def paid_awards(cycle: Cycle) -> list[tuple[str, str]]:
    """The awards of a cycle that are reckoned from bases: id and title."""
    return [(name, wording.lang_text(award.title) or name) for name, award in awards_of(cycle, "pay", "pool").items()]


def base_holders(appeal: Appeal) -> list[tuple[str, Any]]:
    """Whose base can be put right: first the person who appeals, then posts, then colleagues of the cycle."""
    people = Person.objects.filter(results__cycle=appeal.cycle).exclude(pk=appeal.person_id).order_by("name", "pk")
    posts = Posting.objects.filter(from_date__lt=appeal.cycle.end).exclude(to_date__lte=appeal.cycle.start)
    names = posts.order_by("position").values_list("position", flat=True).distinct()
    return [
        (f"person:{appeal.person.agent_id}", appeal.person.name),
        (_("everybody in a post"), [(f"post:{each}", each) for each in names if each]),
        (_("a colleague"), [(f"person:{agent}", name) for agent, name in people.values_list("agent_id", "name")]),
    ]


def _pair(label: str, before: Decimal | None, after: Decimal | None) -> dict[str, Any]:
    better = before is not None and after is not None and after > before
    said = {"before": wording.score(before), "after": wording.score(after)}
    return {"label": label, **said, "better": better, "same": before == after}


def _grade(before: str, after: str, change: PersonChange) -> dict[str, Any]:
    said = {"before": wording.grade_title(before), "after": wording.grade_title(after)}
    return {"label": _("Grade"), **said, "better": change.raised and before != after, "same": before == after}


def _measured(figure: Figure | None, unit: str) -> str:
    if figure is None:
        return wording.NONE
    return f"{wording.figure(figure.actual, unit)} ({wording.count(figure.cases)})"


def outcome(appeal: Appeal) -> Consequence | None:
    """What an upheld appeal changed, as it took effect."""
    return codec.from_json(Consequence, appeal.outcome) if appeal.outcome else None


def outcome_rows(appeal: Appeal) -> Rows:
    """The person before and after, as it took effect."""
    found = outcome(appeal)
    return person_rows(found.of(appeal.person.agent_id), appeal.cycle) if found else []


def others(
    found: Consequence, agent: str, cycle: Cycle, seen: set[str] | None = None, *, money: bool = True
) -> dict[str, Any]:
    """Everybody else: who rises, whose lower recomputed card is set aside, teams, money, seats.

    `seen`: the people whose names the reader may see; others are counted only. `money`: amounts as well.
    """
    rest = found.others(agent)
    raised = [each for each in rest if each.raised]
    named = [each for each in raised if seen is None or each.agent_id in seen]
    lines = [each for each in found.corrections if money and (seen is None or each.agent_id in seen)]
    names, titles = {each.agent_id: each.name for each in found.people}, award_titles(cycle)
    return {
        "raised": [(each.name, _arrow(each)) for each in named],
        "raised_count": len(raised),
        "spared": sum(each.spared for each in rest),
        "teams": [(each.team, wording.score(each.before), wording.score(each.after)) for each in found.teams],
        "measures": _team_measures(found, cycle),
        "corrections": [
            (
                names.get(each.agent_id, each.agent_id),
                titles.get(each.award, each.award),
                f"+{wording.money(each.amount, each.currency)}",
            )
            for each in lines
        ],
        "money": [wording.money(amount, currency) for currency, amount in found.money().items() if seen is None],
        "seats": [
            (each.name, titles.get(each.award, each.award))
            for each in found.seats
            if seen is None or each.agent_id in seen or each.agent_id == agent
        ],
    }


def _team_measures(found: Consequence, cycle: Cycle) -> list[tuple[str, str, str, str]]:
    """A team's measures that come out differently: team, measure, before, after."""
    known, told = indicators(cycle), list[tuple[str, str, str, str]]()
    for each in found.teams:
        for line in each.lines:
            was, now = (side and side.actual for side in (line.before, line.after))
            if line.indicator in known and was != now:
                asked = known[line.indicator]
                before, after = (_measured(side, asked.metric.unit.value) for side in (line.before, line.after))
                told.append((each.team, wording.lang_text(asked.title), before, after))
    return told


def _arrow(change: PersonChange) -> str:
    before = change.before or EMPTY
    grades = f"{wording.grade_title(before.grade)} → {wording.grade_title(change.kept.grade)}"
    return f"{wording.score(before.total)} → {wording.score(change.kept.total)} · {grades}"


def due(flow: str, row: Appeal | Flag) -> models.Clock | None:
    """The clock that runs on a thing, the next due."""
    return models.Clock.objects.filter(flow=flow, row=row.pk, stopped_at=None).select_related("person").first()


def dues(flow: str, rows: list[Any]) -> dict[int, models.Clock]:
    """The running clocks of many things, in one query."""
    held = models.Clock.objects.filter(flow=flow, row__in=[each.pk for each in rows], stopped_at=None)
    return {each.row: each for each in held.order_by("-due")}
