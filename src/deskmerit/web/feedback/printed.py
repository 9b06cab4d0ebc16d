"""A blank sheet of a 360° round (360度评价表): filled on paper first; it bears no rater's name."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.web.feedback.closing import ENOUGH
from deskmerit.web.feedback.items import ANCHORED, HIGH, LOW
from deskmerit.web.feedback.models import NAMED, Ask, Relation, Round
from deskmerit.web.shared import pdf, wording

BOX = "□"


def form(round_: Round, ask: Ask | None = None) -> bytes:
    """The items of a round with boxes to tick; of a request, whom it is about and the relation stand on it already."""
    return pdf.render(
        "form.typ",
        {
            "title": _("360° feedback sheet"),
            "over": f"{round_.title} · {wording.period(round_.cycle.period)}",
            "footer": _("Confidential. Do not write your own name on it."),
            "sections": [
                {"pairs": _head(round_, ask), "columns": 2},
                {"title": _("What you saw yourself in this period"), "table": _items(round_)},
                {"text": f"{BOX} {_('Not enough contact to say')}"},
                {"title": _("Comment"), "rules": 4},
            ],
            "notes": _notes(round_, ask),
        },
        wording.lang(),
    )


def _head(round_: Round, ask: Ask | None) -> list[list[str]]:
    if ask is None:
        about, relation = "", "　".join(f"{BOX} {each.label}" for each in Relation)
    else:
        about, relation = ask.person.name, str(Relation(ask.relation).label)
    return [
        [_("Person rated"), about],
        [_("I am"), relation],
        [_("Enter it by"), f"{wording.day(round_.closes_on)} 24:00"],
        [_("Period"), wording.period(round_.cycle.period)],
    ]


def _items(round_: Round) -> dict[str, Any]:
    points = [str(each) for each in range(LOW, HIGH + 1)]
    rows = [[wording.lang_text(each["title"]), *(_point(each, point) for point in points)] for each in round_.items]
    return {
        "heads": [_("Item"), *points],
        "rows": rows,
        "widths": [3, *(4 if each in ANCHORED else 1 for each in points)],
    }


def _point(item: Mapping[str, Any], point: str) -> str:
    """A box to tick, with what the point means where that is told in words."""
    said = wording.lang_text(item["anchors"].get(point)) if point in ANCHORED else ""
    return f"{BOX} {said}".strip()


def _notes(round_: Round, ask: Ask | None) -> list[str]:
    """Who learns what, and how the paper comes to count."""
    hidden = _(
        "Peers and partners: nobody learns that this is yours. Of fewer than %(n)s raters nothing is shown; "
        "a comment is shown without a name among others', so write it so that nobody knows you by it."
    ) % {"n": ENOUGH}
    named = _("A manager is named beside what they give. A self-rating is shown and weighs nothing.")
    found = [hidden, named] if ask is None else [named if ask.relation in NAMED else hidden]
    return [*found, _("It counts once you have entered it yourself; destroy the paper then.")]
