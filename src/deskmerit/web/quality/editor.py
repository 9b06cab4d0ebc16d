"""The editor of a quality sheet: what is typed ⇄ the sheet as data. Rows left empty are left out."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from deskmerit.web.quality.sheet import FATAL_CLASSES, Fatal, Item, Section, Sheet

SPARE_ITEMS, SPARE_SECTIONS, SPARE_FATALS = 2, 1, 2
"""Empty rows to write into; saving gives new ones."""


def rows(sheet: Sheet) -> list[dict[str, Any]]:
    """The sections with spare rows, each field by the name it is posted under."""
    sections = [*sheet.sections, *(Section("", {}, Decimal(0), ()) for _ in range(SPARE_SECTIONS))]
    return [_section(at, each) for at, each in enumerate(sections)]


def _section(at: int, each: Section) -> dict[str, Any]:
    items = [*each.items, *(Item("", {}, Decimal(0), {}) for _ in range(SPARE_ITEMS))]
    return {
        "at": f"s{at}", "id": each.id, "zh": each.title.get("zh", ""), "en": each.title.get("en", ""),
        "weight": _number(each.weight),
        "items": [
            {
                "at": f"s{at}i{number}", "id": one.id, "zh": one.title.get("zh", ""), "en": one.title.get("en", ""),
                "guide_zh": one.guide.get("zh", ""), "guide_en": one.guide.get("en", ""), "points": _number(one.points),
                "optional": one.optional,
            }
            for number, one in enumerate(items)
        ],
    }  # fmt: skip


def fatal_rows(sheet: Sheet) -> list[dict[str, Any]]:
    """The fatal errors with spare rows."""
    found = [*sheet.fatals, *(Fatal("", {}, "customer") for _ in range(SPARE_FATALS))]
    return [
        {
            "at": f"f{at}",
            "id": each.id,
            "zh": each.title.get("zh", ""),
            "en": each.title.get("en", ""),
            "kind": each.kind,
        }
        for at, each in enumerate(found)
    ]


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else ""


def typed(data: Mapping[str, str]) -> Sheet:
    """The sheet that was typed; a number that is none counts as 0, which the sheet's own check tells."""
    sections = tuple(each for at in range(_count(data, "s")) if (each := _typed_section(data, f"s{at}")) is not None)
    fatals = []
    for at in range(_count(data, "f")):
        title = _title(data, f"f{at}")
        if any(title.values()):
            kind = data.get(f"f{at}-kind", "")
            fatals.append(Fatal(data.get(f"f{at}-id") or f"f{at}n", title, kind if kind in FATAL_CLASSES else ""))
    return Sheet(_apart(sections), tuple(fatals))


def _typed_section(data: Mapping[str, str], at: str) -> Section | None:
    items = tuple(each for number in range(_count(data, f"{at}i")) if (each := _typed_item(data, f"{at}i{number}")))
    title, weight = _title(data, at), _decimal(data.get(f"{at}-weight", ""))
    if not any(title.values()) and not items:
        return None
    return Section(data.get(f"{at}-id") or f"{at}n", title, weight, items)


def _typed_item(data: Mapping[str, str], at: str) -> Item | None:
    title = _title(data, at)
    if not any(title.values()):
        return None
    guide = {"zh": data.get(f"{at}-guide_zh", "").strip(), "en": data.get(f"{at}-guide_en", "").strip()}
    return Item(data.get(f"{at}-id") or f"{at}n", title, _decimal(data.get(f"{at}-points", "")), guide,
                bool(data.get(f"{at}-optional")))  # fmt: skip


def _title(data: Mapping[str, str], at: str) -> dict[str, str]:
    return {lang: data.get(f"{at}-{lang}", "").strip()[:120] for lang in ("zh", "en")}


def _count(data: Mapping[str, str], start: str) -> int:
    """How many rows of a kind were posted."""
    number = 0
    while f"{start}{number}-zh" in data:
        number += 1
    return number


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text.strip() or "0")
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and abs(found) <= 1000 else Decimal(0)


def _apart(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Ids that stand once: one typed anew could meet an older one."""
    seen: set[str] = set()
    return tuple(
        Section(_free(each.id, seen), each.title, each.weight, tuple(
            Item(_free(one.id, seen), one.title, one.points, one.guide, one.optional) for one in each.items
        ))
        for each in sections
    )  # fmt: skip


def _free(name: str, seen: set[str]) -> str:
    while name in seen:
        name += "x"
    seen.add(name)
    return name
