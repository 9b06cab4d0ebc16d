"""One person's sheet in the look of Template 2, with formulas that recompute each score and the total."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from deskmerit.core.metric import Unit
from deskmerit.core.number import plain, round_half_up
from deskmerit.core.plan import Grade, Target
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Scorecard, Status
from deskmerit.report.context import Context
from deskmerit.report.values import said
from deskmerit.report.words import note_text, reason_text, words
from deskmerit.report.workbook import looks
from deskmerit.report.workbook.cells import Book, Style
from deskmerit.report.workbook.formula import Cells, score_formula

DIMENSION, INDICATOR, SCORING, TARGET, ACTUAL, CASES, WEIGHT, SCORE, NOTE = range(9)
WIDTHS = (11, 20, 30, 10, 11, 8, 8, 9, 24)


@dataclass(slots=True)
class PersonSheet:
    """Writes one scorecard; afterwards `total_cell` and `score_cells` say where the summary finds the figures."""

    book: Book
    sheet: Worksheet
    card: Scorecard
    context: Context
    row: int = 0
    total_cell: str = ""

    def write(self) -> None:
        """The whole sheet."""
        self._setup()
        self._head()
        if self.card.parts:
            self._parts()
        else:
            sums = self._block(self.card.dimensions, self.card.plan)
            bonus = self._bonus(self.card.bonus, self.card.plan)
            self._total(self.card.total, "+".join([*sums, *bonus]) or "0", sums + bonus)
        self._grade()
        self._signatures()

    def put(self, column: int, value: object, style: Style, row: int | None = None) -> None:
        """Writes into the current row."""
        self.book.put(self.sheet, self.row if row is None else row, column, value, style)

    def merge(self, first: int, last: int, value: object, style: Style, rows: int = 1) -> None:
        """Writes a text over several columns and rows."""
        self.sheet.merge_range(self.row, first, self.row + rows - 1, last, "", self.book.style(style))
        self.put(first, value, style)

    def _setup(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        self.sheet.hide_gridlines(2)

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
            self.sheet.set_row(self.row, 20)
            for start, last, (label, value) in zip((0, 3, 6), (2, 5, NOTE), pairs, strict=True):
                self.put(start, label, looks.LABEL)
                self.merge(start + 1, last, value, looks.FIELD)
        self.row += 1
        self.put(0, w["panel"], looks.LABEL)
        self.merge(1, NOTE, "", looks.FIELD)
        self.row += 1
        self._table_head()

    def _lead(self) -> str:
        return self.context.leads.get(self.card.place.team, "")

    def _table_head(self) -> None:
        w = words(self.context.lang)
        scoring = "评分标准" if self.context.lang == "zh" else "Scoring"
        heads = (w["dimension"], w["indicator"], scoring, w["target"], w["actual"], w["sample"], w["weight"])
        for column, head in enumerate((*heads, w["score"], w["note"])):
            self.put(column, head, looks.HEAD)
        self.row += 1

    def _block(self, dimensions: tuple[DimensionScore, ...], plan: str) -> list[str]:
        """The rows of all dimensions; returns the cells of their scores."""
        cells: list[str] = []
        for dimension in dimensions:
            title = f"{self.context.title(plan, dimension.id)}\n({plain(round_half_up(dimension.weight, 2))})"
            lines = dimension.indicators
            if len(lines) > 1:
                self.merge(DIMENSION, DIMENSION, title, looks.GROUP, rows=len(lines))
            elif lines:
                self.put(DIMENSION, title, looks.GROUP)
            cells += [cell for line in lines if (cell := self._line(line, plan))]
        return cells

    def _bonus(self, lines: tuple[IndicatorScore, ...], plan: str) -> list[str]:
        if not lines:
            return []
        title = words(self.context.lang)["bonus"]
        if len(lines) > 1:
            self.merge(DIMENSION, DIMENSION, title, looks.GROUP, rows=len(lines))
        else:
            self.put(DIMENSION, title, looks.GROUP)
        return [cell for line in lines if (cell := self._line(line, plan))]

    def _line(self, line: IndicatorScore, plan: str) -> str:
        """One indicator; returns the cell of its score, "" for a line without points."""
        lang, unit = self.context.lang, line.unit
        self.sheet.set_row(self.row, 32)
        self.put(INDICATOR, self.context.title(plan, line.id), looks.TEXT)
        self.put(SCORING, said(self.context.scoring.get((plan, line.id), {}), lang), looks.SMALL)
        self.put(TARGET, self._target(line, plan), looks.figure(unit, looks.FIGURE))
        shown = _number(line.actual, unit)
        missing = "" if self.context.blank else "–"
        self.put(ACTUAL, missing if shown is None else shown, looks.figure(unit, looks.INPUT))
        self.put(CASES, line.cases, looks.FIGURE)
        weight = line.base_weight if self.context.blank else line.weight
        self.put(WEIGHT, weight, {**looks.FIGURE, "num_format": "0.##"} if weight % 1 else looks.FIGURE)
        self.put(NOTE, "" if self.context.blank else note_text(line, lang), looks.SMALL)
        cell = self._score(line, plan)
        self.row += 1
        return cell

    def _target(self, line: IndicatorScore, plan: str) -> object:
        """A one-sided target is a number the formula reads; a range is a text."""
        if line.target is None or line.target_high is not None:
            if line.target is None and line.target_high is None:
                return ""
            ends = [_number(end, line.unit) for end in (line.target, line.target_high) if end is not None]
            percent = line.unit is Unit.PERCENT
            return "–".join(f"{plain(end * 100)}%" if percent else plain(end) for end in ends if end is not None)
        return _number(line.target, line.unit)

    def _score(self, line: IndicatorScore, plan: str) -> str:
        at, style = xl_rowcol_to_cell(self.row, SCORE), {**looks.FIGURE, "num_format": "0.00", "bold": True}
        text = self._formula(line, plan)
        if text:
            self.book.formula(self.sheet, self.row, SCORE, text, line.score, style)
        else:
            self.put(SCORE, line.score, style)
        return at if line.score is not None or (self.context.blank and text) else ""

    def _formula(self, line: IndicatorScore, plan: str) -> str:
        """The live formula, "" where the score is not the rule's alone (a veto, a carried share, a manual entry)."""
        indicator = self.context.indicator(plan, line.id)
        if indicator is None or line.status is Status.GUARD or not (self.context.blank or _by_rule(line)):
            return ""
        base, target = Fraction(line.points_base or line.base_weight), indicator.target
        factor = "*100" if line.unit is Unit.PERCENT else ""
        goal = f"({xl_rowcol_to_cell(self.row, TARGET)}{factor})"
        low = goal if target and target.at_least is not None else ""
        high = goal if target and target.at_most is not None else ""
        if target and target.is_range:
            low, high = plain(target.at_least or Decimal(0)), plain(target.at_most or Decimal(0))
        actual = f"({xl_rowcol_to_cell(self.row, ACTUAL)}{factor})" if factor else xl_rowcol_to_cell(self.row, ACTUAL)
        cells = Cells(actual, low, high, xl_rowcol_to_cell(self.row, WEIGHT), base, line.scale, target)
        if line.actual is None:
            return score_formula(indicator.rule, cells)
        exact = indicator.rule.exact(Fraction(line.actual), _scaled(indicator.target, line), base, line.scale)
        if base:
            exact = exact * Fraction(line.weight) / base
        if round_half_up(Decimal(exact.numerator) / exact.denominator, 2) != line.score:
            return ""
        return score_formula(indicator.rule, cells)

    def _parts(self) -> None:
        """One block per posting, each with its subtotal; the total weights them by active days."""
        w, sums = words(self.context.lang), []
        for part in self.card.parts:
            place = " · ".join(piece for piece in (part.place.team, part.place.position) if piece)
            self.sheet.set_row(self.row, 20)
            self.merge(0, NOTE, f"{w['posting']}: {place} · {w['active_days']} {part.active_days}", looks.SUM_TEXT)
            self.row += 1
            cells = self._block(part.dimensions, part.plan) + self._bonus(part.bonus, part.plan)
            self.merge(0, WEIGHT, w["subtotal"], looks.SUM_TEXT)
            self._sum_cell("+".join(cells) or "0", part.total)
            if part.total is not None:
                sums.append((xl_rowcol_to_cell(self.row, SCORE), part.active_days))
            self.put(NOTE, "", looks.SUM_TEXT)
            self.row += 1
        days = sum(active for _cell, active in sums)
        text = "+".join(f"{cell}*{active}" for cell, active in sums)
        self._total(self.card.total, f"ROUND(ROUND(({text})/{days},9),2)" if days else "0", [text])

    def _sum_cell(self, text: str, value: Decimal | None) -> None:
        if value is None:
            self.put(SCORE, "–", looks.SUM)
        else:
            self.book.formula(self.sheet, self.row, SCORE, text, value, looks.SUM)

    def _total(self, total: Decimal | None, text: str, cells: list[str]) -> None:
        """The total as a live sum; a total that is more than a sum (a veto, an annual mix) stands as a figure."""
        w = words(self.context.lang)
        self.sheet.set_row(self.row, 24)
        self.merge(0, WEIGHT, w["total"], looks.SUM_TEXT)
        if self.context.blank and cells:
            total_of = f'IF(COUNT({",".join(cells)})=0,"",SUM({",".join(cells)}))'
            self.book.formula(self.sheet, self.row, SCORE, total_of, "", looks.SUM)
        elif total is not None and cells and self._is_sum(total):
            self.book.formula(self.sheet, self.row, SCORE, text, total, looks.SUM)
        else:
            self.put(SCORE, "–" if total is None else total, looks.SUM)
        self.total_cell = xl_rowcol_to_cell(self.row, SCORE, row_abs=True, col_abs=True)
        covered = f"{w['covered']} {plain(round_half_up(self.card.covered_weight, 2))}"
        told = covered if total is not None else w["tracking"]
        self.put(NOTE, "" if self.context.blank else told, looks.SUM_TEXT)
        self.row += 1

    def _is_sum(self, total: Decimal) -> bool:
        if self.card.parts:
            days = sum(part.active_days for part in self.card.parts if part.total is not None)
            mixed = sum(
                (part.total * part.active_days for part in self.card.parts if part.total is not None), Decimal(0)
            )
            return bool(days) and round_half_up(mixed / days, 2) == total
        return sum((line.score or Decimal(0) for line in self.card.indicators()), Decimal(0)) == total

    def _grade(self) -> None:
        w, card, lang = words(self.context.lang), self.card, self.context.lang
        plan = self.context.plan(card.plan)
        self.put(0, w["score_grade"], looks.LABEL)
        self.merge(1, 2, "", looks.FIELD)
        if self.context.blank or (card.total is not None and card.score_grade):
            self.book.formula(
                self.sheet, self.row, 1, _grade_formula(plan.grades, self.total_cell), card.score_grade, looks.FIELD
            )
        self.put(3, w["grade"], looks.LABEL)
        title = self.context.title(card.plan, card.grade) if card.grade else ""
        name = f"{card.grade} {title}" if title and title != card.grade else card.grade
        self.merge(4, 5, "" if self.context.blank else _not_rated(name, lang), {**looks.FIELD, "bold": True})
        self.put(6, w["reason"], looks.LABEL)
        self.merge(7, NOTE, "" if self.context.blank else reason_text(card.grade_reason, lang), looks.FIELD)
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
        made = " · ".join(f"{w.get(word, word)} {value}" for word, value in self.context.made_from)
        self.sheet.set_row(self.row, 24)
        self.merge(0, NOTE, f"{w['made_from']}: {made}" if made else "", looks.FOOT)


def _scaled(target: Target | None, line: IndicatorScore) -> Target | None:
    """The target in force: a count target is scaled, others are the plan's."""
    if target is None or line.scale == 1:
        return target
    if target.is_range:
        return Target(at_least=line.target, at_most=line.target_high)
    return Target(at_most=line.target) if target.lower_is_better else Target(at_least=line.target)


def _by_rule(line: IndicatorScore) -> bool:
    """Whether a score is the rule's own: no stand-in, no entry, no missing value."""
    return line.score is not None and line.actual is not None and line.status is Status.SCORED


def _number(value: Decimal | None, unit: Unit) -> Decimal | None:
    if value is None:
        return None
    return value / 100 if unit is Unit.PERCENT else value


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


def _not_rated(grade: str, lang: str) -> str:
    return {"not_rated": "暂不评级" if lang == "zh" else "not rated"}.get(grade, grade)
