"""Tickets and their events: bots greet, queues hand over, people reply, reassign, solve, and some come back."""

from datetime import date, datetime, timedelta
from random import Random

from deskmerit.sources.simulate.people import COMPLAINTS_POST, LEAD_POST, Member
from deskmerit.sources.simulate.world import BOT, CLOSES, OPENS, SYSTEM, World, local, stamp

CATEGORIES = ("物流", "退换货", "产品咨询", "发票", "账号", "投诉")
PRIORITIES = ("low", "normal", "normal", "normal", "high", "urgent")
type Duty = tuple[Member, str, str]


class Story:
    """One ticket while it is told: appends events in time order."""

    def __init__(self, world: World, ticket_id: str, begin: datetime) -> None:
        self.world, self.ticket_id, self.at = world, ticket_id, begin
        self.seq = 0
        self.solver: Duty | None = None
        self.solved_at: datetime | None = None

    def say(self, kind: str, actor: str, role: str, value: str = "", after: float = 0.0) -> None:
        """Adds an event `after` seconds from the last one; nothing is recorded once the range has ended."""
        self.at += timedelta(seconds=int(after))
        if self.at >= self.world.end_at:
            return
        self.seq += 1
        events = self.world.rows.setdefault("events", [])
        events.append(
            {
                "event_id": len(events) + 1,
                "ticket_id": self.ticket_id,
                "occurred_at": stamp(self.at),
                "seq": self.seq,
                "kind": kind,
                "actor_id": actor,
                "actor_role": role,
                "value": value,
            }
        )


def make_day(world: World, day: date, number: int, volume: int) -> int:
    """Tells the day's tickets; returns the next ticket number."""
    duty = world.on_duty(day)
    general = [who for who in duty if who[2] not in (LEAD_POST, COMPLAINTS_POST)]
    complaints = [who for who in duty if who[2] == COMPLAINTS_POST] or general
    leads = [who for who in duty if who[2] == LEAD_POST] or general
    if not general:
        return number
    for _ in range(volume):
        rng = world.rng
        category = CATEGORIES[-1] if rng.random() < 0.06 else rng.choice(CATEGORIES[:-1])
        crew = complaints if category == "投诉" else leads if rng.random() < 0.03 else general
        _ticket(world, day, f"T{number:06}", category, rng.choice(crew), general)
        number += 1
    return number


def _ticket(world: World, day: date, ticket_id: str, category: str, first: Duty, crew: list[Duty]) -> None:
    rng = world.rng
    channel = rng.choices(("chat", "email", "phone"), (60, 28, 12))[0]
    begin = local(day, rng.triangular(OPENS - 1 if channel == "email" else OPENS, CLOSES - 0.5, 14) * 3600)
    customer = f"C{rng.randrange(1, 18000):05}"
    world.add(
        "tickets",
        {
            "ticket_id": ticket_id,
            "created_at": stamp(begin),
            "channel": channel,
            "category": category,
            "priority": rng.choice(PRIORITIES),
            "requester_id": customer,
            "account": rng.choice(("天猫", "京东", "官网")),
            "team": first[1],
            "subject": f"{category}问题",
            "source": "sim",
        },
    )
    story = Story(world, ticket_id, begin)
    by_agent = channel == "phone"
    story.say("created", first[0].agent_id if by_agent else customer, "agent" if by_agent else "customer")
    if channel == "chat":
        story.say("public_reply", BOT, "bot", after=2)
        story.say("queued", BOT, "bot", after=rng.randrange(3, 40))
    story.say("assigned", SYSTEM, "system", first[0].agent_id, after=rng.randrange(1, 30))
    if rng.random() < 0.008:
        other = f"T{max(1, int(ticket_id[1:]) - rng.randrange(1, 30)):06}"
        if other != ticket_id:
            story.say("merged", first[0].agent_id, "agent", other, after=60)
            return
    _serve(story, rng, channel, customer, first, crew)
    _after(story, rng, customer, crew)


def _reply_seconds(rng: Random, member: Member, channel: str) -> float:
    middle = {"chat": 29.0, "email": 5400.0, "phone": 40.0}[channel]
    return float(max(1.0, middle * 2 ** (rng.gauss(0, 0.55) - 0.35 * member.speed)))


def _serve(story: Story, rng: Random, channel: str, customer: str, duty: Duty, crew: list[Duty]) -> None:
    member = duty[0]
    gap = _reply_seconds(rng, member, channel)
    if rng.random() < 0.03:
        story.say("internal_note", member.agent_id, "agent", after=gap / 3)
    story.say("public_reply", member.agent_id, "agent", after=gap)
    if rng.random() < 0.07:
        handed = rng.choice(crew)
        if handed[0].agent_id != member.agent_id:
            story.say("transferred", member.agent_id, "agent", handed[1], after=30)
            story.say("assigned", member.agent_id, "agent", handed[0].agent_id)
            duty, member = handed, handed[0]
            story.say("public_reply", member.agent_id, "agent", after=_reply_seconds(rng, member, channel))
    rounds = 0 if rng.random() < 0.90 + 0.03 * member.care else rng.randrange(1, 4)
    for _ in range(rounds):
        story.say("customer_message", customer, "customer", after=rng.randrange(10, 900))
        story.say("public_reply", member.agent_id, "agent", after=_reply_seconds(rng, member, channel))
    if rng.random() < 0.02:
        story.say("escalated", member.agent_id, "agent", "二线", after=120)
    if rng.random() < 0.06:
        story.say("status", member.agent_id, "agent", "pending", after=60)
        story.say("customer_message", customer, "customer", after=rng.randrange(3600, 90000))
        story.say("status", member.agent_id, "agent", "open")
        story.say("public_reply", member.agent_id, "agent", after=_reply_seconds(rng, member, channel))
    if rng.random() < 0.985:
        slow = rng.random() < 0.022 - 0.012 * member.speed
        story.say("status", member.agent_id, "agent", "solved", after=rng.randrange(90000, 200000) if slow else 45)
        story.solver, story.solved_at = duty, story.at


def _after(story: Story, rng: Random, customer: str, crew: list[Duty]) -> None:
    if story.solver is None or story.solved_at is None:
        return
    solver = story.solver[0]
    if rng.random() < 0.095 - 0.035 * solver.care:
        story.say("customer_message", customer, "customer", after=rng.randrange(1800, 5 * 86400))
        story.say("status", SYSTEM, "system", "open")
        again = story.solver if rng.random() < 0.7 else rng.choice(crew)
        if again[0].agent_id != solver.agent_id:
            story.say("assigned", SYSTEM, "system", again[0].agent_id, after=20)
        story.say("public_reply", again[0].agent_id, "agent", after=_reply_seconds(rng, again[0], "email"))
        story.say("status", again[0].agent_id, "agent", "solved", after=60)
        story.solver, story.solved_at = again, story.at
    if story.solved_at < story.world.end_at:
        story.world.solves.append((story.ticket_id, story.solver[0].agent_id, story.solved_at))
    if rng.random() < 0.6:
        story.at = story.solved_at + timedelta(days=3)
        story.say("status", SYSTEM, "system", "closed")
