"""The payroll file: a row per person, period and currency, and the control total."""

import csv
import io
from collections.abc import Callable

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from deskmerit.report.values import harmless
from deskmerit.report.workbook.cells import Book, Style
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.awards.queries import payroll
from deskmerit.web.shared import wording
from deskmerit.web.shared.organisation import settings_of


def _heads() -> list[str]:
    return [
        _("Employee number"), _("Name"), _("Period earned"), _("Pay month"), _("Gross amount"), _("Currency")
    ]  # fmt: skip


def as_csv(run: AwardRun) -> bytes:
    """Comma-separated, UTF-8 with the mark that spreadsheets want; the control totals are the last rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_heads())
    for row in payroll(run):
        who = (harmless(row.employee_no), harmless(row.name))
        writer.writerow([*who, row.period, row.pay_month, f"{row.amount:.2f}", row.currency])
    for currency, total in run.control().items():
        writer.writerow(["", _("Control total"), "", run.pay_month, f"{total:.2f}", currency])
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def as_workbook(run: AwardRun) -> bytes:
    """One sheet; amounts are numbers, the control totals stand below."""
    out = io.BytesIO()
    book = Book(out)
    sheet = book.sheet(f"{run.cycle.period} {run.pay_month}")
    money: Style = {"num_format": "#,##0.00"}
    for column, head in enumerate(_heads()):
        book.put(sheet, 0, column, head, {"bold": True, "bottom": 1, **({"align": "right"} if column == 4 else {})})
    rows = payroll(run)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate((row.employee_no, row.name, row.period, row.pay_month)):
            book.put(sheet, number, column, value)
        book.put(sheet, number, 4, row.amount, money)
        book.put(sheet, number, 5, row.currency)
    for number, (currency, total) in enumerate(run.control().items(), len(rows) + 1):
        book.put(sheet, number, 1, _("Control total"), {"bold": True, "top": 1})
        book.put(sheet, number, 4, total, {**money, "bold": True, "top": 1})
        book.put(sheet, number, 5, currency, {"bold": True, "top": 1})
    sheet.set_column(0, 5, 16)
    sheet.freeze_panes(1, 0)
    _printed(sheet, run)
    book.close()
    return out.getvalue()


def _printed(sheet: Worksheet, run: AwardRun) -> None:
    """A4 upright, one page wide, its heads on every page; who pays for what at the top, page numbers at the foot."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    title = _("Payroll %(period)s, paid in %(month)s") % {
        "period": wording.period(run.cycle.period), "month": wording.period(run.pay_month)
    }  # fmt: skip
    # The blank keeps a year at the beginning from being read as the size of the letters.
    sheet.set_header("&L&9 " + settings_of().organisation.replace("&", "&&") + "&R&9 " + title.replace("&", "&&"))
    sheet.set_footer(f"&L&8{run}&R&8&P / &N")


FORMS: dict[str, tuple[str, Callable[[AwardRun], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
}
"""Forms of the file: content type, and how it is made."""
