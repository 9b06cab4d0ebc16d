"""Charts as Vega-Lite: one spec by Altair, drawn in the browser by vega-embed and for print by vl-convert.

A spec names its colours `@accent`, `@quiet`, … ; the browser puts the page's in, `svg` and `png` the light theme's.
Every chart carries the same figures as a table, for readers who don't see it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, cast

import altair as alt
import vl_convert
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from deskmerit.web.shared import wording

FONT = "Noto Sans SC"
FALLBACKS = f"{FONT}, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, system-ui, sans-serif"
FONTS = Path(__file__).parents[1] / "static" / "vendor" / "fonts"
LIGHT = {
    "@accent": "#0f766e", "@quiet": "#e5e8ec", "@ink": "#1f2933", "@muted": "#5b6675", "@line": "#e2e6ea",
    "@band0": "#d3d9e0", "@band1": "#cdebe6", "@band2": "#86d4c7", "@band3": "#2aa394",
}  # fmt: skip
"""The colours of deskmerit.css, light; a test keeps them the same."""
STEP = 2
"""The width of a step of totals in points."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A title, a Vega-Lite spec, and its figures as a table."""

    title: str
    spec: Mapping[str, Any]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def trend(title: str, points: Sequence[tuple[str, Decimal | None]], target: Decimal | None, unit: str) -> Chart:
    """A measure month by month, the target dashed; a month without a value is a gap.

    `points` are (month as it reads, value); `unit` is a metric's unit (`seconds`, `percent`, `rating`, …).
    """
    said = [(month, wording.figure(value, unit)) for month, value in points]
    order = [month for month, _value in points]
    data = [{"month": month, "value": _plain(value), "said": wording.figure(value, unit)} for month, value in points]
    base = alt.Chart(_data(data)).encode(
        x=alt.X("month:O", sort=order, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=True)),
        tooltip=[alt.Tooltip("month:N", title=_("Month")), alt.Tooltip("said:N", title=_("Value"))],
    )
    layers: list[Any] = [base.mark_line(color="@accent", strokeWidth=2), base.mark_circle(color="@accent", size=55)]
    if target is not None:
        goal = alt.Chart(_data([{"target": _plain(target), "said": wording.figure(target, unit)}]))
        text = _("target %(figure)s") % {"figure": wording.figure(target, unit)}
        layers.append(goal.mark_rule(color="@ink", strokeDash=[4, 3]).encode(y="target:Q"))
        layers.append(
            goal.mark_text(align="right", baseline="bottom", dy=-3, color="@muted", text=text).encode(
                y="target:Q", x=alt.value("width")
            )
        )
    return _chart(title, alt.layer(*layers).properties(width="container", height=190), (_("Month"), _("Value")), said)


def _kept[D: Callable[..., Chart]](draw: D) -> D:
    """The same chart of the same figures is drawn once a language: making a spec takes tens of milliseconds."""

    @lru_cache(maxsize=256)
    def made(lang: str | None, title: str, *given: Any) -> Chart:
        return draw(title, *given)

    @wraps(draw)
    def drawn(title: str, *given: Any) -> Chart:
        return made(get_language(), str(title), *map(_frozen, given))

    return cast("D", drawn)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


