"""Working hours of Chatwoot's inboxes. It knows no days off."""

from collections.abc import Mapping
from typing import Any

from deskmerit.core.calendar import DAY, Window
from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.opening import Opening, week_of
from deskmerit.sources.helpdesks.zones import zone_named


def inboxes(client: Client, source: Source) -> list[Any]:
    """Every inbox of the account."""
    said = client.get(f"api/v1/accounts/{source.options['account']}/inboxes", {}, {})
    return list(said.get("payload") or [])


def hours(client: Client, source: Source) -> list[Opening]:
    """The hours of each inbox that has them switched on."""
    return [_opening(each) for each in inboxes(client, source) if each.get("working_hours_enabled")]


def _opening(said: Mapping[str, Any]) -> Opening:
    days = {(int(each["day_of_week"]) - 1) % 7: _windows(each) for each in said.get("working_hours") or []}
    name = str(said.get("name") or said["id"])
    return Opening(name, zone_named(said.get("timezone")), week_of(days), {}, (name,), tells_off=False)


def _windows(said: Mapping[str, Any]) -> list[Window]:
    if said.get("closed_all_day"):
        return []
    if said.get("open_all_day"):
        return [(0, DAY)]
    return [(_second(said, "open"), _second(said, "close"))]


def _second(said: Mapping[str, Any], end: str) -> int:
    return (int(said.get(f"{end}_hour") or 0) * 60 + int(said.get(f"{end}_minutes") or 0)) * 60
