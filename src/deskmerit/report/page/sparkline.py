"""A value month by month as a tiny line, without words: drawn by hand, since a page holds hundreds of them."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from deskmerit.report.page.charts import TEAL, TICK

WIDTH, HEIGHT, EDGE = 150, 40, 5


def sparkline(points: Sequence[tuple[str, Decimal]], target: Decimal | None) -> Markup:
    """An SVG of the months in order, the target dashed, the last month as a larger dot; one month alone shows nothing.

    >>> sparkline([("2026-08", Decimal(30)), ("2026-09", Decimal(28))], Decimal(30)).count("<circle")
    2
    """
    if len(points) < 2:
        return Markup()
    values = [value for _month, value in points]
    low, high = min(values), max(values)
    if target is not None and _near(target, low, high):
        low, high = min(low, target), max(high, target)
    step = Decimal(WIDTH - 2 * EDGE) / (len(points) - 1)
    spots = [(f"{EDGE + step * at:.1f}", _y(value, low, high)) for at, value in enumerate(values)]
    path = " ".join(f"{x},{y}" for x, y in spots)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="{"2.6" if at == len(spots) - 1 else "1.4"}"/>' for at, (x, y) in enumerate(spots)
    )
    goal = "" if target is None or not low <= target <= high else _goal(_y(target, low, high))
    line = f'<polyline points="{path}" fill="none" stroke="{TEAL}" stroke-width="1.5"/>'
    return Markup(  # digits and constants only
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
        f'{goal}{line}<g fill="{TEAL}">{dots}</g></svg>'
    )


def _near(target: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether showing the target leaves the line readable: not farther off than three times its own span."""
    return low - target <= 3 * (high - low) and target - high <= 3 * (high - low)


def _y(value: Decimal, low: Decimal, high: Decimal) -> str:
    share = (value - low) / (high - low) if high > low else Decimal("0.5")
    return f"{HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE):.1f}"


def _goal(y: str) -> str:
    return f'<line x1="0" x2="{WIDTH}" y1="{y}" y2="{y}" stroke="{TICK}" stroke-dasharray="3 2"/>'
