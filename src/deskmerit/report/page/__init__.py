"""The page of a period: one self-contained HTML file in both languages, with charts, that prints well on A4."""

from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from deskmerit.core.number import ZERO, round_half_up
from deskmerit.core.scorecard import Scorecard
from deskmerit.report.context import Context
from deskmerit.report.page import charts
from deskmerit.report.page.view import card_view, headline
from deskmerit.report.rows import ranked
from deskmerit.report.values import said
from deskmerit.report.words import words


def render_page(cards: Sequence[Scorecard], context: Context, personal: bool = False) -> str:
    """The page as one string: no script, nothing loaded from elsewhere.

    `context.lang` is the language it opens in; the switch at the top shows the other. `personal`: a file about one
    person, without rank, distribution or colleagues.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((files(__package__) / "page.html.j2").read_text("utf-8"))
    languages = ("zh", "en") if context.lang == "zh" else ("en", "zh")
    sides = [_side(cards, context.in_language(lang), personal) for lang in languages]
    style = (files(__package__) / "page.css").read_text("utf-8")
    return template.render(sides=sides, style=Markup(style), first=languages[0], other=languages[1], personal=personal)


def _side(cards: Sequence[Scorecard], context: Context, personal: bool) -> dict[str, object]:
    """Everything the template shows in one language."""
    lang = context.lang
    shows_rank = context.show_rank and not personal
    if shows_rank:
        cards = ranked(cards)
    return {
        "lang": lang,
        "zone": context.zone,
        "w": words(lang),
        "head": headline(cards, context, personal),
        "rank": shows_rank,
        "people": [card_view(card, context, personal) for card in cards],
        "distribution": Markup() if personal else _distribution(cards, context),
        "dimensions": Markup() if personal else _dimensions(cards, context),
        "of_plan": _commonest_title(cards, context),
        "made_from": [(words(lang).get(word, word), value) for word, value in context.made_from],
    }


def _distribution(cards: Sequence[Scorecard], context: Context) -> Markup:
    totals = [card.total for card in cards if card.total is not None]
    if not totals:
        return Markup()
    grades = context.plan(_commonest(cards)).grades
    return Markup(charts.distribution(totals, grades, words(context.lang)["total"]))


def _commonest(cards: Sequence[Scorecard]) -> str:
    """The plan most people are under."""
    plans = [card.plan for card in cards]
    return max(sorted(set(plans)), key=plans.count, default="")


def _commonest_title(cards: Sequence[Scorecard], context: Context) -> str:
    """Its title where there are others: means of dimensions are of its people alone."""
    if len({card.plan for card in cards}) < 2:
        return ""
    plan = context.plan(_commonest(cards))
    return said(plan.title, context.lang, plan.id)


def _dimensions(cards: Sequence[Scorecard], context: Context) -> Markup:
    """Mean score of each dimension of the plan most people are under."""
    plan = _commonest(cards)
    if not plan:
        return Markup()
    rows = []
    for dimension in context.plan(plan).dimensions:
        found = [each for card in cards if card.plan == plan for each in card.dimensions if each.id == dimension.id]
        scores = [each.score for each in found if each.score is not None]
        if scores:
            weight = round_half_up(sum((each.weight for each in found), ZERO) / len(found), 1)
            mean = round_half_up(sum(scores, ZERO) / len(scores), 2)
            rows.append((context.title(plan, dimension.id), mean, Decimal(weight)))
    return Markup(charts.dimension_bars(rows)) if rows else Markup()
