"""The people of a period from the records: postings, working days, protected leave."""

from collections.abc import Iterable, Mapping
from datetime import date

import pyarrow as pa

from deskmerit.core.calendar import Calendar
from deskmerit.core.facts import Fact, Place
from deskmerit.core.people import Person, Posting, person
from deskmerit.core.period import Period
from deskmerit.core.settings import Settings
from deskmerit.core.workday import working_dates
from deskmerit.records.store import Parquet, Records


def rows(records: Records, table: str, *columns: str) -> list[dict[str, object]]:
    """Some columns of a table as mappings; no rows where the table is absent."""
    found = records.tables.get(table)
    if found is None:
        return []
    if isinstance(found, Parquet):
        import pyarrow.parquet as pq

        found = pa.concat_tables(pq.read_table(path, columns=list(columns)) for path in found.paths)
    listed: list[dict[str, object]] = found.select(list(columns)).to_pylist()
    return listed


def workday_calendar(settings: Settings) -> Calendar | None:
    """The calendar that tells working days; None: Monday to Friday."""
    return settings.calendars.get(settings.workdays or settings.calendar)


def postings(records: Records) -> dict[str, list[Posting]] | None:
    """Everybody's postings; None where the workspace has no such table."""
    if "postings" not in records.tables:
        return None
    found: dict[str, list[Posting]] = {}
    columns = ("agent_id", "team", "position", "site", "account", "from_date", "to_date")
    for row in rows(records, "postings", *columns):
        place = Place(*(str(row[part] or "") for part in ("team", "position", "site", "account")))
        start, end = row["from_date"], row["to_date"]
        assert isinstance(start, date)
        found.setdefault(str(row["agent_id"]), []).append(Posting(place, start, end if isinstance(end, date) else None))
    return found


def leave_days(records: Records, period: Period) -> dict[str, set[date]]:
    """Days of a period on a protected kind of leave, whole or in part, by person."""
    protected, found = records.settings.protected_leave, dict[str, set[date]]()
    if not protected:
        return found
    for row in rows(records, "attendance", "agent_id", "date", "worked_minutes", "leave_minutes", "leave_kind"):
        day, away = row["date"], row["leave_minutes"] or not row["worked_minutes"]
        assert isinstance(day, date)
        if away and row["leave_kind"] in protected and period.start <= day < period.end:
            found.setdefault(str(row["agent_id"]), set()).add(day)
    return found


def people_of(records: Records, period: Period, facts: Iterable[Fact]) -> list[Person]:
    """The people to score: those with a posting in the period; without a postings table, those with cases in it."""
    stands = postings(records)
    working = working_dates(workday_calendar(records.settings), period.start, period.end)
    leave = leave_days(records, period)
    known = {str(row["agent_id"]): row for row in rows(records, "agents", "agent_id", "name", "employee_no", "kind")}
    bots = {agent for agent, row in known.items() if row["kind"] == "bot"} | records.settings.bots
    if stands is None:
        chosen = {fact.agent_id for fact in facts if fact.agent_id}
    else:
        chosen = {agent for agent, held in stands.items() if any(_meets(posting, period) for posting in held)}
    found = []
    for agent in sorted(chosen - bots):
        row: Mapping[str, object] = known.get(agent, {})
        held = None if stands is None else [each for each in stands[agent] if _meets(each, period)]
        name, number = str(row.get("name") or ""), str(row.get("employee_no") or "")
        found.append(person(agent, held, working, leave.get(agent, set()), name=name, employee_no=number))
    return found


def _meets(posting: Posting, period: Period) -> bool:
    return posting.from_date < period.end and (posting.to_date is None or posting.to_date > period.start)


def leads(records: Records, period: Period) -> dict[str, str]:
    """The name of each team's lead at the end of the period: whoever holds a post that says so (组长, 主管, lead)."""
    names = {str(row["agent_id"]): str(row["name"] or "") for row in rows(records, "agents", "agent_id", "name")}
    found: dict[str, str] = {}
    for agent, held in sorted((postings(records) or {}).items()):
        for posting in held:
            if leads_by_post(posting.place.position) and _meets(posting, period):
                found.setdefault(posting.place.team, names.get(agent, agent))
    return found


def leads_by_post(position: str) -> bool:
    """Whether a post says by its name that it leads a team.

    >>> leads_by_post("客服组长"), leads_by_post("Team lead"), leads_by_post("客服专员")
    (True, True, False)
    """
    return any(word in position.lower() for word in ("组长", "主管", "lead"))
