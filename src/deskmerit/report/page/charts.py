"""Charts as SVG: one Vega-Lite spec by Altair, drawn by vl-convert, the same picture on screen and in print."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from deskmerit.core.plan import Grade

TEAL, TICK, QUIET = "#0f766e", "#94a3b8", "#e2e8f0"
FONT = "Noto Sans SC, Microsoft YaHei, PingFang SC, system-ui, sans-serif"


def dimension_bars(rows: Sequence[tuple[str, Decimal, Decimal]], width: int = 420) -> str:
    """Mean score of each dimension against its weight: a bar of the score, a tick at full marks.

    `rows` are (title, mean score, weight).
    """
    import altair as alt

    data = _data([{"title": title, "score": str(score), "weight": str(weight)} for title, score, weight in rows])
    order = [title for title, _score, _weight in rows]
    numbers = {"score": "toNumber(datum.score)", "weight": "toNumber(datum.weight)"}
    base = alt.Chart(data).transform_calculate(**numbers)
    names = alt.Axis(domain=False, ticks=False, labelLimit=160, labelFontSize=12)
    axis = alt.Y("title:N", sort=order, title=None, axis=names)
    bars = base.mark_bar(color=TEAL, height=14).encode(y=axis, x=alt.X("score:Q", axis=None))
    full = base.mark_bar(color=QUIET, height=14).encode(y=axis, x=alt.X("weight:Q", axis=None))
    ticks = base.mark_tick(color="#334155", thickness=2, size=20).encode(y=axis, x=alt.X("weight:Q", axis=None))
    texts = base.mark_text(align="left", dx=5, color="#334155").encode(
        y=axis, x=alt.X("weight:Q", axis=None), text=alt.Text("label:N")
    )
    labels = texts.transform_calculate(label="datum.score + ' / ' + datum.weight")
    return draw(
        alt.layer(full, bars, ticks, labels).properties(
            width=width, height=34 * len(rows), padding={"left": 24, "top": 4, "right": 8, "bottom": 4}
        )
    )


def distribution(totals: Sequence[Decimal], grades: Sequence[Grade], axis: str, width: int = 420) -> str:
    """How the totals spread, in steps of 2 points, with the grades' bands drawn as lines and named on top."""
    import altair as alt

    steps: dict[int, int] = {}
    for total in totals:
        start = 98 if total == 100 else int(total // 2) * 2  # 100 belongs to the last step below it
        steps[start] = steps.get(start, 0) + 1
    edges = [(grade.id, grade.from_) for grade in grades if grade.from_ is not None]
    low = min([*steps, *(int(edge) - 10 for _name, edge in edges)], default=0)
    high = max(100, *(start + 2 for start in steps))
    data = _data([{"from": start, "to": start + 2, "people": count} for start, count in sorted(steps.items())])
    scale = alt.Scale(domain=[low, high])
    room = alt.Scale(domain=[0, max(steps.values(), default=1) * 1.2])  # the bands' names stand above the bars
    bars = alt.Chart(data).mark_bar(color=TEAL, stroke="white").encode(
        x=alt.X("from:Q", scale=scale, title=axis), x2="to:Q",
        y=alt.Y("people:Q", title=None, axis=alt.Axis(tickMinStep=1, grid=True), scale=room), y2=alt.datum(0),
    )  # fmt: skip
    bounds = _data([{"at": str(edge), "name": name} for name, edge in edges])
    rules = alt.Chart(bounds).transform_calculate(at="toNumber(datum.at)")
    lines = rules.mark_rule(color="#334155", strokeDash=[3, 3]).encode(x=alt.X("at:Q", scale=scale))
    names = rules.mark_text(align="left", dx=3, dy=-4, baseline="top", color="#334155", fontWeight="bold").encode(
        x=alt.X("at:Q", scale=scale), y=alt.value(0), text="name:N"
    )
    return draw(alt.layer(bars, lines, names).properties(width=width, height=150))


def _data(rows: Sequence[Mapping[str, object]]) -> object:
    import altair as alt

    return alt.Data(values=list(rows))


def draw(chart: object) -> str:
    """A chart as inline SVG: no script, no outside file; ids that could clash between charts are taken out."""
    import altair as alt
    import vl_convert

    assert isinstance(chart, alt.TopLevelMixin)
    styled = (
        chart.configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="#475569", titleColor="#475569", gridColor="#eef2f2", domainColor="#cbd5d5", tickColor="#cbd5d5"
        )
    )
    svg = str(vl_convert.vegalite_to_svg(styled.to_dict()))
    return re.sub(r'\s(id|clip-path)="[^"]*"', "", svg)
