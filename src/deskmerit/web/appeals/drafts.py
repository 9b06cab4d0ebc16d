"""What a reviewer drafts: corrections of records, the right base of an award, a shift set aside, a new computation.

A draft is a mapping of texts. `kind` exclude, reattribute, correct: a row of `adjustments` (table, record, field, new,
metric). `base`: the right amount `new` of `award` for a `person` (their id) or a `position`. `shift`: the panel's shift
is set aside. `again`: everything is computed anew with what was recorded since, such as a posting or late rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.web.appeals.models import Appeal
from deskmerit.web.awards.amended import Amendment, in_force
from deskmerit.web.awards.queries import awards_of, plans_of
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.adjust import correctable
from deskmerit.web.bridge.consequence import Consequence
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import wording

type Draft = Mapping[str, str]
ONCE = ("shift", "again")
"""Kinds that name nothing further: one of each is enough."""


def records(drafts: Iterable[Draft]) -> list[tuple[int, Draft]]:
    """The drafts that correct records, each with its number."""
    return [(at, each) for at, each in enumerate(drafts, 1) if each["kind"] in Correction.Kind.values]


def bases(drafts: Iterable[Draft]) -> list[Amendment]:
    """The bases that are put right."""
    return [
        Amendment(each["award"], Decimal(each["new"]), each.get("person", ""), each.get("position", ""))
        for each in drafts if each["kind"] == "base"
    ]  # fmt: skip


def base(award: str, agent: str, position: str, amount: Decimal) -> dict[str, str]:
    """A draft that puts a base right."""
    said = {"kind": "base", "table": "bases", "record": "", "award": award, "person": agent, "position": position}
    return {**said, "new": str(amount)}


def alone(kind: str) -> dict[str, str]:
    """A draft of a kind that names nothing further."""
    return {"kind": kind, "table": "", "record": ""}


def shown(appeal: Appeal, agent: str, everything: bool) -> list[dict[str, str]]:
    """The drafts as a reader may see them: amounts of bases are the reviewer's, HR's and auditors', and one's own."""
    mine = agent == appeal.person.agent_id
    return [
        {**each, "new": ""} if each["kind"] == "base" and not (everything or (mine and each.get("person") == agent))
        else dict(each)
        for each in appeal.drafts
    ]  # fmt: skip


def own(appeal: Appeal, agent: str) -> dict[str, Any]:
    """Drafts and consequence of an appeal as one person's own data, without others' figures and money."""
    told: dict[str, Any] = {"drafts": shown(appeal, agent, everything=False), "outcome": {}}
    if appeal.outcome:
        every = codec.from_json(Consequence, appeal.outcome)
        mine = {
            name: tuple(each for each in getattr(every, name) if each.agent_id == agent)
            for name in ("people", "corrections", "seats")
        }
        told["outcome"] = codec.to_json(Consequence, Consequence(teams=(), **mine))
    return told


def quiet(drafts: Sequence[Draft]) -> list[dict[str, str]]:
    """The drafts as the audit trail tells them: no amount of anybody's base."""
    return [{**each, "new": ""} if each["kind"] == "base" else dict(each) for each in drafts]


def words(appeal: Appeal, drafts: Iterable[Draft]) -> list[str]:
    """Each draft as a sentence."""
    return [_words(appeal, each) for each in drafts]


def _words(appeal: Appeal, draft: Draft) -> str:
    if draft["kind"] == "base":
        return _base_words(appeal, draft)
    if draft["kind"] in ONCE:
        return {
            "shift": _("Set the panel's shift aside"),
            "again": _("Compute everything anew with what was recorded since"),
        }[draft["kind"]]
    title = wording.lang_text(dict(correctable()).get(draft["table"], draft["table"]))
    said = {"table": title, "record": draft["record"], "new": draft.get("new", ""), "field": draft.get("field")}
    sentence = {
        "exclude": _("Leave out %(table)s %(record)s"),
        "reattribute": _("Credit %(table)s %(record)s to %(new)s"),
        "correct": _("Correct %(table)s %(record)s: %(field)s = %(new)s"),
    }[draft["kind"]]
    only = _(" (only for %(metric)s)") % {"metric": draft["metric"]} if draft.get("metric") else ""
    return sentence % said + only


def _base_words(appeal: Appeal, draft: Draft) -> str:
    award = awards_of(appeal.cycle).get(draft["award"])
    agent = draft.get("person", "")
    said = {
        "award": (wording.lang_text(award.title) if award else "") or draft["award"],
        "who": _name(appeal, agent) if agent else _("everybody in the post %(post)s") % {"post": draft["position"]},
        "amount": wording.money(Decimal(draft["new"]), currency(appeal, draft["award"])) if draft["new"] else "",
    }
    if not draft["new"]:
        return _("Put the base of %(award)s right for %(who)s") % said
    return _("Base of %(award)s for %(who)s: %(amount)s") % said


def _name(appeal: Appeal, agent: str) -> str:
    if agent == appeal.person.agent_id:
        return appeal.person.name
    found = Person.objects.filter(agent_id=agent).first()
    return found.name if found else agent


def currency(appeal: Appeal, award: str) -> str:
    """The currency of an award of the appeal's cycle."""
    for plan in plans_of(appeal.cycle):
        for each in plan.awards:
            if each.id == award:
                return each.currency or plan.currency
    return ""


def post_of(appeal: Appeal, agent: str) -> str:
    """The post that somebody's card of the cycle was made in."""
    result = appeal.cycle.results.filter(person__agent_id=agent).select_related("card").first()
    return scorecard_of(result.card).place.position if result else ""


def held(appeal: Appeal, change: Amendment) -> Decimal | None:
    """The amount in force of what a draft puts right."""
    return in_force(appeal.cycle, change, post_of(appeal, change.agent) if change.agent else "")
