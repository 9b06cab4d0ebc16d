"""What changed in Chatwoot: conversations from the latest activity backwards, each with all its messages, and ratings.

Backwards, what becomes active meanwhile only pushes others to later pages: they come twice, none is missed; and what
jumps to the top is found by the next sync, which goes down to where this one began.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskmerit.sources.helpdesks.chatwoot.hours import inboxes
from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Account, Batch, Raw, Source, State

OVERLAP = 60
"""Seconds before the last sync's beginning that are looked at again."""

RATED = 40 * 24 * 3600
"""Seconds for which an answer to a survey is looked for after the last one."""


def headers(source: Source, secret: str) -> Mapping[str, str]:
    """The access token of an administrator."""
    return {"api_access_token": secret}


def people(client: Client, source: Source) -> list[Account]:
    """Agents and administrators."""
    found = client.get(f"{_api(source)}/agents")
    return [Account(str(each["id"]), each.get("name") or "", each.get("email") or "") for each in found]


@dataclass(frozen=True, slots=True)
class Done:
    """What earlier syncs have: everything with its last activity before `until`, and between `reached` and `top`."""

    until: int
    top: int = 0
    reached: int = 0

    def has(self, activity: int) -> bool:
        """Whether a conversation of that last activity was read already; at the edges it is read again."""
        return self.reached < activity < self.top


def batches(client: Client, source: Source, state: State, since: datetime | None) -> Iterator[Batch]:
    """Conversations down to where the last sync began; stopped midway, the next one leaves out what this one read."""
    begin = int(since.timestamp()) if since else 0
    done = Done(_int(state.get("until")) or begin, _int(state.get("top")), _int(state.get("reached")))
    ratings, last = _ratings(client, source, max(_int(state.get("rated")) - RATED, begin))
    last = max(last, _int(state.get("rated")))
    teams = [str(each["name"]) for each in client.get(f"{_api(source)}/teams", [])]
    names = {str(each["id"]): str(each["name"]) for each in inboxes(client, source)} if source.calendars else {}
    asking = _Asking(client, source, ratings, teams, names)
    top, read = 0, set[str]()
    for page in _pages(client, source):
        top = top or _activity(page[0])
        low = min(_activity(each) for each in page)
        wanted = [each for each in page if not done.has(_activity(each)) and _activity(each) >= done.until - OVERLAP]
        read |= {str(each["id"]) for each in wanted}
        at = {"until": done.until, "top": done.top, "reached": done.reached, "rated": _int(state.get("rated"))}
        if low <= done.top or not done.top:
            # Everything newer is read, and so is what an earlier, stopped sync read below it.
            at |= {"top": top, "reached": min(low, done.reached) if done.reached else low}
        yield Batch([asking.bundle(each) for each in wanted], at)
        if low < done.until - OVERLAP:
            break
    late = [each for each in sorted(asking.rated_in() - read, key=int) if _new(asking, each, state)]
    found = [client.get(f"{_api(source)}/conversations/{each}", None) for each in late]
    yield Batch([asking.bundle(each) for each in found if each], {"until": top or done.until, "rated": last})


@dataclass(slots=True)
class _Asking:
    """What is needed to bundle a conversation."""

    client: Client
    source: Source
    ratings: dict[str, Any]
    teams: Sequence[str]
    inboxes: Mapping[str, str]
    all_ratings: bool = False

    def bundle(self, conversation: Mapping[str, Any]) -> Raw:
        """A conversation with its messages and the answers to its surveys."""
        messages = _messages(self.client, self.source, conversation["id"])
        rated = {
            str(each["id"]): self._rating(str(each["id"]))
            for each in messages
            if each.get("content_type") == "input_csat" and (_answered(each) or str(each["id"]) in self.ratings)
        }
        return {
            "id": str(conversation["id"]),
            "conversation": conversation,
            "messages": messages,
            "ratings": {message: each for message, each in rated.items() if each},
            "teams": self.teams,
            "inbox": self.inboxes.get(str(conversation.get("inbox_id"))),
        }

    def rated_in(self) -> set[str]:
        """The conversations of the answers looked at."""
        return {str(each["conversation_id"]) for each in self.ratings.values()}

    def _rating(self, message: str) -> Any:
        if message not in self.ratings and not self.all_ratings:
            # Answered longer ago than was looked back: the answer's time stands in the list only.
            self.ratings |= _ratings(self.client, self.source, 0)[0]
            self.all_ratings = True
        return self.ratings.get(message)


def _new(asking: _Asking, conversation: str, state: State) -> bool:
    """Whether a conversation has an answer later than the last sync's last one."""
    found = [each for each in asking.ratings.values() if str(each["conversation_id"]) == conversation]
    return any(_int(each.get("created_at")) >= _int(state.get("rated")) for each in found)


def _pages(client: Client, source: Source) -> Iterator[list[Any]]:
    number = 1
    while True:
        question = {"status": "all", "assignee_type": "all", "sort_by": "last_activity_at_desc", "page": number}
        page = (client.get(f"{_api(source)}/conversations", **question).get("data") or {}).get("payload") or []
        if not page:
            return
        yield page
        number += 1


def _messages(client: Client, source: Source, conversation: object) -> list[Any]:
    """Every message, by "after the last one read": without that, Chatwoot tells the last twenty."""
    found, last = list[Any](), 0
    path = f"{_api(source)}/conversations/{conversation}/messages"
    while page := (client.get(path, {}, after=last).get("payload") or []):
        new = [each for each in page if int(each["id"]) > last]
        if not new:
            break
        found += new
        last = max(int(each["id"]) for each in new)
    return found


def _ratings(client: Client, source: Source, since: int) -> tuple[dict[str, Any], int]:
    """Answers by the message that asked, and the time of the last one. Who may not see them gets none."""
    found, last, number = dict[str, Any](), 0, 1
    question: dict[str, object] = {"since": since, "until": 2**31, "sort": "created_at"}
    path = f"{_api(source)}/csat_survey_responses"
    while page := client.get(path, [], [], page=number, **question):
        found |= {str(each["message_id"]): each for each in page}
        last = max([last, *(_int(each.get("created_at")) for each in page)])
        number += 1
    return found, last


def _answered(message: Mapping[str, Any]) -> bool:
    submitted = (message.get("content_attributes") or {}).get("submitted_values") or {}
    return isinstance(submitted, Mapping) and bool(submitted.get("csat_survey_response"))


def _activity(conversation: Mapping[str, Any]) -> int:
    return _int(conversation.get("last_activity_at")) or _int(conversation.get("created_at"))


def _api(source: Source) -> str:
    return f"api/v1/accounts/{source.options['account']}"


def _int(said: object) -> int:
    return int(said) if isinstance(said, int | float) else 0
