"""Zendesk's newer satisfaction surveys, which stand beside the ratings of older accounts: answers with a scale."""

from collections.abc import Iterator, Mapping
from typing import Any

from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Desk
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.zendesk.lists import SIZE, paging

RESPONSES = "api/v2/guide/survey_responses"
SATISFACTION = "customer_satisfaction"


def answers(client: Client, since: int) -> Iterator[list[Any]]:
    """Pages of answers made since a second; none where the plan has no such surveys, or they may not be seen."""
    # A first question, since paging raises where there is no such thing.
    if client.get(RESPONSES, None, None, **{"page[size]": 1}) is not None:
        question = {"filter[created_at_start]": since * 1000}
        yield from client.pages(RESPONSES, "survey_responses", paging(), **SIZE, **question)


def answered_at(said: Mapping[str, Any]) -> Any:
    """When the rating was given, or changed last; None where there is none."""
    answer = _rating(said)
    return instant(answer.get("updated_at")) or instant(answer.get("created_at"))


def survey(said: Mapping[str, Any], desk: Desk) -> Iterator[Row]:
    """An answer about a ticket, on the scale of its own question. Who was asked and said nothing isn't told, nor whom
    the answer is about."""
    answer = _rating(said)
    ticket = next((each["id"] for each in said.get("subjects") or [] if "ticket" in str(each.get("type"))), None)
    if ticket is None or answer.get("rating") is None:
        return
    options = [each["rating"] for each in (answer.get("question") or {}).get("options") or [] if "rating" in each]
    low, high = (min(options), max(options)) if options else (1, 5)
    comments = (each.get("value") for each in said.get("answers") or [] if each.get("type") == "open_ended")
    yield {
        "survey_id": f"{desk.source.prefix}{said['id']}",
        "ticket_id": desk.ticket_id(ticket),
        "answered_at": answered_at(said),
        "score": answer["rating"],
        "scale_min": low,
        "scale_max": high,
        "comment": next((each for each in comments if each), None),
    }


def _rating(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer on a scale: the one about satisfaction before others."""
    found = [each for each in said.get("answers") or [] if each.get("type") == "rating_scale"]
    wanted = [each for each in found if (each.get("question") or {}).get("sub_type") == SATISFACTION]
    return next(iter(wanted or found), {})