@_kept
def distribution(title: str, totals: Sequence[Decimal], bands: Sequence[tuple[str, str, Decimal | None]]) -> Chart:
    """How many people stand where, in steps of two points, each step in its grade's colour.

    `bands` are (grade, title, lower end; None for the lowest).
    """
    ordered = sorted(bands, key=lambda band: (band[2] is not None, band[2] or Decimal(0)))
    steps: dict[tuple[int, str], int] = {}
    for total in totals:
        place = (min(int(total // STEP) * STEP, 100 - STEP), _grade(total, ordered))
        steps[place] = steps.get(place, 0) + 1
    grades = [grade for grade, _title, _end in ordered]
    data, feet = [], dict.fromkeys((at for at, _grade_ in steps), 0)
    for at, grade in sorted(steps, key=lambda place: (place[0], grades.index(place[1]))):
        people = steps[at, grade]
        top = feet[at] + people  # a band's edge within a step: its grades stand on each other
        data.append({"from": at, "to": at + STEP, "foot": feet[at], "top": top, "people": people, "grade": grade})
        feet[at] = top
    low = min([at for at, _grade_ in steps] + [int(end) - 10 for _g, _t, end in ordered if end is not None], default=0)
    scale = alt.Scale(domain=[max(low, 0), max([100, *(at + STEP for at, _grade_ in steps)])], nice=False)
    room = alt.Scale(domain=[0, max(feet.values(), default=1) * 1.2])  # the bands' names stand above the bars
    bars = alt.Chart(_data(data)).mark_bar(stroke="@line").encode(
        x=alt.X("from:Q", scale=scale, title=_("Total")), x2="to:Q",
        y=alt.Y("top:Q", title=pgettext("count", "People"), axis=alt.Axis(tickMinStep=1, format="d"), scale=room),
        y2="foot:Q",
        color=alt.Color("grade:N", scale=_tones(grades), legend=None),
        tooltip=[alt.Tooltip("from:Q", title=_("Total")), alt.Tooltip("people:Q", title=pgettext("count", "People")),
                 alt.Tooltip("grade:N", title=_("Grade"))],
    )  # fmt: skip
    edges = [{"at": _plain(end), "grade": grade} for grade, _title, end in ordered if end is not None]
    rules = alt.Chart(_data(edges)).encode(x=alt.X("at:Q", scale=scale))
    names = rules.mark_text(align="left", dx=4, baseline="top", color="@ink", fontWeight="bold").encode(
        text="grade:N", y=alt.value(0)
    )
    picture = alt.layer(bars, rules.mark_rule(color="@ink", strokeDash=[3, 3]), names)
    counts = [(wording.grade_title(grade, {"zh": said, "en": said}),
               str(sum(people for (_at, each), people in steps.items() if each == grade)))
              for grade, said, _end in reversed(ordered)]  # fmt: skip
    return _chart(
        title, picture.properties(width="container", height=190), (_("Grade"), pgettext("count", "People")), counts
    )


@_kept
def dimension_bars(title: str, rows: Sequence[tuple[str, Decimal, Decimal]]) -> Chart:
    """The score of each dimension as a bar, a tick at full marks; `rows` are (title, score, weight)."""
    data = [
        {"name": name, "score": _plain(score), "weight": _plain(weight), "said": f"{wording.score(score)} / {weight}"}
        for name, score, weight in rows
    ]
    order = [name for name, _score, _weight in rows]
    names = alt.Axis(domain=False, ticks=False, labelLimit=180, labelColor="@ink")
    base = alt.Chart(_data(data)).encode(y=alt.Y("name:N", sort=order, title=None, axis=names))
    full = alt.X("weight:Q", axis=None)
    layers = alt.layer(
        base.mark_bar(color="@quiet", height=12, cornerRadius=5).encode(x=full),
        base.mark_bar(color="@accent", height=12, cornerRadius=5).encode(x=alt.X("score:Q", axis=None)),
        base.mark_tick(color="@ink", thickness=2, size=20).encode(x=full),
        base.mark_text(align="left", dx=7, color="@ink").encode(x=full, text="said:N"),
    )
    said = [(name, wording.score(score), f"{weight}") for name, score, weight in rows]
    return _chart(title, layers.properties(width="container", height=36 * len(rows), padding={"right": 70}),
                  (_("Dimension"), _("Score"), _("Weight")), said)  # fmt: skip


@_kept
def before_after(title: str, rows: Sequence[tuple[str, int, int]]) -> Chart:
    """How many people have each grade before and after a change; `rows` are (grade, before, after), best first."""
    words = (_("before"), _("after"))
    data = [{"grade": grade, "when": words[at], "people": people}
            for grade, *both in rows for at, people in enumerate(both)]  # fmt: skip
    picture = alt.Chart(_data(data)).encode(
        x=alt.X("grade:N", sort=[grade for grade, *_both in rows], title=None, axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("when:N", sort=list(words)),
        y=alt.Y("people:Q", title=pgettext("count", "People"), axis=alt.Axis(tickMinStep=1)),
    )
    colour = alt.Color("when:N", sort=list(words), title=None, legend=alt.Legend(orient="top"),
                       scale=alt.Scale(domain=list(words), range=["@band0", "@accent"]))  # fmt: skip
    bars = picture.mark_bar().encode(color=colour)
    texts = picture.mark_text(dy=-6, color="@ink").encode(text="people:Q")
    said = [(grade, str(before), str(after)) for grade, before, after in rows]
    return _chart(title, alt.layer(bars, texts).properties(width="container", height=190), (_("Grade"), *words), said)


def svg(chart: Chart, width: int = 480) -> str:
    """The same chart for print, in the light theme."""
    _fonts()
    return str(vl_convert.vegalite_to_svg(coloured({**chart.spec, "width": width})))


def png(chart: Chart, width: int = 480, scale: int = 2) -> bytes:
    """The same chart as a picture for files, in the light theme."""
    _fonts()
    return bytes(vl_convert.vegalite_to_png(coloured({**chart.spec, "width": width}), scale=scale))


def coloured(value: Any, colours: Mapping[str, str] = LIGHT) -> Any:
    """A spec with its colours' names replaced."""
    if isinstance(value, str):
        return colours.get(value, value)
    if isinstance(value, Mapping):
        return {key: coloured(each, colours) for key, each in value.items()}
    return [coloured(each, colours) for each in value] if isinstance(value, list | tuple) else value


def _fonts() -> None:
    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))


def _chart(title: str, picture: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Chart:
    quiet = {"labelColor": "@muted", "titleColor": "@muted", "gridColor": "@line", "domainColor": "@line",
             "tickColor": "@line", "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}  # fmt: skip
    styled = (
        picture.configure(font=FALLBACKS, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(**quiet)
        .configure_text(fontSize=12)
        .configure_legend(labelColor="@muted", labelFontSize=12)
    )
    return Chart(title, styled.to_dict(validate=False), heads, rows)


def _tones(grades: Sequence[str]) -> Any:
    last = max(len(grades) - 1, 1)
    return alt.Scale(domain=list(grades), range=[f"@band{3 - (last - at) * 3 // last}" for at in range(len(grades))])


def _grade(total: Decimal, ordered: Sequence[tuple[str, str, Decimal | None]]) -> str:
    return next((grade for grade, _title, end in reversed(ordered) if end is None or total >= end), "")


def _data(rows: Sequence[Mapping[str, object]]) -> Any:
    return alt.Data(values=list(rows))


def _plain(value: Decimal | None) -> float | None:
    """A figure as the drawing's coordinate: a picture is no place where scores are made."""
    return None if value is None else float(value)
