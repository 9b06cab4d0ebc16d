"""The sheet for people, in the look of Template 1."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from deskmerit.core.metric import Unit
from deskmerit.core.number import HUNDRED, ZERO
from deskmerit.core.plan import Indicator, Plan
from deskmerit.planfile.describe import definition, scoring
from deskmerit.planfile.workbook.book import Book
from deskmerit.planfile.workbook.foot import deadlines, effect_text, grade_band, grade_note, veto_text
from deskmerit.planfile.workbook.links import target_value
from deskmerit.planfile.workbook.words import label, source, word

COLUMNS = (
    *("dimension", "title", "definition", "source", "target", "weight", "scoring"),
    *("min_cases", "guards", "goal", "id"),
)
WIDTHS = (11, 18, 34, 13, 11, 8, 34, 9, 16, 14, 15)
LAST = len(COLUMNS) - 1
TARGET, WEIGHT, ID = COLUMNS.index("target"), COLUMNS.index("weight"), COLUMNS.index("id")


class IndicatorSheet:
    """Writes the indicator table; afterwards `weight_cells` says where each base weight stands."""

    def __init__(self, book: Book, plan: Plan, lang: str) -> None:
        self.book, self.plan, self.lang = book, plan, lang
        self.sheet = book.sheet(word("indicators", lang), WIDTHS)
        self.row = 0
        self.weight_cells: dict[str, str] = {}

    def write(self) -> None:
        """The whole sheet, from the title to the signature lines."""
        self._head()
        first = self._table([(dimension.title[self.lang], dimension.indicators) for dimension in self.plan.dimensions])
        self._total(first)
        for part, items in (("bonus", self.plan.bonus), ("annual", self.plan.annual.indicators)):
            if items:
                self._section(part)
                self._table([(word(part, self.lang), items)])
        self._vetoes()
        self._grades()
        self._foot()
        self._signatures()

    def _put(self, column: int, value: object, style: str = "text", **more: object) -> None:
        self.book.put(self.sheet, self.row, column, value, style, **more)

    def _across(self, first: int, last: int, value: str, style: str = "text") -> None:
        """A text over several columns, in a row high enough for it."""
        self.book.merge(self.sheet, self.row, first, last, value, style)
        self.sheet.set_row(self.row, max(18, 15 * _lines(value, sum(WIDTHS[first : last + 1]))))

    def _high_enough(self, texts: Mapping[int, str]) -> None:
        """Sets the height of the row for its longest text by column: not every program does it on opening."""
        self.sheet.set_row(self.row, max(18, *(14 * _lines(text, WIDTHS[column]) for column, text in texts.items())))

    def _section(self, name: str) -> None:
        self.row += 1
        self._across(0, LAST, word(name, self.lang), "section")
        self.row += 1

    def _head(self) -> None:
        plan, lang = self.plan, self.lang
        self._across(0, LAST, plan.title[lang], "title")
        self.sheet.set_row(0, 32)
        periods = "、".join(word(kind, lang) for kind in plan.scoring.graded)
        dates = " – ".join(str(day) for day in (plan.effective_from, plan.effective_to) if day)
        pairs = (
            ("plan", plan.id),
            ("version", plan.version),
            ("posts", "、".join(plan.positions)),
            ("period", periods),
            ("phase", "、".join((word("base", lang), *plan.phases))),
            ("effective", dates),
        )
        for number, (name, value) in enumerate(pairs):
            if number % 3 == 0:
                self.row += 1
            first, last = ((0, 2), (3, 5), (6, LAST))[number % 3]
            self.book.put(self.sheet, self.row, first, word(name, lang), "label")
            self.book.merge(self.sheet, self.row, first + 1, last, value)
            if name == "phase":
                self._high_enough({1: "", 3: value})
        for post, duties in plan.duties.items():
            self._labelled(
                f"{word('duties', lang)} {post}", "\n".join(f"{n}. {each[lang]}" for n, each in enumerate(duties, 1))
            )
        for goal, text in plan.goals.items():
            self._labelled(f"{word('goals', lang)} {goal}", text[lang])
        self.row += 1
        self._across(0, LAST, word("edit", lang), "foot")
        self.row += 1

    def _labelled(self, name: str, text: str) -> None:
        self.row += 1
        self._across(2, LAST, text)
        self.book.merge(self.sheet, self.row, 0, 1, name, "label")

    def _table(self, groups: Sequence[tuple[str, Sequence[Indicator]]]) -> int:
        """The header and the rows of indicators, the group beside them; returns the first row of indicators."""
        for column, name in enumerate(COLUMNS):
            self._put(column, word(name, self.lang), "head")
        self.row += 1
        first = self.row
        for title, indicators in groups:
            if indicators:
                self.book.merge(self.sheet, self.row, 0, 0, title, "group", rows=len(indicators))
            for indicator in indicators:
                self._indicator(indicator)
                self._high_enough({2: definition(indicator)[self.lang], 6: scoring(indicator)[self.lang]})
                self.row += 1
        return first

    def _indicator(self, one: Indicator) -> None:
        lang = self.lang
        names = {each.id: each.title[lang] for each in self.plan.indicators()}
        self._put(1, one.title[lang], "input_text")
        self._put(2, definition(one)[lang], "input_text")
        self._put(3, source(one.metric.table, lang))
        self._target(one)
        self._put(WEIGHT, one.weight, "input")
        self._put(6, scoring(one)[lang], "input_text")
        self._put(7, one.min_cases, "input")
        self._put(8, "、".join(names.get(guard, guard) for guard in one.guards))
        self._put(9, self.plan.goals.get(one.goal, {}).get(lang, one.goal), "small")
        self._put(ID, one.id, "small")
        self.weight_cells[one.id] = xl_rowcol_to_cell(self.row, WEIGHT)

    def _target(self, one: Indicator) -> None:
        value = target_value(one, self.lang)
        if not isinstance(value, Decimal) or one.target is None:
            self._put(TARGET, value, "input")
            return
        sign = "≤" if one.target.lower_is_better else "≥"
        percent = one.metric.unit is Unit.PERCENT
        shown = f'"{sign} "0.00%' if percent else f'"{sign} "General{_mark(one.metric.unit, self.lang)}'
        # Per cents are real ones, so that typing 95% works as it does everywhere in a spreadsheet.
        self._put(TARGET, value / HUNDRED if percent else value, "input", num_format=shown)

    def _total(self, first: int) -> None:
        total = sum((one.weight for one in self.plan.indicators()), ZERO)
        self.book.merge(self.sheet, self.row, 0, WEIGHT - 1, word("total", self.lang), "sum")
        if self.row > first:
            cells = f"{xl_rowcol_to_cell(first, WEIGHT)}:{xl_rowcol_to_cell(self.row - 1, WEIGHT)}"
            self.sheet.write_formula(self.row, WEIGHT, f"=SUM({cells})", self.book.style("sum"), float(total))
        self.row += 1

    def _vetoes(self) -> None:
        if not self.plan.vetoes:
            return
        self._section("vetoes")
        for veto in self.plan.vetoes:
            self._across(2, 5, veto_text(veto, self.lang))
            self.book.merge(self.sheet, self.row, 0, 1, veto.title.get(self.lang) or veto.id, "label")
            self.book.merge(self.sheet, self.row, 6, LAST, effect_text(veto, self.lang))
            self.row += 1

    def _grades(self) -> None:
        self._section("grades")
        heads = ("id", "grade", "band", "from", "share", "watch")
        for column, name in enumerate(heads):
            self._put(column, word(name, self.lang), "head")
        self.row += 1
        for number, grade in enumerate(self.plan.grades):
            better = self.plan.grades[number - 1].from_ if number else None
            self._put(0, grade.id, "small")
            self._put(1, grade.title[self.lang], "input_text")
            self._put(2, grade_band(grade, better))
            for column, value in ((3, grade.from_), (4, grade.share), (5, grade.watch)):
                self._put(column, value, "input")
            self.row += 1
        self.row += 1  # a table ends at its first row without an id
        self._across(0, LAST, grade_note(self.plan.distribution, self.lang), "foot")
        self.row += 1

    def _foot(self) -> None:
        self._section("deadlines")
        self._across(0, LAST, deadlines(self.plan.workflow, self.lang))
        signed = ("author", "approver", "consultation", "notice")
        told = [(key, text[self.lang]) for key, text in self.plan.notes.items() if key not in signed]
        if told:
            self.row += 1
            self._section("notice")
            for key, text in told:
                self._across(2, LAST, text)
                self.book.merge(self.sheet, self.row, 0, 1, label(key, self.lang), "label")
                self.row += 1

    def _signatures(self) -> None:
        self.row += 1
        notes = {key: text[self.lang] for key, text in self.plan.notes.items()}
        for left, right in (("author", "approver"), ("consultation", "notice")):
            self.row += 1
            self.sheet.set_row(self.row, 28)
            for first, name in ((0, left), (6, right)):
                said = word("noticed" if name == "notice" else name, self.lang)
                self.book.put(self.sheet, self.row, first, said, "label")
                self.book.merge(self.sheet, self.row, first + 1, first + 2, notes.get(name, ""), "line")
                if name in ("author", "approver"):
                    both = f"{word('signature', self.lang)} / {word('date', self.lang)}"
                    self.book.put(self.sheet, self.row, first + 3, both, "label")
                    self.book.put(self.sheet, self.row, first + 4, "", "line")


def _lines(text: str, wide: float) -> int:
    """How many lines a text takes in a column: a Chinese character is two wide."""
    return sum(1 + int(sum(2 if ord(char) > 255 else 1 for char in line) / wide) for line in text.split("\n"))


def _mark(unit: Unit, lang: str) -> str:
    return {Unit.SECONDS: '" 秒"' if lang == "zh" else '" s"'}.get(unit, "")
