"""One person's sheet in the look of Template 2, with formulas that recompute each score and the total."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from deskmerit.core.number import ZERO, plain, round_half_up
from deskmerit.core.plan import Grade, Target
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Part, Scorecard
from deskmerit.report.context import Context
from deskmerit.report.values import said, target_text
from deskmerit.report.words import words
from deskmerit.report.workbook import looks
from deskmerit.report.workbook.cells import Book, Style
from deskmerit.report.workbook.line import Spots, cell_number, line_formula, scaled_target, weight_formula
from deskmerit.report.workbook.notes import foot, line_note, posting, total_note

DIMENSION, INDICATOR, SCORING, TARGET, ACTUAL, CASES, WEIGHT, SCORE, NOTE = range(9)
WIDTHS = (11, 20, 30, 10, 11, 8, 8, 9, 24)


@dataclass(slots=True)
class PersonSheet:
    """Writes one scorecard; afterwards `total_cell` and `grade_cell` say where the summary finds the figures."""

    book: Book
    sheet: Worksheet
    card: Scorecard
    context: Context
    row: int = 0
    total_cell: str = ""
    grade_cell: str = ""

    def write(self) -> None:
        """The whole sheet."""
        self._setup()
        self._head()
        if self.card.parts:
            self._parts()
        else:
            self._whole()
        self._grade()
        self._signatures()

    def put(self, column: int, value: object, style: Style, row: int | None = None) -> None:
        """Writes into the current row."""
        self.book.put(self.sheet, self.row if row is None else row, column, value, style)

    def merge(self, first: int, last: int, value: object, style: Style, rows: int = 1) -> None:
        """Writes a text over several columns and rows."""
        self.book.merged(self.sheet, self.row, first, last, value, style, rows)

    def _setup(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        looks.printed(self.sheet)

    def _head(self) -> None:
        w, card = words(self.context.lang), self.card
        plan = self.context.plan(card.plan)
        self.sheet.set_row(0, 30)
        self.merge(0, NOTE, f"{said(plan.title, self.context.lang, plan.id)} · {w['scorecard']}", looks.TITLE)
        rows = (
            ((w["name"], card.name), (w["employee_no"], card.employee_no or card.agent_id), (w["period"], card.period)),
            ((w["team"], card.place.team), (w["position"], card.place.position), (w["evaluator"], self._lead())),
        )
        for pairs in rows:
            self.row += 1
            self.sheet.set_row(self.row, 22)
            for start, last, (label, value) in zip((0, 3, 6), (2, 5, NOTE), pairs, strict=True):
                self.put(start, label, looks.LABEL)
                self.merge(start + 1, last, value, looks.FIELD)
        self.row += 1
        self.sheet.set_row(self.row, looks.height((self.context.panel, sum(WIDTHS[1:]))))
        self.put(0, w["panel"], looks.LABEL)
        self.merge(1, NOTE, self.context.panel, looks.FIELD)
        self.row += 1
        self._table_head()

    def _lead(self) -> str:
        return self.context.evaluator(self.card)

    def _table_head(self) -> None:
        w = words(self.context.lang)
        self.sheet.set_row(self.row, 22)
        heads = (w["dimension"], w["indicator"], w["scoring"], w["target"], w["actual"], w["sample"], w["weight"])
        for column, head in enumerate((*heads, w["score"], w["note"])):
            self.put(column, head, looks.HEAD)
        self.row += 1

    def _block(self, dimensions: tuple[DimensionScore, ...], plan: str) -> list[str]:
        """The rows of all dimensions; returns the cells of their scores."""
        cells: list[str] = []
        for dimension in dimensions:
            title = f"{self.context.title(plan, dimension.id)}\n({plain(round_half_up(dimension.weight, 2))})"
            lines = dimension.indicators
            if lines:
                self.merge(DIMENSION, DIMENSION, title, looks.GROUP, rows=len(lines))
            own = [cell for line in lines if (cell := self._line(line, plan))]
            set_by_veto = dimension.score is not None and dimension.score != _sum(lines)
            cells += [plain(dimension.score or ZERO)] if set_by_veto else own
        return cells

    def _bonus(self, lines: tuple[IndicatorScore, ...], plan: str) -> list[str]:
        if not lines:
            return []
        self.merge(DIMENSION, DIMENSION, words(self.context.lang)["bonus"], looks.GROUP, rows=len(lines))
        return [cell for line in lines if (cell := self._line(line, plan))]

    def _line(self, line: IndicatorScore, plan: str) -> str:
        """One indicator; returns the cell of its score, "" for a line without points."""
        lang, unit = self.context.lang, line.unit
        scoring = said(self.context.scoring.get((plan, line.id), {}), lang)
        note = "" if self.context.blank else line_note(line, self.card, self.context)
        self.sheet.set_row(self.row, looks.height((scoring, WIDTHS[SCORING]), (note, WIDTHS[NOTE])))
        self.put(INDICATOR, self.context.title(plan, line.id), looks.TEXT)
        self.put(SCORING, scoring, looks.SMALL)
        self._target(line, plan)
        shown = cell_number(line.actual, unit)
        missing = "" if self.context.blank else "–"
        self.put(ACTUAL, missing if shown is None else shown, looks.figure(unit, looks.INPUT, lang))
        self.put(CASES, "" if self.context.blank else line.cases, looks.FIGURE)
        self._weight(line.base_weight if self.context.blank else line.weight)
        self.put(NOTE, note, looks.SMALL)
        cell = self._score(line, plan)
        self.row += 1
        return cell

    def _weight(self, weight: Decimal) -> None:
        """The weight; one that does not end is its quotient, so that scores keep their last digit."""
        text = weight_formula(weight)
        if text:
            self.book.formula(self.sheet, self.row, WEIGHT, text, weight, looks.weight(weight))
        else:
            self.put(WEIGHT, weight, looks.weight(weight))

    def _target(self, line: IndicatorScore, plan: str) -> None:
        """A one-sided target is a number that the formula reads; a range is a text."""
        lang, target = self.context.lang, scaled_target(self._aim(line, plan), line)
        if target is None or (line.target is None and line.target_high is None):
            self.put(TARGET, "", looks.FIGURE)
        elif target.is_range:
            self.put(TARGET, target_text(target, line.unit, lang), looks.FIGURE)
        else:
            sign = "≤" if target.lower_is_better else "≥"
            value = cell_number(target.value, line.unit)
            self.put(TARGET, value, looks.goal(target.value, line.unit, sign, lang))

    def _aim(self, line: IndicatorScore, plan: str) -> Target | None:
        indicator = self.context.indicator(plan, line.id)
        return indicator.target if indicator else None

    def _score(self, line: IndicatorScore, plan: str) -> str:
        at, style = xl_rowcol_to_cell(self.row, SCORE), {**looks.FIGURE, "num_format": "0.00", "bold": True}
        spots = Spots(*(xl_rowcol_to_cell(self.row, column) for column in (TARGET, ACTUAL, WEIGHT)))
        text = line_formula(line, self.context.indicator(plan, line.id), spots, self.context.blank)
        if text:
            self.book.formula(self.sheet, self.row, SCORE, text, line.score, style)
        else:
            self.put(SCORE, line.score, style)
        return at if line.score is not None or (self.context.blank and text) else ""

    def _parts(self) -> None:
        """One block per posting, each with its subtotal; the total weights them by active days."""
        w, sums = words(self.context.lang), []
        for part in self.card.parts:
            self.sheet.set_row(self.row, 20)
            self.merge(0, NOTE, posting(part, lang=self.context.lang), looks.SUM_TEXT)
            self.row += 1
            cells = self._block(part.dimensions, part.plan) + self._bonus(part.bonus, part.plan)
            self.merge(0, WEIGHT, w["subtotal"], looks.SUM_TEXT)
            self._sum_cell(cells, part)
            if part.total is not None:
                sums.append((xl_rowcol_to_cell(self.row, SCORE), part.active_days))
            self.put(NOTE, "", looks.SUM_TEXT)
            self.row += 1
        days = sum(active for _cell, active in sums)
        text = "+".join(f"{cell}*{active}" if days else cell for cell, active in sums)
        self._total(self.card.total, f"ROUND(ROUND(({text})/{days or len(sums)},9),2)" if sums else "")

    def _sum_cell(self, cells: list[str], part: Part) -> None:
        if part.total is None or not cells or _added(part.dimensions, part.bonus) != part.total:
            self.put(SCORE, "–" if part.total is None else part.total, looks.SUM)
        else:
            self.book.formula(self.sheet, self.row, SCORE, "+".join(cells), part.total, looks.SUM)

    def _whole(self) -> None:
        """The one block of somebody who stayed where they were, and its total."""
        card = self.card
        cells = self._block(card.dimensions, card.plan) + self._bonus(card.bonus, card.plan)
        text = "+".join(cells)
        if self.context.blank and cells:
            text = f'IF(COUNT({",".join(cells)})=0,"",SUM({",".join(cells)}))'
        elif card.total is None or _added(card.dimensions, card.bonus) != card.total:
            text = ""
        self._total(card.total, text)

    def _total(self, total: Decimal | None, text: str) -> None:
        """The total as a live sum; a total that a veto set stands as a figure."""
        w = words(self.context.lang)
        self.sheet.set_row(self.row, 26)
        self.merge(0, WEIGHT, w["total"], looks.SUM_TEXT)
        if text and (total is not None or self.context.blank):
            self.book.formula(self.sheet, self.row, SCORE, text, total, looks.SUM)
        else:
            self.put(SCORE, "–" if total is None else total, looks.SUM)
        self.total_cell = xl_rowcol_to_cell(self.row, SCORE, row_abs=True, col_abs=True)
        self.put(NOTE, "" if self.context.blank else total_note(self.card, self.context), looks.SUM_TEXT)
        self.row += 1

    def _grade(self) -> None:
        w, card = words(self.context.lang), self.card
        plan = self.context.plan(card.plan)
        self.sheet.set_row(self.row, 26)
        self.put(0, w["score_grade"], looks.LABEL)
        self.merge(1, 2, "", looks.FIELD)
        self.grade_cell = xl_rowcol_to_cell(self.row, 1, row_abs=True, col_abs=True)
        if self.context.blank or (card.total is not None and card.score_grade):
            self.book.formula(
                self.sheet, self.row, 1, _grade_formula(plan.grades, self.total_cell), card.score_grade, looks.FIELD
            )
        self.put(3, w["grade"], looks.LABEL)
        name = "" if self.context.blank else self.context.grade_name(card.plan, card.grade)
        self.merge(4, 5, name, {**looks.FIELD, "bold": True})
        self.put(6, w["reason"], looks.LABEL)
        self.merge(7, NOTE, "" if self.context.blank else self.context.reason(card), looks.FIELD)
        self.row += 1

    def _signatures(self) -> None:
        w = words(self.context.lang)
        for label in ("remarks_evaluator", "remarks_person"):
            self.sheet.set_row(self.row, 40)
            self.merge(0, 1, w[label], looks.LABEL)
            self.merge(2, NOTE, "", looks.FIELD)
            self.row += 1
        for label in ("received", "agreed"):
            self.sheet.set_row(self.row, 24)
            self.merge(0, 1, w[label], looks.LABEL)
            self.put(2, w["yes_no"], looks.FIELD)
            self.merge(3, 5, f"{w['signature']}: ", looks.FIELD)
            self.merge(6, NOTE, f"{w['date']}: ", looks.FIELD)
            self.row += 1
        self.sheet.set_row(self.row, 24)
        self.merge(0, NOTE, foot(self.card, self.context), looks.FOOT)


def _sum(lines: Sequence[IndicatorScore]) -> Decimal:
    return sum((line.score for line in lines if line.score is not None), ZERO)


def _added(dimensions: Sequence[DimensionScore], bonus: Sequence[IndicatorScore]) -> Decimal:
    return sum((each.score for each in dimensions if each.score is not None), ZERO) + _sum(bonus)


def _grade_formula(grades: tuple[Grade, ...], total: str) -> str:
    """The band that holds the total, as nested IFs; a total in no band says so."""
    text = '"?"'
    for grade in reversed(grades):
        tests = []
        if grade.from_ is not None:
            tests.append(f"{total}>={plain(grade.from_)}")
        if grade.to is not None:
            tests.append(f"{total}<={plain(grade.to)}")
        if grade.below is not None:
            tests.append(f"{total}<{plain(grade.below)}")
        name = grade.id.replace('"', '""')
        text = f'IF(AND({",".join(tests)}),"{name}",{text})' if tests else f'"{name}"'
    return f'IF(ISNUMBER({total}),{text},"")'
