"""Quality checks of the simulated centre: two samples, and a check in every state."""

from datetime import date
from decimal import Decimal
from random import Random

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import BEGUN, Cast, Part, account
from deskmerit.web.org.models import Deputy, Person, Role
from deskmerit.web.quality import actions, sampling
from deskmerit.web.quality.models import Check, Sample, Sheet, Task
from deskmerit.web.quality.sheet import Mark, Marks
from deskmerit.web.quality.sheet import Sheet as Content
from deskmerit.web.shared.sweep import sweep

GOOD = ("先安抚情绪，再核对订单，语气始终平和。", "主动说明时限并按时回复。", "解释清楚，没有使用行话。")
COACH = ("下次先复述客户诉求，再给方案。", "结束前请确认是否还有其他问题。", "")
MEND = ("未先致歉", "重复询问订单号", "未告知时限")


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """A sample of May, checked in June; two of the last month, being checked."""
    return [_samples(cast)]


def _samples(cast: Cast) -> Part:
    yield "2026-06-03T09:00:00+08:00"
    other = _second(cast)
    with transaction.atomic():
        sampling.shipped_sheets(cast.hr)
    reviewers = [user.person for user in (cast.quality, other) if user.person is not None]
    spring = _draw(cast, reviewers, "2026 年 5 月在线抽检", date(2026, 5, 1), date(2026, 6, 1), "chat", 1)
    rng = Random(7)
    for number, task in enumerate(spring.tasks.select_related("sample__version", "person")[:14]):
        _told(task, rng, fatal=number == 3)
    yield "2026-06-22T09:00:00+08:00"
    sweep()
    yield "2026-10-12T09:00:00+08:00"
    autumn = _draw(cast, reviewers, "2026 年 10 月在线抽检", date(2026, 9, 12), date(2026, 10, 12), "chat", 2)
    _draw(cast, reviewers, "2026 年 10 月电话抽检", date(2026, 9, 12), date(2026, 10, 12), "phone", 1)
    yield from _states(cast, autumn, rng)


def _second(cast: Cast) -> User:
    """Another quality reviewer: nobody confirms their own fatal error."""
    found = User.objects.filter(person__agent_id="Q002").first()
    if found is not None:
        return found
    with transaction.atomic():
        person = Person.objects.create(agent_id="Q002", name="冯雪", employee_no="Q002", email="q002@example.com")
        Role.objects.create(person=person, kind=Role.Kind.QUALITY, from_date=BEGUN)
        for one, deputy in ((person, cast.hr_deputy.person),):
            if deputy is not None:
                Deputy.objects.create(person=one, deputy=deputy, from_date=BEGUN)
        return account(person)


def _draw(cast: Cast, reviewers: list[Person], title: str, start: date, end: date, sheet: str, each: int) -> Sample:
    version = Sheet.objects.get(slug=sheet).versions.first()
    assert version is not None
    kind = version.sheet.kind
    sample = Sample(
        title=title, start=start, end=end, kind=kind, per_agent=each, seed=f"{start:%Y-%m}", version=version
    )
    with transaction.atomic():
        return sampling.draw_sample(cast.hr, sample, [], reviewers)


def _draft(task: Task, rng: Random, fatal: bool = False) -> tuple[User, Check]:
    reviewer = _user(task.reviewer)
    with transaction.atomic():
        check = actions.begin_check(reviewer, task)
        marks = _marks(check.version.read(), rng)
        found = {"f4": {"comment": "第 6 条回复承诺“今天一定到”，物流无法保证。"}} if fatal else {}
        actions.save(reviewer, check, marks, found, rng.choice(GOOD), rng.choice(COACH))
    return reviewer, check


def _told(task: Task, rng: Random, fatal: bool = False) -> Check:
    reviewer, check = _draft(task, rng, fatal)
    with transaction.atomic():
        actions.submit(reviewer, check)
        if fatal:
            actions.decide_fatal(_user(check.second), check, True, "聊天记录清楚，属于虚假承诺。")
    return check


def _marks(sheet: Content, rng: Random) -> Marks:
    found = {}
    for item in sheet.items():
        lost = rng.choices((0, 1, 2, 4), (62, 22, 12, 4))[0]
        points = max(item.points - lost, Decimal(0))
        place = f"#{rng.randrange(2, 9)}" if lost else ""
        found[item.id] = Mark(points, False, rng.choice(MEND) if lost else "", place)
    if "s3i2" in found and rng.random() < 0.2:
        found["s3i2"] = Mark(not_applicable=True)
    return found


def _user(person: Person | None) -> User:
    assert person is not None
    return User.objects.get(person=person)


def _states(cast: Cast, sample: Sample, rng: Random) -> Part:
    """A check in every state; the agent of the sign-ins has some to read."""
    mine = list(sample.tasks.filter(person=cast.agent.person).select_related("sample__version", "person"))
    rest = sample.tasks.exclude(pk__in=[each.pk for each in mine]).exclude(reviewer=None)
    others = list(rest.select_related("sample__version", "person")[:24])
    for task in others[:10]:
        _told(task, rng)
    for task, decision in zip(others[10:13], ("kept", "changed", ""), strict=False):
        _disputed(task, rng, decision)
    yield "2026-10-20T10:00:00+08:00"
    for task in mine[:1]:
        _told(task, rng)
    for task in others[13:16]:
        _told(task, rng)
    _told(others[16], rng, fatal=True)
    reviewer, check = _draft(others[17], rng, fatal=True)
    with transaction.atomic():
        actions.submit(reviewer, check)
    _not_confirmed(others[18], rng)
    _disputed(others[19], rng, "")
    _draft(others[20], rng)
    reviewer, check = _draft(others[21], rng)
    with transaction.atomic():
        actions.discard(reviewer, check, "会话在质检前被合并到另一工单。")
        sampling.skip(_user(others[22].reviewer), others[22], "聊天记录缺失，无法质检。")


def _not_confirmed(task: Task, rng: Random) -> None:
    reviewer, check = _draft(task, rng, fatal=True)
    with transaction.atomic():
        actions.submit(reviewer, check)
        actions.decide_fatal(_user(check.second), check, False, "客服转述的是物流公司的答复，并非自行承诺。")


def _disputed(task: Task, rng: Random, decision: str) -> None:
    check = _told(task, rng)
    person = _user(check.person)
    with transaction.atomic():
        named = {"s1i1": {"proposed": "5"}, "s4i1": {"proposed": "10"}}
        actions.dispute(person, check, named, "开场已报姓名，见第 2 条；措辞没有问题。")
    second = _user(check.second)
    with transaction.atomic():
        if decision == "kept":
            actions.keep(second, check, "核对原文后维持原评分。")
        elif decision == "changed":
            points = {"s1i1": Decimal(5), "s4i1": Decimal(10)}
            if all(Decimal(check.marks[name]["points"]) == value for name, value in points.items()):
                actions.keep(second, check, "原评分已是建议的分值。")
            else:
                actions.change(second, check, points, "第 2 条确有报姓名，予以修改。")
