"""How figures, moments and texts read on a page, in the language of the page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import dateformat, translation
from django.utils.translation import gettext as _

from deskmerit.core.issue import Issue, Level
from deskmerit.core.metric import Unit
from deskmerit.core.number import round_half_up
from deskmerit.report import values
from deskmerit.report.heads import place_said
from deskmerit.report.messages import render

NONE = "–"
GRADES = {
    "S": {"zh": "卓越", "en": "Outstanding"}, "A": {"zh": "优秀", "en": "Excellent"},
    "B": {"zh": "良好", "en": "Good"}, "C": {"zh": "待改进", "en": "To improve"},
    "not_rated": {"zh": "暂不评级", "en": "Not rated"}, "ungraded": {"zh": "无对应等级", "en": "In no grade"},
}  # fmt: skip
MONTHS = {"zh": "Y 年 n 月", "en": "M Y"}
PERIOD = re.compile(r"(?P<year>\d{4})(-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")
DATES = {"zh": ("Y 年 n 月 j 日", "n 月 j 日"), "en": ("j M Y", "j M")}


def lang() -> str:
    """`zh` or `en`: the language of the page, as the library's texts name it."""
    return "zh" if (translation.get_language() or "zh").startswith("zh") else "en"


def lang_text(text: Mapping[str, str] | str | None) -> str:
    """A `{zh:, en:}` text in the page's language, else in the other one."""
    return text or "" if isinstance(text, str) or text is None else values.said(text, lang())


def score(value: Decimal | None) -> str:
    """A score or total with two decimals; a dash where there is none."""
    return values.points(value) or NONE


def count(value: Decimal | int | None) -> str:
    """A whole number with its thousands set apart; a dash where there is none."""
    return NONE if value is None else f"{value:,}"


def figure(value: Decimal | int | None, unit: str) -> str:
    """A measured value with its unit's digits and mark: `37 s`, `96.60 %`, `4.37`."""
    if value is None:
        return NONE
    kind = Unit(unit)
    text = f"{round_half_up(Decimal(value), values.DIGITS[kind]):,f}"
    return values.with_unit(text, kind, lang())


def money(amount: Decimal | None, currency: str = "CNY") -> str:
    """An amount with its currency and cents: `¥ 2,400.00`; minus stands in front."""
    if amount is None:
        return NONE
    return values.money(amount, currency)


def grade_title(grade: str | None, title: Mapping[str, str] | None = None) -> str:
    """A grade with its title: `A Excellent`; what stands in a grade's place has a title alone."""
    if not grade:
        return NONE
    said = lang_text(title or GRADES.get(grade))
    return f"{grade} {said}".strip() if len(grade) <= 3 else said or grade


def day(value: date, *, year: bool = True) -> str:
    """A date as a page says it: `24 Sep 2026`, `2026 年 9 月 24 日`."""
    return dateformat.format(value, DATES[lang()][0 if year else 1])


def channel(value: str) -> str:
    """A channel's word, one that isn't known as it was written; a dash where there is none."""
    return values.channel(value, lang()) or NONE


def period(label: str) -> str:
    """A period as people say it: `2026 Q3`, `2026 年第 3 季度`; a named range as it is named."""
    found = PERIOD.fullmatch(label)
    if not found:
        return label
    year, quarter, month = found["year"], found["quarter"], found["month"]
    if quarter:
        return f"{year} 年第 {quarter} 季度" if lang() == "zh" else f"{year} Q{quarter}"
    if month:
        return dateformat.format(date(int(year), int(month), 1), MONTHS[lang()])
    return f"{year} 年" if lang() == "zh" else year


def month(label: str) -> str:
    """A month by its name alone, beside others of the same year: `Sep`, `9 月`."""
    return dateformat.format(date(int(label[:4]), int(label[5:7]), 1), "n 月" if lang() == "zh" else "M")


def moment(instant: datetime, zone: str, *, year: bool = True) -> str:
    """An instant in a zone, to the minute; midnight is the 24:00 of the day it ends."""
    local = instant.astimezone(ZoneInfo(zone))
    if (local.hour, local.minute) == (0, 0):
        return f"{day(local.date() - timedelta(days=1), year=year)} 24:00"
    return f"{day(local.date(), year=year)} {local:%H:%M}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due instant in words. `urgent`: due within a day, or past; the only thing a page says in red."""

    text: str
    exact: str
    urgent: bool
    overdue: bool
    instant: datetime


def deadline(due: datetime, now: datetime, zone: str) -> Deadline:
    """`today 24:00`, `tomorrow 12:00`, `20 Oct 24:00`, `overdue since 20 Oct 24:00`; the year where it is another."""
    last = (due - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    present = now.astimezone(ZoneInfo(zone)).date()
    exact = moment(due, zone)
    short = moment(due, zone, year=last.year != present.year)
    time = short.rsplit(" ", 1)[1]
    if due <= now:
        text = _("overdue since %(moment)s") % {"moment": short}
    elif last == present:
        text = _("today %(time)s") % {"time": time}
    elif last == present + timedelta(days=1):
        text = _("tomorrow %(time)s") % {"time": time}
    else:
        text = short
    return Deadline(text, exact, due - now <= timedelta(days=1), due <= now, due)


def issues(found: Iterable[Issue]) -> list[str]:
    """Findings in sentences with their place and how to mend each; notes are left out."""
    spoken = lang()
    told = [(place_said(each.where, spoken), *render(each, spoken)) for each in found if each.level is not Level.NOTE]
    return [" ".join(filter(None, parts)) for parts in told]
