"""What customers, reviewers and colleagues said: surveys, complaints, calls, quality checks, 360° feedback."""

from datetime import datetime, timedelta

from deskmerit.sources.simulate.people import Member
from deskmerit.sources.simulate.world import CLOSES, OPENS, Row, World, local, months, stamp

ITEMS = (("开场问候", 10), ("倾听理解", 20), ("解决问题", 30), ("沟通表达", 20), ("合规", 15), ("结束语", 5))
PRAISE = ("安抚情绪得当", "主动核对订单", "解释清楚，未使用行话")
MEND = ("未先致歉", "重复询问订单号", "结束前未确认是否解决")


def _bounded(value: float, low: int, high: int) -> int:
    return max(low, min(high, round(value)))


def make_surveys(world: World) -> None:
    """Half of the solved tickets are asked, a third of those answer; a few complain."""
    care = {member.agent_id: member.care for member in world.people}
    rng = world.rng
    for number, (ticket, solver, instant) in enumerate(world.solves, start=1):
        sent = instant + timedelta(minutes=5)
        if rng.random() > 0.55 or sent >= world.end_at:
            continue
        answered_at = sent + timedelta(minutes=rng.randrange(1, 2000))
        answered = rng.random() < 0.38 and answered_at < world.end_at
        angry = rng.random() < 0.025 - 0.012 * care[solver]
        score = 1 if angry else _bounded(rng.gauss(4.44 + 0.2 * care[solver], 0.65), 1, 5)
        world.add(
            "surveys",
            {
                "survey_id": f"S{number:06}",
                "ticket_id": ticket,
                "sent_at": stamp(sent),
                "answered_at": stamp(answered_at) if answered else "",
                "score": (0 if rng.random() < 0.004 else score) if answered else "",
                "scale_min": 1,
                "scale_max": 5,
                "comment": "回复很快" if answered and score == 5 and rng.random() < 0.1 else "",
            },
        )
        if rng.random() < 0.012 - 0.004 * care[solver]:
            upheld = rng.choices(("true", "false", ""), (50, 40, 10))[0]
            row: Row = {
                "complaint_id": f"K{number:06}",
                "ticket_id": ticket,
                "received_at": stamp(sent),
                "upheld": upheld,
            }
            world.add("complaints", row)


def make_calls(world: World) -> None:
    """Calls offered to teams; some are given up in the queue."""
    rng, number = world.rng, 0
    for day in world.days():
        duty = world.on_duty(day)
        for _ in range(24 if duty else 0):
            number += 1
            member, team, _post = rng.choice(duty)
            queue = int(rng.expovariate(1 / 14))
            answered = queue < 60 and rng.random() < 0.97
            row: Row = {
                "call_id": f"L{number:06}",
                "agent_id": member.agent_id if answered else "",
                "team": team,
                "started_at": stamp(local(day, rng.uniform(OPENS, CLOSES) * 3600)),
                "answered": str(answered).lower(),
                "queue_seconds": queue,
            }
            if answered:
                talk = int(240 * 2 ** (rng.gauss(0, 0.5) - 0.2 * member.speed))
                row |= {"talk_seconds": talk, "hold_seconds": rng.choice((0, 0, 0, 25, 60))}
                row |= {"wrap_seconds": rng.randrange(10, 90), "transferred": str(rng.random() < 0.05).lower()}
            world.add("calls", row)


def make_checks(world: World) -> None:
    """Four quality checks a person and month by a reviewer of another team."""
    rng, number = world.rng, 0
    for month in months(world):
        for member in world.people:
            day = month + timedelta(days=rng.randrange(5, 25))
            if member.at(day) is None or member.on_leave(day) or day >= world.end:
                continue
            for _ in range(4):
                number += 1
                _check(world, member, f"Q{number:05}", local(day, rng.uniform(OPENS, CLOSES) * 3600))


def _check(world: World, member: Member, review: str, at: datetime) -> None:
    rng, got = world.rng, 0
    for item, most in ITEMS:
        score = _bounded(most * (0.93 + 0.03 * member.care + rng.gauss(0, 0.06)), 0, most)
        got += score
        comment = rng.choice(PRAISE) if score == most and rng.random() < 0.1 else ""
        comment = rng.choice(MEND) if score < most * 0.85 else comment
        row: Row = {"review_id": review, "item": item, "score": score, "max_score": most, "not_applicable": "false"}
        world.add("qa_items", row | {"comment": comment})
    fatal = rng.choices(("none", "customer", "business", "compliance"), (975, 10, 9, 6))[0]
    world.add(
        "qa_reviews",
        {
            "review_id": review,
            "agent_id": member.agent_id,
            "reviewer_id": rng.choice([other.agent_id for other in world.people if other is not member]),
            "reviewed_at": stamp(at),
            "score": got,
            "max_score": 100,
            "fatal": fatal,
            "confirmed": "" if fatal == "none" else str(rng.random() < 0.6).lower(),
            "form": "标准质检表 v1",
        },
    )


def make_feedback(world: World) -> None:
    """Each quarter: the lead, four colleagues, four people of partner departments, and oneself."""
    rng, number = world.rng, 0
    for month in months(world):
        day = month + timedelta(days=20)
        if month.month % 3 or day >= world.end:
            continue
        for member in world.people:
            place = member.at(day)
            if place is None:
                continue
            team = [other for other in world.people if other.at(day) and other is not member]
            peers = rng.sample([other.agent_id for other in team], 4)
            raters = [("manager", team[0].agent_id), *(("peer", peer) for peer in peers)]
            raters += [("partner", f"P{rng.randrange(1, 40):02}") for _ in range(4)] + [("self", member.agent_id)]
            for relation, rater in raters:
                number += 1
                row: Row = {"feedback_id": f"F{number:05}", "agent_id": member.agent_id, "rater_id": rater}
                row |= {"relation": relation, "given_at": stamp(local(day, 36000 + number % 20000)), "item": "协作"}
                score = _bounded(rng.gauss(4.25 + 0.25 * member.care, 0.6), 1, 5)
                world.add("feedback", row | {"score": score, "scale_min": 1, "scale_max": 5})
