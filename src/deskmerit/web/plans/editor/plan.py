"""The form of a whole plan. `shown` makes its fields from a text's tree, `taken` the tree from what a form sent."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from deskmerit.web.plans.editor.blocks import Group, Pairs, Rows
from deskmerit.web.plans.editor.indicator import FLAGS, Named, heading, indicator, indicators, weighted
from deskmerit.web.plans.editor.parts import (  # fmt: skip
    Bilingual,
    Checks,
    Choice,
    Given,
    Line,
    Names,
    Numbers,
    Part,
    Plain,
    View,
    Words,
)
from deskmerit.web.plans.editor.special import Duties, When
from deskmerit.web.plans.editor.weights import SETS, named_by_metric, take_weights

PERIODS = (("month", _("month")), ("quarter", _("quarter")), ("year", _("year")), ("range", _("named range")))

OVER = (("scale", _("all scaled down")), ("stop", _("nothing is paid")))
RUNS = (("later_of_receipt_and_interview", _("the later of receipt and interview")), ("receipt", _("receipt")))
DAYS: Named = {"from": (_("from"), Line("date")), "to": (_("until"), Line("date"))}


def _fixed(**parts: tuple[Any, Part]) -> Any:
    return lambda value: parts


def _ids(tree: Mapping[str, Any], key: str) -> list[str]:
    found = tree.get(key)
    return [str(each.get("id") or "") for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _grades(tree: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((each, each) for each in _ids(tree, "grades") if each)


def _veto(tree: Mapping[str, Any]) -> Any:
    bounds = (("below", _("below")), ("above", _("above")), ("at_most", _("at most")), ("at_least", _("at least")))
    things: list[tuple[str, Words]] = [("total", _("the total"))]
    for dimension in tree.get("dimensions") or ():
        if isinstance(dimension, dict):
            things.append((f"dimension:{dimension.get('id')}", f"{_('dimension')} {dimension.get('id')}"))
            lines = dimension.get("indicators")
            things += [
                (f"indicator:{x.get('id')}", f"{_('indicator')} {x.get('id')}")
                for x in lines or ()
                if isinstance(x, dict)
            ]
    then = _fixed(
        grade_at_most=(_("grade at most"), Choice(_grades(tree))),
        set=(_("sets"), Choice(tuple(things))),
        points=(_("to points"), Line("number")),
    )
    return _fixed(
        id=(_("id"), Line("id")), title=(_("title"), Bilingual()),
        when=(_("when"), When(bounds)), then=(_("then"), Group(then)),
    )  # fmt: skip


def _award(tree: Mapping[str, Any]) -> Any:
    grades = _grades(tree)

    def parts(value: Mapping[str, Any]) -> Named:
        kinds = (("pay", _("base × coefficient")), ("pool", _("a pool shared out")), ("wish", _("chosen by grade")))
        found: Named = {
            "id": (_("id"), Line("id")), "kind": (_("kind"), Choice(kinds, _("choose"), "refresh")),
            "title": (_("title"), Bilingual()),
        }  # fmt: skip
        paid: Named = {
            "coefficients": (_("coefficients"), Numbers(hint=_("S: 1.5, A: 1.2, B: 1.0, C: 0.6, not_rated: 1.0"))),
            "attendance": (_("times the attendance rate"), Choice(FLAGS)),
            "budget": (_("budget"), Line("number")),
            "over_budget": (_("above the budget"), Choice(OVER)),
            "amount": (_("amount of the pool"), Line("number")),
            "team_factors": (_("team factors"), Numbers(steps=True, hint=_("from a team total: 90: 1.1, 0: 1.0"))),
            "minimum_wage": (_("minimum wage by site"), Numbers()), "currency": (_("currency"), Line("id")),
        }  # fmt: skip
        wished: Named = {"seats": (_("seats"), Line("number")), "grades": (_("grades that may choose"), Checks(grades))}
        kind = value.get("kind")
        others = wished if kind != "wish" else paid  # what the kind does not use shows only where it is set
        used = wished if kind == "wish" else paid
        return found | used | {key: part for key, part in others.items() if value.get(key)}

    return parts


def sections(tree: Mapping[str, Any]) -> dict[str, Group]:
    """The sections of the form in order: the parts by the plan's top-level keys."""
    words = Bilingual("long")
    dimension = _fixed(
        id=(_("id"), Line("id")), title=(_("title"), Bilingual()),
        indicators=(_("indicators"), indicators(indicator, _("Add an indicator"))),
    )  # fmt: skip
    grade: Named = {
        "id": (_("id"), Line("id")), "title": (_("title"), Bilingual()), "from": (_("from"), Line("number")),
        "share": (_("share %"), Line("number")), "watch": (_("watch list %"), Line("number")),
        "to": (_("to, included"), Line("number")), "below": (_("below"), Line("number")),
    }  # fmt: skip
    modes = (("cap", _("shares only cap")), ("bands_only", _("bands alone")), ("forced", _("by rank alone")))
    return {
        "about": Group(_fixed(
            title=(_("title"), Bilingual()), version=(_("version printed on the sheet"), Line()),
            applies_to=(_("whom it is for"), Group(_fixed(positions=(_("posts, one a line"), Names(lines=True))))),
            effective=(_("effective"), Group(lambda value: DAYS)),
            currency=(_("currency"), Line("id")),
            goals=(_("goals"), Pairs(Bilingual(), pgettext("a goal", "name"), _("goal"), add=_("Add a goal"))),
            duties=(_("core duties by post"), Pairs(Duties(), _("post"), _("duties, one a line"), add=_("Add a post"))),
        ), "stack"),
        "indicators": Group(_fixed(
            dimensions=(_("dimensions"), Rows(
                Group(dimension, "dimension", True, heading), "dimensions", _("Add a dimension"),
            )),
            bonus=(_("bonus and malus"), indicators(weighted, _("Add a bonus or malus item"))),
        ), "stack"),
        "year": Group(_fixed(annual=(_("the year"), Group(_fixed(
            quarters=(_("part of the quarters' mean in %"), Line("number")),
            indicators=(_("annual indicators"), indicators(weighted, _("Add an annual indicator"))),
        ), "stack"))), "stack"),
        "grades": Group(_fixed(
            grades=(_("grades, best first"), Rows(Group(lambda value: grade, "row", True), "table", _("Add a grade"))),
            distribution=(_("shares"), Group(_fixed(
                mode=(_("how shares act"), Choice(modes)),
                cumulative=(_("a share includes better grades"), Choice(FLAGS)),
                min_cohort=(_("fewest rated people"), Line("number")),
                cohort=(_("cohort shared with other plans"), Line()),
                cohort_size=(_("smallest team it is made for"), Line("number")),
                reason=(_("reason for forced shares"), Line()),
            ))),
            scoring=(_("totals"), Group(_fixed(
                rounding=(_("rounding"), Choice((("half_up", _("half up")),))), places=(_("decimals"), Line("number")),
                min_coverage=(_("covered weight needed in %"), Line("number")),
                min_active_days=(_("active days needed a quarter"), Line("number")),
                graded=(_("periods with a grade"), Checks(PERIODS, ("quarter", "year", "range"))),
            ))),
            vetoes=(_("vetoes"), Rows(Group(_veto(tree), "stack", True), "rows", _("Add a veto"))),
        ), "stack"),
        "awards": Group(_fixed(
            awards=(_("awards"), Rows(Group(_award(tree), "stack", True), "rows", _("Add an award"))),
        ), "stack"),
        "terms": Group(_fixed(
            workflow=(_("deadlines in working days"), Group(_fixed(
                interview=(_("interview"), Line("number")), appeal=(_("appeal"), Line("number")),
                decision=(_("answer"), Line("number")),
                appeal_from=(_("the appeal runs from"), Choice(RUNS)),
                independent_review=(_("reviewed by somebody who did not score"), Choice(FLAGS)),
            ))),
            notes=(_("notice and notes"), Pairs(words, pgettext("a goal", "name"), _("text"), add=_("Add a note"))),
        ), "stack"),
    }  # fmt: skip


