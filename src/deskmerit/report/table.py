"""A result as a table of columns and rows: the one shape behind every format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

type Cell = str | int | bool | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of plain cells. `title` heads the screen, the sheet and the page.

    Cells are texts, integers, exact decimals, booleans or None; how they print is the writer's affair. `lang` is the
    language of the title, and of the heads where people read them.

    >>> Table("t", ("a", "b"), [("x", Decimal("1.50"))]).records()
    [{'a': 'x', 'b': Decimal('1.50')}]
    """

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    lang: str = "en"

    def records(self) -> list[Mapping[str, Cell]]:
        """The rows as mappings by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def text(cell: Cell) -> str:
    """A cell as text: decimals without exponent, booleans as true and false, None as nothing.

    >>> text(Decimal("1E+2")), text(True), text(None)
    ('100', 'true', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
