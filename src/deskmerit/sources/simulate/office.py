"""What HR and leads record: attendance, trainings, certificates, articles, conduct, bases, wishes, corrections."""

from datetime import timedelta

from deskmerit.sources.simulate.people import LEAD_POST, SITES, Member
from deskmerit.sources.simulate.world import BOT, SYSTEM, Row, World, local, months, stamp

COURSES = ("产品新知", "情绪管理", "合规必修", "系统操作")
BASE_PAY = {"客服专员": "3000.00", "投诉处理": "3600.00", LEAD_POST: "5000.00"}


def make_people_tables(world: World) -> None:
    """agents, identities and postings; a bot and the system account are agents of kind bot."""
    for account, name in ((BOT, "智能客服"), (SYSTEM, "系统")):
        world.add("agents", {"agent_id": account, "name": name, "kind": "bot"})
    for member in world.people:
        row: Row = {"agent_id": member.agent_id, "name": member.name, "employee_no": member.employee_no}
        row |= {"email": f"{member.agent_id.lower()}@example.com", "hired_on": member.hired_on.isoformat()}
        row |= {"left_on": member.left_on.isoformat() if member.left_on else "", "kind": "human"}
        world.add("agents", row)
        world.add("identities", {"source": "sim", "login": f"kf_{member.employee_no}", "agent_id": member.agent_id})
        _postings(world, member)


def _postings(world: World, member: Member) -> None:
    ends = [start for start, _team, _post in member.stays[1:]] + [member.left_on]
    for (start, team, post), end in zip(member.stays, ends, strict=True):
        row: Row = {"agent_id": member.agent_id, "team": team, "position": post, "site": SITES[team]}
        world.add("postings", row | {"from_date": start.isoformat(), "to_date": end.isoformat() if end else ""})


def make_attendance(world: World) -> None:
    """Eight hours on each day of duty; long leave and the odd sick day on the same rota."""
    rng = world.rng
    for day in world.days():
        duty = {member.agent_id for member, _team, _post in world.on_duty(day)}
        for member in world.people:
            kind = member.on_leave(day)
            if member.at(day) is None or (member.agent_id not in duty and not (kind and day.weekday() < 5)):
                continue
            sick = not kind and rng.random() < 0.008
            away = 480 if kind or sick else 0
            worked = 0 if away else (480 if rng.random() < 0.97 else 420)
            row: Row = {
                "agent_id": member.agent_id,
                "date": day.isoformat(),
                "due_minutes": 480,
                "worked_minutes": worked,
            }
            world.add("attendance", row | {"leave_minutes": away, "leave_kind": kind or ("病假" if sick else "")})


def make_development(world: World) -> None:
    """Articles, trainings with exams, certificates and conduct, month by month."""
    rng, number = world.rng, 0
    for month in months(world):
        course = rng.choice(COURSES)
        for member in world.people:
            day = month + timedelta(days=rng.randrange(3, 26))
            if member.at(day) is None or member.on_leave(day) or day >= world.end:
                continue
            for _ in range(max(0, round(rng.gauss(2.7 + 0.7 * member.growth, 0.9)))):
                number += 1
                row: Row = {
                    "contribution_id": f"W{number:05}",
                    "agent_id": member.agent_id,
                    "article_id": f"KB{number:05}",
                }
                row |= {"action": rng.choice(("created", "improved")), "contributed_at": stamp(local(day, 50000))}
                world.add("articles", row | {"accepted": str(rng.random() < 0.93).lower()})
            _training(world, member, course, f"{month:%Y%m}", stamp(local(day, 52000)))
            if rng.random() < 0.02:
                kind = rng.choice(("表扬", "表扬", "违规"))
                row = {"conduct_id": f"N{month:%Y%m}{member.agent_id}", "agent_id": member.agent_id, "kind": kind}
                world.add("conduct", row | {"noted_at": stamp(local(day, 60000)), "confirmed": "true", "note": ""})


def _training(world: World, member: Member, course: str, month: str, held: str) -> None:
    rng = world.rng
    attended = rng.random() < 0.96
    passed = rng.random() < 0.94 + 0.06 * member.growth
    row: Row = {"enrolment_id": f"E{month}{member.agent_id}", "agent_id": member.agent_id, "course": course}
    row |= {"held_at": held, "required": "true", "attended": str(attended).lower()}
    world.add("trainings", row | {"passed": str(passed).lower() if attended else ""})
    if month[-2:] in ("03", "06", "09", "12") and rng.random() < 0.3:
        row = {"attempt_id": f"R{month}{member.agent_id}", "agent_id": member.agent_id, "certificate": "客服中级"}
        world.add("certifications", row | {"held_at": held, "passed": str(rng.random() < 0.8).lower()})


