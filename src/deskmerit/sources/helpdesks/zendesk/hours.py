"""Zendesk's schedules with their holidays."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from deskmerit.core.calendar import Window
from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.opening import Opening, week_of
from deskmerit.sources.helpdesks.zones import zone_named

SCHEDULES = "api/v2/business_hours/schedules"
MINUTE, A_DAY = 60, 1440


def schedules(client: Client) -> list[Any]:
    """The schedules; none where the plan has none, or they may not be seen."""
    return (client.get(SCHEDULES, {}, {}) or {}).get("schedules") or []


def hours(client: Client, source: Source) -> list[Opening]:
    """Each schedule; a ticket goes by the first, unless a trigger gave it another."""
    return [_opening(each, client) for each in schedules(client)]


def _opening(said: Mapping[str, Any], client: Client) -> Opening:
    days: dict[int, list[Window]] = {}
    for each in said.get("intervals") or []:
        # Minutes since Sunday's midnight; an interval lies within one day.
        day, start = divmod(int(each["start_time"]), A_DAY)
        end = int(each["end_time"]) - day * A_DAY
        days.setdefault((day - 1) % 7, []).append((start * MINUTE, end * MINUTE))
    off = dict[date, str]()
    for each in client.get(f"{SCHEDULES}/{said['id']}/holidays", {}, {}).get("holidays") or []:
        first, last = date.fromisoformat(each["start_date"]), date.fromisoformat(each["end_date"])
        days_off = (first + timedelta(day) for day in range((last - first).days + 1))
        off |= dict.fromkeys(days_off, str(each.get("name") or ""))
    name = str(said.get("name") or said["id"])
    return Opening(name, zone_named(said.get("time_zone")), week_of(days), off, (name,))
