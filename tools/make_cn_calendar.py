"""Writes the shipped table of official Chinese days off and make-up working days from PyPI's `chinesecalendar` (MIT).

Run after a new notice of the State Council reached that package:  python tools/make_cn_calendar.py
"""

from datetime import date
from pathlib import Path

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

TABLE = Path(__file__).parent.parent / "src" / "deskmerit" / "sources" / "calendars" / "cn.csv"


def table() -> str:
    """The table as CSV text: date, kind, name; the announced years stand in the rows `from` and `until`."""
    names = {holiday.value: holiday.chinese for holiday in Holiday}
    days = [(day, "off", names[name]) for day, name in holidays.items()]
    days += [(day, "work", names[name]) for day, name in workdays.items()]
    years = [day.year for day in workdays]
    span = [(date(min(years), 1, 1), "from", ""), (date(max(years), 12, 31), "until", "")]
    return "date,kind,name\n" + "".join(f"{day},{kind},{name}\n" for day, kind, name in span + sorted(days))


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
    print(f"{TABLE.name}: {len(table().splitlines()) - 1} rows")
