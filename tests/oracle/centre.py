"""A whole centre as plain rows, made ready for reading: corrections applied, order fixed, people known."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from deskmerit.core.settings import Settings
from oracle.adjust import adjusted
from oracle.clock import Line, local_date, micros

type Row = dict[str, object]
type Rows = Mapping[str, list[Row]]

TIME = {
    "surveys": "answered_at",
    "complaints": "received_at",
    "calls": "started_at",
    "qa_reviews": "reviewed_at",
    "feedback": "given_at",
    "articles": "contributed_at",
    "trainings": "held_at",
    "certifications": "held_at",
    "conduct": "noted_at",
    "attendance": "date",
}
KEY = {
    "tickets": "ticket_id",
    "events": "event_id",
    "surveys": "survey_id",
    "complaints": "complaint_id",
    "calls": "call_id",
    "qa_reviews": "review_id",
    "feedback": "feedback_id",
    "articles": "contribution_id",
    "trainings": "enrolment_id",
    "certifications": "attempt_id",
    "conduct": "conduct_id",
}


@dataclass
class Step:
    """One event of a ticket with what it changed."""

    at: int
    kind: str
    actor: str
    role: str
    value: str
    human: bool
    reply: bool
    status: str = "new"  # after the step
    solved: bool = False  # a solve
    reopened: bool = False  # a reopening
    solver: str = ""
    before: str = ""  # the assignee before it
    assignee: str = ""  # the assignee after it


@dataclass
class Story:
    """A ticket told from its creation to the as-of instant."""

    row: Row
    id: str
    created: int
    by_agent: bool
    by_customer: bool
    merged: bool
    steps: list[Step] = field(default_factory=list)
    excluded: bool = False

    def solves(self) -> list[tuple[int, Step]]:
        """Every solve with its place in the story."""
        return [(number, step) for number, step in enumerate(self.steps) if step.solved]


class Centre:
    """The rows as one metric sees them at one instant."""

    def __init__(self, rows: Rows, settings: Settings, as_of: datetime | None, metric: str, table: str) -> None:
        self.rows, self.excluded, self.moved = adjusted(rows, metric)
        self.settings = settings
        self.known = {str(row["agent_id"]) for row in self.rows.get("agents", [])} if "agents" in rows else None
        self.bots = set(settings.bots) | {
            str(row["agent_id"]) for row in self.rows.get("agents", []) if row.get("kind") == "bot"
        }
        self._by_id: dict[str, dict[str, Row]] = {}
        self.as_of = self._as_of(as_of, table)

    def _as_of(self, given: datetime | None, table: str) -> int:
        if given is not None:
            return micros(given)
        events = [micros(row["occurred_at"]) for row in self.rows.get("events", [])]
        if events:
            return max(events)
        names = ("sent_at", "answered_at") if table == "surveys" else (TIME.get(table, "created_at"),)
        times = [row.get(name) for row in self.rows.get(table, []) for name in names]
        return max((self.moment(time) for time in times if time is not None), default=0)

    def moment(self, time: object) -> int:
        """An instant, or the first instant of a local date, in microseconds."""
        if isinstance(time, datetime):
            return micros(time)
        assert isinstance(time, date)
        noon = micros(datetime(time.year, time.month, time.day, 12, tzinfo=UTC))
        at = noon
        while local_date(self.settings.zone, at - 1) >= time:
            at -= 900_000_000
        return at

    def late(self, time: object) -> bool:
        """Whether a row's time is after the as-of instant; a date is late when it is a later local date."""
        if isinstance(time, datetime):
            return micros(time) > self.as_of
        assert isinstance(time, date)
        return time > local_date(self.settings.zone, self.as_of)

    @cached_property
    def stories(self) -> dict[str, Story]:
        """Every ticket created by the as-of instant."""
        events: dict[str, list[Row]] = defaultdict(list)
        seen = set()
        for row in self.rows.get("events", []):
            exact = tuple(sorted((name, str(value)) for name, value in row.items()))
            if exact not in seen:
                seen.add(exact)
                if ("events", row["event_id"]) not in self.excluded:
                    events[str(row["ticket_id"])].append(row)
        numbers = all(_integer(row["event_id"]) for row in self.rows.get("events", []))
        found = {}
        for row in self.rows.get("tickets", []):
            if micros(row["created_at"]) <= self.as_of:
                ordered = sorted(events[str(row["ticket_id"])], key=lambda event: _order(event, numbers))
                found[str(row["ticket_id"])] = self._tell(row, ordered)
        return found

    def alike(self, story: Story) -> list[Story]:
        """Every ticket of the same known requester and the same known category, itself included."""
        requester, category = story.row.get("requester_id"), story.row.get("category")
        return self._pairs[requester, category] if requester and category else []

    @cached_property
    def _pairs(self) -> dict[tuple[object, object], list[Story]]:
        found: dict[tuple[object, object], list[Story]] = defaultdict(list)
        for story in self.stories.values():
            found[story.row.get("requester_id"), story.row.get("category")].append(story)
        return found

    def by_id(self, table: str) -> dict[str, Row]:
        """The rows of a table by their id."""
        if table not in self._by_id:
            self._by_id[table] = {str(row.get(KEY.get(table, ""))): row for row in self.rows.get(table, [])}
        return self._by_id[table]

    def human(self, actor: object, role: object) -> bool:
        """Whether an event was made by a human agent."""
        return role == "agent" and bool(actor) and actor not in self.bots

    def _tell(self, row: Row, events: list[Row]) -> Story:
        created = micros(row["created_at"])
        past = [event for event in events if micros(event["occurred_at"]) <= self.as_of]
        maker = next((event for event in past if event["kind"] == "created"), None)
        story = Story(
            row,
            str(row["ticket_id"]),
            created,
            by_agent=maker is not None and self.human(maker.get("actor_id"), maker["actor_role"]),
            by_customer=maker is None or maker["actor_role"] == "customer",
            merged=any(e["kind"] == "merged" and micros(e["occurred_at"]) >= created for e in past),
            excluded=("tickets", row["ticket_id"]) in self.excluded,
        )
        status, assignee = "new", ""
        for event in past:
            if micros(event["occurred_at"]) < created or event["kind"] == "created":
                continue
            actor, role, value = (
                str(event.get("actor_id") or ""),
                str(event["actor_role"]),
                str(event.get("value") or ""),
            )
            human = self.human(actor, role)
            step = Step(micros(event["occurred_at"]), str(event["kind"]), actor, role, value, human, False)
            step.before = assignee
            step.reply = human and step.kind == "public_reply"
            if step.kind == "assigned":
                assignee = value
            if step.kind == "status":
                was, now = status in ("solved", "closed"), value in ("solved", "closed")
                step.solved, step.reopened = now and not was, was and not now
                status = value
                if step.solved:
                    step.solver = actor if human else self.person(assignee)
            step.status, step.assignee = status, assignee
            story.steps.append(step)
        return story

    def person(self, agent: object) -> str:
        """An agent who may be credited, else nobody."""
        return "" if not agent or agent in self.bots else str(agent)

    def line(self, story: Story, clock: str) -> Line:
        """The calendars in force for a ticket; none on the calendar clock."""
        if clock != "business":
            return [(story.created, None)]
        found = [(story.created, self._calendar(story.row.get("calendar")))]
        for step in story.steps:
            if step.kind == "calendar_changed":
                found.append((step.at, self._calendar(step.value)))
        return found

    def _calendar(self, name: object) -> object:
        return self.settings.calendars.get(str(name or self.settings.calendar))


def _integer(event_id: object) -> bool:
    text = str(event_id)
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()


def _order(event: Row, numbers: bool) -> tuple[object, ...]:
    text = str(event["event_id"])
    return (event["occurred_at"], event.get("seq") or 0, int(text) if numbers else text.encode("utf-8"), text)