TITLES = {
    "about": _("About the plan"), "indicators": _("Indicators"), "year": _("The year"),
    "grades": _("Grades, shares and vetoes"), "awards": _("Awards"), "terms": _("Deadlines and notice"),
}  # fmt: skip


def taken(sent: Mapping[str, Given], base: Mapping[str, Plain]) -> dict[str, Plain]:
    """The tree of what a form sent; `base` is the draft's own tree, whose other keys are carried along."""
    tree: dict[str, Plain] = {}
    known = {key: part for group in sections(sent).values() for key, (_l, part) in group.parts({}).items()}
    for key, part in known.items():
        if key in sent and (value := part.take(sent[key])) not in (None, {}):
            tree[key] = value
    named_by_metric(tree)
    take_weights(tree, sent)
    rest = {key: value for key, value in base.items() if key not in known and key not in ("phases", *SETS)}
    unshown = {key: base[key] for key in known if key in base and not known[key].fits(base[key]) and key not in tree}
    return {**{key: base[key] for key in ("plan",) if key in base}, **tree, **rest, **unshown}


def shown(tree: Mapping[str, Plain]) -> list[View]:
    """The sections of the form with their fields."""
    return [
        View(f"s-{name}", TITLES[name], "section", children=group.show("", "", _fitting(group, tree)).children)
        for name, group in sections(tree).items()
    ]


def _fitting(group: Group, tree: Mapping[str, Plain]) -> dict[str, Plain]:
    """The keys of a section that its parts can show; `taken` carries the others along from the draft."""
    parts = group.parts({})
    return {key: tree[key] for key, (_l, part) in parts.items() if tree.get(key) is not None and part.fits(tree[key])}
