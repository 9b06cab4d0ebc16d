"""Small nasty centres from a seed: ties, reopenings, merges, bots, strangers, late rows, corrections."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from oracle.centre import Row
from oracle.settings import CALENDARS

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
STATUSES = ("new", "open", "pending", "on_hold", "solved", "solved", "closed")
KINDS = (
    ("customer_message",) * 4 + ("public_reply",) * 6 + ("internal_note",) + ("assigned",) * 5 + ("queued",) * 2
    + ("status",) * 9 + ("escalated",) * 2 + ("transferred",) + ("calendar_changed",) * 2
)  # fmt: skip

USUAL: tuple[tuple[str, ...], ...] = (
    (),
    ("queued", "assigned", "public_reply", "status"),
    ("public_reply", "public_reply", "status"),
    ("assigned", "customer_message", "public_reply", "status", "status"),
    ("public_reply", "status", "assigned", "status", "public_reply", "status"),
)

ID = {
    "tickets": "ticket_id", "events": "event_id", "surveys": "survey_id", "calls": "call_id",
    "complaints": "complaint_id", "qa_reviews": "review_id",
}  # fmt: skip
LIMITED = ("satisfaction", "first_response_time", "first_contact_resolution")
CORRECTED = {**ID, "events": "ticket_id"}
FIXES: dict[str, tuple[tuple[str, str], ...]] = {
    "tickets": (("category", "y"), ("team", "green"), ("requester_id", "")),
    "events": (("value", "closed"), ("seq", "5"), ("kind", "public_reply"), ("actor_role", "bot")),
    "surveys": (("score", "4"), ("agent_id", "")),
    "calls": (("queue_seconds", "3"),),
    "complaints": (("upheld", "true"),),
    "qa_reviews": (("score", "5"), ("confirmed", "true")),
}


@dataclass
class Maker:
    """Makes histories; each has its own ids, so many live in one centre without meeting."""

    random: Random
    first: datetime
    numbered: bool  # event ids are all integers
    as_of: datetime | None = None
    limited: bool = False  # some corrections are decided for one metric alone
    rows: dict[str, list[Row]] = field(default_factory=dict)
    events: int = 0

    def add(self, table: str, /, **row: object) -> Row:
        self.rows.setdefault(table, []).append(row)
        return row

    def one(self, *values: object) -> object:
        return self.random.choice(values)

    def rarely(self, odds: int = 8) -> bool:
        return self.random.randrange(odds) == 0

    def after(self, at: datetime) -> datetime:
        """A later instant, often a treacherous one."""
        roll = self.random.randrange(12)
        if roll < 3:
            return at
        if roll == 3:
            return at + TICK
        if roll < 6:
            return at + timedelta(seconds=self.random.randrange(1, 90))
        if roll < 8:
            return at + timedelta(minutes=30 * self.random.randrange(1, 40))
        if roll == 8:
            return (at + timedelta(hours=self.random.randrange(1, 30))).replace(minute=0, second=0, microsecond=0)
        if roll == 9:
            return at + self.random.choice((DAY, 7 * DAY, 7 * DAY - TICK, 7 * DAY + TICK, 2 * DAY))
        return at + timedelta(hours=self.random.randrange(1, 60), microseconds=self.random.randrange(10**6))

    def start(self) -> datetime:
        hours = timedelta(hours=self.random.randrange(24 * 6), minutes=self.random.choice((0, 0, 17, 30)))
        return self.first + hours + timedelta(microseconds=self.random.choice((0, 0, 1, 999_999, 500_000)))

    def history(self, name: str) -> None:
        """One small centre under its own prefix."""
        people = [f"{name}-{letter}" for letter in "abc"]
        self.people(name, people)
        tickets = [self.ticket(f"{name}-t{n}", name, people) for n in range(self.random.randrange(1, 5))]
        ids = [str(ticket["ticket_id"]) for ticket in tickets] + [""]
        ids += [f"{name}-none"] if self.rarely() else []
        for n in range(self.random.randrange(3)):
            self.survey(f"{name}-s{n}", ids, people)
        for n in range(self.random.randrange(3)):
            at = self.after(self.start())
            agent = self.one(None, None, *people, f"{name}-bot", f"{name}-x") if self.rarely(3) else None
            self.add("complaints", complaint_id=f"{name}-c{n}", ticket_id=self.random.choice(ids) or None,
                     agent_id=agent, received_at=at, upheld=self.one(True, True, None, False))  # fmt: skip
        for n in range(self.random.randrange(3)):
            self.call(f"{name}-k{n}", ids, people)
        self.judged(name, people)
        for _ in range(self.random.choice((0, 0, 0, 0, 1, 1, 2))):
            self.events += 1
            self.adjust(name, people)

    def people(self, name: str, people: list[str]) -> None:
        for agent in people:
            self.add("agents", agent_id=agent, name=agent, kind="human")
            if self.rarely(4):
                continue
            for _ in range(self.random.randrange(1, 4)):
                begin = self.first.date() + timedelta(self.random.randrange(-20, 14))
                end = None if self.rarely(3) else begin + timedelta(self.random.randrange(1, 30))
                self.add("postings", agent_id=agent, team=self.one("red", "blue", "green"),
                         site=self.one(None, "north"), position=self.one("desk", "lead"),
                         account=self.one(None, "acme"), from_date=begin, to_date=end)  # fmt: skip
        self.add("agents", agent_id=f"{name}-bot", name="bot", kind="bot")

    def ticket(self, ticket_id: str, name: str, people: list[str]) -> Row:
        created = self.start()
        if not self.rarely(3) and (before := self.turns(name)):
            later = (0 * DAY, 0 * DAY, -TICK, TICK, DAY, DAY + TICK, 7 * DAY, 7 * DAY, 7 * DAY + TICK)
            created = self.random.choice(before) + self.random.choice(later)
        row = self.add(
            "tickets", ticket_id=ticket_id, created_at=created, channel=self.one("chat", "phone", None),
            category=self.one("x", "x", "x", "x", "y", None, ""), priority=self.one("p1", "p2"), source=None,
            requester_id=self.one(*[f"{name}-r"] * 6, None, ""), account=self.one("acme", None),
            team=self.one("red", "blue", None), calendar=self.one(None, None, *CALENDARS),
        )  # fmt: skip
        at = created
        if self.rarely(2):
            self.event(ticket_id, self.one(created, created, created, self.after(created)), "created", name, people)
        usual = self.random.choice(USUAL)
        for kind in usual + tuple(self.random.choice(KINDS) for _ in range(self.random.randrange(13 - len(usual)))):
            at = self.after(at)
            if self.as_of and self.rarely(15):  # on the very edge of what is provisional, and of what is seen
                at = max(at, self.as_of - self.random.choice((0 * DAY, DAY, 7 * DAY, -TICK)))
            when = created - timedelta(seconds=self.random.randrange(1, 90)) if self.rarely(20) else at
            self.event(ticket_id, when, kind, name, people)
        if self.rarely(12):
            self.event(ticket_id, self.after(at), "merged", name, people)
        return row

    def turns(self, name: str) -> list[datetime]:
        """The creations of this history so far, and when its tickets were solved."""
        tickets = self.rows.get("tickets", [])[-4:]
        events = [row for row in self.rows.get("events", [])[-60:] if row["value"] in ("solved", "closed")]
        found = [(row["ticket_id"], row["created_at"]) for row in tickets]
        found += [(row["ticket_id"], row["occurred_at"]) for row in events] * 2
        return [at for ticket, at in found if str(ticket).startswith(f"{name}-")]

    def event(self, ticket_id: str, at: object, kind: str, name: str, people: list[str]) -> None:
        self.events += 1
        text = str(self.events) if self.numbered else f"{self.random.randrange(10**4)}.{self.events}"
        human = (self.random.choice(people), "agent")
        actor, role = self.random.choice(
            (human,) * 9
            + ((f"{name}-r", "customer"), (people[0], "customer"), (f"{name}-bot", "agent"), (f"{name}-bot", "bot"))
            + ((people[1], "system"), (None, "system"), ("autobot", "agent"), (people[2], "bot"))
        )
        if kind == "customer_message" and self.random.randrange(6):
            actor, role = f"{name}-r", "customer"
        if self.rarely(25):
            actor, role = f"{name}-x", "agent"
        value = {
            "status": self.random.choice(STATUSES),
            "assigned": self.one(None, "", f"{name}-bot", *people, *people),
            "calendar_changed": self.one(*CALENDARS, None),
            "merged": f"{name}-t0" if not ticket_id.endswith("t0") else f"{name}-t1",
        }.get(kind)
        row = self.add("events", event_id=text, ticket_id=ticket_id, occurred_at=at, seq=self.one(None, 0, 1, 2, 2, -1),
                       kind=kind, actor_id=actor, actor_role=role, value=value)  # fmt: skip
        if self.rarely(25):
            self.rows["events"].append(dict(row))

    def survey(self, survey_id: str, ids: list[str], people: list[str]) -> None:
        sent = self.one(None, *(self.after(self.start()) for _ in range(4)))
        events = [event["occurred_at"] for event in self.rows.get("events", []) if event["ticket_id"] == ids[0]]
        sent = self.random.choice(events) if events and self.rarely(3) else sent
        answered = self.one(None, self.after(sent or self.start()), self.after(sent or self.start()))
        low, high = self.one((1, 5), (0, 10), (1, 7), (0, 1), (-3, 4), (1, 2))
        name = survey_id.rsplit("-", 1)[0]
        agent = self.one(*people, f"{name}-bot", f"{name}-x") if self.rarely(4) else None
        score = self.one(None, *(Decimal(self.random.randrange(2 * low - 1, 2 * high + 2)) / 2 for _ in range(7)))
        self.add("surveys", survey_id=survey_id, ticket_id=self.random.choice(ids) or None, agent_id=agent,
                 sent_at=sent, answered_at=answered, score=score, scale_min=Decimal(low),
                 scale_max=Decimal(high))  # fmt: skip

    def call(self, call_id: str, ids: list[str], people: list[str]) -> None:
        answered = bool(self.random.randrange(3))
        name = call_id.rsplit("-", 1)[0]
        agent = self.one(*people, *people, f"{name}-bot", f"{name}-x", None) if answered or self.rarely(3) else None
        seconds = {f"{part}_seconds": self.random.choice((0, 5, 20, 21, 90)) for part in ("talk", "hold", "wrap")}
        if not answered:
            seconds = dict.fromkeys(seconds)
        queue = self.random.choice((0, 19, 20, 21)) if answered or self.rarely(2) else None
        self.add("calls", call_id=call_id, ticket_id=self.random.choice(ids) or None, agent_id=agent,
                 team=self.one(None, "red", "blue"), started_at=self.after(self.start()), answered=answered,
                 queue_seconds=queue, **seconds)  # fmt: skip

    def judged(self, name: str, people: list[str]) -> None:
        """Quality, feedback, articles, training, conduct, attendance."""
        for n in range(self.random.randrange(4)):
            key, agent, at = f"{name}-{n}", self.one(*people, f"{name}-x", f"{name}-bot"), self.after(self.start())
            score, most = Decimal(self.random.randrange(0, 105)), Decimal(self.one(100, 100, 99, 7))
            self.add("qa_reviews", review_id=f"q{key}", agent_id=agent, reviewer_id="q", reviewed_at=at, score=score,
                     max_score=most, fatal=self.one("none", "customer", "business", "compliance"),
                     confirmed=self.one(True, False, None), ticket_id=None)  # fmt: skip
            self.add("articles", contribution_id=f"a{key}", agent_id=agent, article_id="1", action="created",
                     contributed_at=at, accepted=self.one(True, False))  # fmt: skip
            self.add("trainings", enrolment_id=f"e{key}", agent_id=agent, course="c", held_at=at,
                     required=self.one(True, False), attended=self.one(True, False),
                     passed=self.one(True, False, None))  # fmt: skip
            self.add("certifications", attempt_id=f"z{key}", agent_id=agent, certificate="c", held_at=at,
                     passed=self.one(True, False))  # fmt: skip
            self.add("conduct", conduct_id=f"u{key}", agent_id=agent, kind=self.one("breach", "praise"), noted_at=at,
                     confirmed=self.one(True, False))  # fmt: skip
        for n in range(self.random.randrange(4)):
            leave = self.random.choice((0, 0, 120, 480))
            self.add("attendance", agent_id=people[0], date=self.first.date() + timedelta(n * 3), due_minutes=480,
                     worked_minutes=self.random.choice((0, 300, 480, 500)), leave_minutes=leave,
                     leave_kind=self.one("maternity", "annual") if leave else None)  # fmt: skip
        for n in range(self.random.randrange(0, 7)):
            low, high = self.one((1, 5), (0, 100))
            self.add("feedback", feedback_id=f"{name}-f{n}", agent_id=people[0], rater_id=self.one("m", "n", "o", "p"),
                     relation=self.one("manager", "peer", "peer", "partner", "self"), given_at=self.after(self.start()),
                     item=None, score=Decimal(self.random.randrange(low - 1, high + 1)), scale_min=Decimal(low),
                     scale_max=Decimal(high))  # fmt: skip

    def adjust(self, name: str, people: list[str]) -> None:
        """One decided correction about records of this history: one by its id, or all of a window that fit a filter."""
        mine = {
            table: [row for row in self.rows.get(table, []) if re.search(rf"(?<![0-9a-z])[q]?{name}-", str(row[key]))]
            for table, key in CORRECTED.items()
        }
        table = self.random.choice([table for table, rows in mine.items() if rows])
        row = self.random.choice(mine[table])
        kind = self.one("exclude", "reattribute", "correct")
        old, new, column = None, people[2], None
        if kind == "correct":
            column, new = self.random.choice(FIXES[table])
        elif kind == "reattribute" and self.rarely(2):
            old = people[0]
        whole = table in ("tickets", "calls") and self.rarely(3)
        begin = self.first + timedelta(days=self.random.randrange(4))
        self.add(
            "adjustments", adjustment_id=f"{name}-j{self.events}", kind=kind, table=table, field=column, old=old,
            record_id=None if whole else row[ID[table]], from_at=begin if whole else None,
            to_at=begin + 9 * DAY if whole else None, new=None if kind == "exclude" else new, reason="r",
            filter=(f"requester_id={name}-r;channel=chat|phone" if table == "tickets" else f"agent_id={people[0]}")
            if whole else None,
            metric=self.one(None, None, *LIMITED) if self.limited else None,
            decided_by="d", decided_at=datetime(2026, 1, self.random.randrange(1, 4), tzinfo=UTC),
        )  # fmt: skip


def centre(
    seed: int, first: str, histories: int, numbered: bool, as_of: datetime | None = None, limited: bool = False
) -> dict[str, list[Row]]:
    """Many small histories in one centre."""
    begin = datetime.combine(date.fromisoformat(first), datetime.min.time(), UTC)
    maker = Maker(Random(seed), begin, numbered, as_of, limited)
    for number in range(histories):
        maker.history(f"h{number}")
    return maker.rows
