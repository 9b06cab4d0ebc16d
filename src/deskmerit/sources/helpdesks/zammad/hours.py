"""Zammad's calendars. They count for its service levels, by conditions of a ticket: no group goes by one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from deskmerit.core.calendar import Window
from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.opening import DAYS, Opening, week_of
from deskmerit.sources.helpdesks.zones import zone_named


def hours(client: Client, source: Source) -> list[Opening]:
    """Each calendar with its public holidays; none without the right to see calendars (admin.calendar)."""
    return [_opening(each) for each in client.get("api/v1/calendars", [], [])]


def _opening(said: Mapping[str, Any]) -> Opening:
    told = said.get("business_hours") or {}
    days = {number: _windows(told.get(name) or {}) for number, name in enumerate(DAYS)}
    holidays = said.get("public_holidays") or {}
    off = {
        date.fromisoformat(day): str(each.get("summary") or "") for day, each in holidays.items() if each.get("active")
    }
    return Opening(str(said.get("name") or said["id"]), zone_named(said.get("timezone")), week_of(days), off)


def _windows(said: Mapping[str, Any]) -> list[Window]:
    return [(_second(start), _second(end)) for start, end in said.get("timeframes") or [] if said.get("active")]


def _second(said: str) -> int:
    """23:59 is how Zammad writes the end of a day.

    >>> _second("09:30"), _second("23:59")
    (34200, 86400)
    """
    hour, minute = (int(part) for part in said.split(":"))
    return 86400 if (hour, minute) == (23, 59) else (hour * 60 + minute) * 60
