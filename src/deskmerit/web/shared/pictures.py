"""The geometry of the small pictures that a page draws itself as SVG: bars, grade bands, trends.

Numbers leave as text with one decimal, so that a page is the same in every language. Colours are classes of
deskmerit.css: a page's policy allows no style attributes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

HUNDRED = Decimal(100)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return min(max(part / whole, Decimal(0)), Decimal(1)) * HUNDRED if whole else Decimal(0)


def _n(value: Decimal) -> str:
    return f"{value:.1f}"


def bar(score: Decimal, weight: Decimal) -> dict[str, str]:
    """A score as a share of its weight, in per cent of the bar; more than full marks shows as full."""
    return {"width": _n(_share(score, weight))}


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the strip, in per cent of its width. `tone` 0 is the lowest grade's, 3 the highest's."""

    x: str
    width: str
    label: str
    tone: int


def strip(bands: Sequence[tuple[str, str, Decimal | None]], total: Decimal | None) -> dict[str, object]:
    """Grade bands side by side, the lowest first, with a marker at the total.

    `bands` are (grade, title, lower end; None for the lowest). The strip starts a half below the lowest end, so
    that the bands people stand in have room; a total outside sits at its edge.
    """
    ordered = sorted(bands, key=lambda band: (band[2] is not None, band[2] or Decimal(0)))
    ends = [end for _, _, end in ordered if end is not None]
    low = max((min(ends) if ends else HUNDRED) - 20, Decimal(0))
    high = max(HUNDRED, total or HUNDRED)
    starts = [low if end is None else end for _, _, end in ordered]
    found = []
    for at, ((grade, title, end), (start, stop)) in enumerate(zip(ordered, pairwise([*starts, high]), strict=True)):
        x, width = _share(start - low, high - low), _share(stop - start, high - low)
        label = f"{grade} {title}".strip() if end is None else f"{end.normalize():f} {grade}"
        found.append(Band(_n(x), _n(width), label, 3 - (len(ordered) - 1 - at) * 3 // max(len(ordered) - 1, 1)))
    place = None if total is None else _share(total - low, high - low)
    return {
        "bands": found,
        "marker": None if place is None else _n(place),
        "marker_text": None if place is None else _n(min(max(place, Decimal(6)), Decimal(94))),
    }


WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 320, 130, 14, 44, 18, 24


def trend(points: Sequence[Mapping[str, object]], target: Decimal | None) -> dict[str, object]:
    """A line over months in a box of 320 × 130, the target dashed; the last point is named.

    Each point is `{"label": …, "value": Decimal | None, "low"?: Decimal, "high"?: Decimal}`; a month without a
    value is a gap. Where points carry low and high, the range between them is shaded.
    """
    shown = [_decimal(point.get(name)) for point in points for name in ("value", "low", "high")]
    known = [each for each in [*shown, target] if each is not None]
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(1))
    span = high - low or Decimal(1)
    step = Decimal(WIDTH - LEFT - RIGHT) / max(len(points) - 1, 1)

    def y(value: Decimal) -> str:
        return _n(HEIGHT - BOTTOM - (value - low) / span * (HEIGHT - TOP - BOTTOM))

    spots = [
        {"x": _n(LEFT + step * at), "y": None if (value := _decimal(point.get("value"))) is None else y(value),
         "label": point["label"]}
        for at, point in enumerate(points)
    ]  # fmt: skip
    dots = [spot for spot in spots if spot["y"] is not None]
    edges = [(spot["x"], y(high_), y(low_)) for spot, point in zip(spots, points, strict=True)
             if (high_ := _decimal(point.get("high"))) is not None
             and (low_ := _decimal(point.get("low"))) is not None]  # fmt: skip
    return {
        "width": WIDTH, "height": HEIGHT, "right": WIDTH - RIGHT, "foot": HEIGHT - 6, "spots": spots, "dots": dots,
        "last": dots[-1] if dots else None, "target_y": None if target is None else y(target),
        "lines": [" ".join(f"{x},{v}" for x, v in line) for line in _runs(spots)],
        "range": " ".join([*(f"{x},{top}" for x, top, _ in edges), *(f"{x},{end}" for x, _, end in reversed(edges))]),
    }  # fmt: skip


def _runs(spots: Sequence[Mapping[str, object]]) -> list[list[tuple[object, object]]]:
    """The stretches of months that follow each other without a gap."""
    runs: list[list[tuple[object, object]]] = [[]]
    for spot in spots:
        if spot["y"] is None:
            runs.append([])
        else:
            runs[-1].append((spot["x"], spot["y"]))
    return [run for run in runs if len(run) > 1]


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
