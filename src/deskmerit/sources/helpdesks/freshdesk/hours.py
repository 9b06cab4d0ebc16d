"""Freshdesk's business hours. It tells no days off, though it may keep some."""

from collections.abc import Mapping
from typing import Any

from deskmerit.core.calendar import Window
from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.freshdesk.fetch import API, paged
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.opening import Opening, week_of
from deskmerit.sources.helpdesks.zones import zone_named

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NOON = 12


def hours(client: Client, source: Source) -> list[Opening]:
    """Each set of business hours with the groups that go by it; groups without one go by the default set."""
    groups = list(paged(client, f"{API}/groups"))
    return [_opening(each, groups) for each in client.get(f"{API}/business_hours", [], [])]


def _opening(said: Mapping[str, Any], groups: list[Any]) -> Opening:
    told = said.get("business_hours") or {}
    days = {number: _windows(told.get(name)) for number, name in enumerate(DAYS)}
    mine = [each for each in groups if each.get("business_hour_id") == said["id"]]
    words = tuple(str(each["name"]) for each in mine)
    zone = zone_named(said.get("time_zone"))
    return Opening(str(said.get("name") or said["id"]), zone, week_of(days), {}, words, tells_off=False)


def _windows(said: Any) -> list[Window]:
    spans = said if isinstance(said, list) else [said] if said else []
    return [(_second(each["start_time"]), _second(each["end_time"])) for each in spans]


def _second(said: str) -> int:
    """`08:00:00 am` as a second of the day.

    >>> _second("12:30:00 am"), _second("05:00 PM"), _second("11:59:59 pm")
    (1800, 61200, 86399)
    """
    clock, _, half = said.strip().casefold().partition(" ")
    hour, minute, *rest = (int(part) for part in clock.split(":"))
    hour = hour % NOON + (NOON if half == "pm" else 0) if half else hour
    return (hour * 60 + minute) * 60 + sum(rest)
