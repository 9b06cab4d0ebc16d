"""The quality sheet (质检表) as data: sections with weights, items with points, fatal errors; and its exact score.

Pure: no database, no clock. Problems are sentences, all of them at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.core.number import divide_half_up

FATAL_CLASSES = ("customer", "business", "compliance")
HUNDRED = Decimal(100)
type Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """What is looked at: `points` it can give, `guide`: what full points take, `optional`: may be not applicable."""

    id: str
    title: Text
    points: Decimal
    guide: Text
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading; the weights of all sections add up to 100."""

    id: str
    title: Text
    weight: Decimal
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Fatal:
    """A red line, apart from the points. `kind`: customer, business or compliance."""

    id: str
    title: Text
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet."""

    sections: tuple[Section, ...]
    fatals: tuple[Fatal, ...]

    def items(self) -> list[Item]:
        """Every item, in order."""
        return [item for section in self.sections for item in section.items]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reviewer gave for one item; neither points nor not applicable: not decided yet."""

    points: Decimal | None = None
    not_applicable: bool = False
    comment: str = ""
    place: str = ""

    @property
    def decided(self) -> bool:
        """Whether the item was scored or left out."""
        return self.not_applicable or self.points is not None


NOTHING = Mark()
type Marks = Mapping[str, Mark]


def reached(section: Section, marks: Marks) -> Fraction | None:
    """The share of the points of a section's applicable items; None where none applies or none is decided."""
    counted = [(item, marks[item.id]) for item in section.items if _counts(marks.get(item.id))]
    whole = sum((Fraction(item.points) for item, _mark in counted), Fraction(0))
    given = sum((Fraction(mark.points or 0) for _item, mark in counted), Fraction(0))
    return given / whole if whole else None


def _counts(mark: Mark | None) -> bool:
    return mark is not None and not mark.not_applicable and mark.points is not None


def score(sheet: Sheet, marks: Marks) -> Decimal | None:
    """100 × Σ weight × share of the sections that apply / Σ of their weights, half-up to cents once; None for none.

    >>> one = Item("a", {}, Decimal(10), {}); two = Item("b", {}, Decimal(5), {})
    >>> sheet = Sheet((Section("s", {}, Decimal(60), (one,)), Section("t", {}, Decimal(40), (two,))), ())
    >>> score(sheet, {"a": Mark(Decimal(8)), "b": Mark(Decimal(5))})
    Decimal('88.00')
    >>> score(sheet, {"a": Mark(Decimal(8)), "b": Mark(not_applicable=True)})
    Decimal('80.00')
    """
    parts = [(Fraction(each.weight), share) for each in sheet.sections if (share := reached(each, marks)) is not None]
    whole = sum((weight for weight, _share in parts), Fraction(0))
    if not whole:
        return None
    exact = 100 * sum((weight * share for weight, share in parts), Fraction(0)) / whole
    return divide_half_up(exact.numerator, exact.denominator, 2)


def undecided(sheet: Sheet, marks: Marks) -> list[Item]:
    """The items that are neither scored nor left out."""
    return [item for item in sheet.items() if not marks.get(item.id, NOTHING).decided]


def fatal_class(sheet: Sheet, found: Sequence[str]) -> str:
    """The class that a check's record tells: the first of customer, business, compliance; else `none`."""
    held = {each.kind for each in sheet.fatals if each.id in found}
    return next((kind for kind in FATAL_CLASSES if kind in held), "none")


def read(content: Mapping[str, Any]) -> Sheet:
    """A sheet as it is stored."""
    sections = tuple(
        Section(
            each["id"],
            each["title"],
            Decimal(each["weight"]),
            tuple(
                Item(one["id"], one["title"], Decimal(one["points"]), one.get("guide", {}), one.get("optional", True))
                for one in each["items"]
            ),
        )
        for each in content["sections"]
    )
    return Sheet(sections, tuple(Fatal(each["id"], each["title"], each["class"]) for each in content["fatals"]))


def written(sheet: Sheet) -> dict[str, Any]:
    """A sheet as it is stored: plain JSON, numbers as text."""
    return {
        "sections": [
            {
                "id": each.id,
                "title": dict(each.title),
                "weight": str(each.weight),
                "items": [
                    {"id": one.id, "title": dict(one.title), "points": str(one.points), "guide": dict(one.guide),
                     "optional": one.optional}
                    for one in each.items
                ],
            }
            for each in sheet.sections
        ],
        "fatals": [{"id": each.id, "title": dict(each.title), "class": each.kind} for each in sheet.fatals],
    }  # fmt: skip


def read_marks(stored: Mapping[str, Any]) -> dict[str, Mark]:
    """Marks as they are stored."""
    return {
        name: Mark(
            Decimal(each["points"]) if each.get("points") not in (None, "") else None,
            bool(each.get("na")),
            each.get("comment", ""),
            each.get("place", ""),
        )
        for name, each in stored.items()
    }


def written_marks(marks: Marks) -> dict[str, Any]:
    """Marks as they are stored: numbers as text."""
    return {
        name: {
            "points": "" if mark.points is None else str(mark.points),
            "na": mark.not_applicable,
            "comment": mark.comment,
            "place": mark.place,
        }
        for name, mark in marks.items()
    }


def name_of(title: Text) -> str:
    """What an item is called in the records: its Chinese title, else the English one."""
    return title.get("zh") or title.get("en") or ""


def problems(sheet: Sheet) -> list[str]:
    """Every sentence of what keeps a sheet from use."""
    return list(_problems(sheet))


def _problems(sheet: Sheet) -> Iterator[str]:
    if not sheet.sections:
        yield _("The sheet has no section: add one.")
    total = sum((each.weight for each in sheet.sections), Decimal(0))
    if sheet.sections and total != HUNDRED:
        yield _("The sections' weights add up to %(sum)s, not 100.") % {"sum": _plain(total)}
    for each in sheet.sections:
        named = {"section": name_of(each.title) or each.id}
        if not each.items:
            yield _("Section “%(section)s” has no item: add one or take the section out.") % named
        if each.weight <= 0:
            yield _("Section “%(section)s” needs a weight above 0.") % named
        if any(item.points <= 0 for item in each.items):
            yield _("Every item of “%(section)s” needs points above 0.") % named
    titles = [name_of(each.title) for each in sheet.items()]
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice:
        yield _("Each item needs a name of its own: %(names)s stands twice.") % {"names": ", ".join(twice)}
    titles_of = [each.title for each in sheet.sections]
    titles_of += [each.title for each in sheet.items()] + [each.title for each in sheet.fatals]
    if any(not (title.get("zh") and title.get("en")) for title in titles_of):
        yield _("Give every section, item and fatal error its name in both languages.")
    if any(each.kind not in FATAL_CLASSES for each in sheet.fatals):
        yield _("Say of every fatal error whether it harms the customer, the business or compliance.")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