def make_rewards(world: World) -> None:
    """Bases by position (one person has her own), wishes of the last quarter, figures, and corrections decided."""
    rng, last = world.rng, world.end
    for post, amount in BASE_PAY.items():
        row: Row = {"agent_id": "", "position": post, "award": "bonus", "amount": amount}
        world.add("bases", row | {"from_date": world.first.isoformat()})
    own: Row = {"agent_id": "A010", "position": "", "award": "bonus", "amount": "3300.00"}
    world.add("bases", own | {"from_date": world.first.isoformat()})
    quarter = f"{last.year if last.month > 1 else last.year - 1}-Q{((last.month - 2) % 12) // 3 + 1}"
    for member in rng.sample(world.people, 12):
        row = {"agent_id": member.agent_id, "period": quarter, "award": "training-seat", "rank": 1}
        world.add("wishes", row)
    for member in world.people[6:16]:
        if member.at(last - timedelta(days=40)):
            start = (last - timedelta(days=40)).replace(day=1)
            row = {"agent_id": member.agent_id, "metric": "enquiry_conversion", "from_date": start.isoformat()}
            row |= {
                "to_date": (start + timedelta(days=32)).replace(day=1).isoformat(),
                "numerator": rng.randrange(20, 60),
            }
            world.add("figures", row | {"denominator": 150, "cases": 150, "source": "sim"})
    make_entries(world)


def make_entries(world: World) -> None:
    """What is judged of leads: talks held, interviews on time, the team's total; and potential at the year's end."""
    rng = world.rng
    for month in months(world):
        if (month + timedelta(days=32)).replace(day=1) > world.end:
            continue  # judged once the month is over
        for member in world.people:
            if not member.lead:
                continue
            row: Row = {
                "agent_id": member.agent_id,
                "month": f"{month:%Y-%m}",
                "entered_by": "HR01",
                "confirmed_by": "M001",
            }
            world.add("entries", row | {"metric": "coaching_held", "numerator": rng.randrange(7, 10), "denominator": 9})
            if month.month % 3 == 0:
                total = 8600 + round(300 * member.care) + rng.randrange(-200, 400)
                world.add("entries", row | {"metric": "team_total", "numerator": total, "denominator": 100})
                held = rng.choice((8, 9, 9, 9))
                world.add("entries", row | {"metric": "interviews_on_time", "numerator": held, "denominator": 9})
    for member in world.people[:12]:
        judged: Row = {
            "agent_id": member.agent_id,
            "metric": "potential",
            "month": f"{world.end.replace(day=1) - timedelta(days=1):%Y-%m}",
        }
        judged |= {"numerator": _anchored(member), "denominator": 1, "entered_by": "M001", "confirmed_by": "HR01"}
        world.add("entries", judged)


def _anchored(member: Member) -> int:
    return max(1, min(5, round(3.4 + member.growth)))


def make_adjustments(world: World) -> None:
    """An outage window, a malicious rating taken out, and a ticket given back to who served it."""
    day = world.end - timedelta(days=48)
    decided: Row = {"decided_by": "HR01", "decided_at": stamp(local(day + timedelta(days=3), 36000))}
    outage: Row = {"adjustment_id": "K-118", "kind": "exclude", "table": "tickets", "filter": "channel=chat"}
    outage |= {"from_at": stamp(local(day, 13 * 3600)), "to_at": stamp(local(day, 15 * 3600 + 1200))}
    world.add("adjustments", outage | {"reason": "系统故障 13:00–15:20"} | decided)
    low = [row for row in world.rows["surveys"] if row["score"] == 1]
    if low:
        rating: Row = {
            "adjustment_id": "K-119",
            "kind": "exclude",
            "table": "surveys",
            "record_id": low[-1]["survey_id"],
        }
        world.add("adjustments", rating | {"reason": "恶意评价，已核实聊天记录"} | decided)
    tickets = world.rows["tickets"]
    ticket = tickets[len(tickets) * 49 // 50]["ticket_id"]
    moved: Row = {
        "adjustment_id": "K-120",
        "kind": "reattribute",
        "table": "tickets",
        "record_id": ticket,
        "new": "A009",
    }
    world.add("adjustments", moved | {"reason": "实际由 A009 处理"} | decided)
