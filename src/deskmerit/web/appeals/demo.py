"""Flags, corrections and appeals of the demonstration, played through the actions, in every state."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import actions, drafts, effect, flags, previews, queries, tasks
from deskmerit.web.appeals.models import Appeal, Flag
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.intake import corrections_actions as corrections
from deskmerit.web.intake.models import Correction
from deskmerit.web.scorecards.models import Card, Result
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared.refusal import Refused

OUTAGE = "当日支付系统故障，客户因退款延迟打低分，与服务无关。"
REMEDY = "如仍有异议，可请人力资源组织内部调解，或在法定时效内申请劳动争议仲裁。"
FIRST, SECOND, THIRD = "2026-Q2", "2026-Q3", "2026-Q4"


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """Q2: one upheld to the letter, one rejected, an award's base put right after it was paid.

    Q3: filed, in review with its consequence, withdrawn. Q4: flags.
    """
    return [_first(cast, cycles), _award(cast, cycles), _second(cast, cycles), _third(cast, cycles), _shown()]


def _shown() -> Part:
    yield "2026-10-21T16:00:00+08:00"
    for appeal in Appeal.objects.filter(state="in_review").exclude(drafts=[]):
        with transaction.atomic():
            previews.ask(None, "appeal", appeal)  # corrections came in force since
        _show(appeal)


def _first(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    yield "2026-07-13T11:00:00+08:00"
    won, lost = _people(cycles[FIRST], 2, cast.agent)
    upheld = _file(won, "satisfaction", "control", OUTAGE, "剔除这几条评价。", records=3)
    rejected = _file(lost, "first_response", "standard", "排班高峰期标准与平日相同，不合理。", "按峰谷分别考核。")
    yield "2026-07-14T10:00:00+08:00"
    for appeal in (upheld, rejected):
        _hear(cast, appeal)
    yield "2026-07-15T10:00:00+08:00"
    _show(upheld)
    _try(lambda: actions.uphold(cast.hr_deputy, upheld, "故障属实，评价与服务无关，予以剔除。", "系统日志显示故障。"))
    _try(lambda: actions.reject(cast.hr_deputy, rejected, "标准已公示并签收，适用于全体。", "方案公示记录与签收记录。"))
    upheld.refresh_from_db()
    if upheld.state == Appeal.State.UPHELD:
        tasks.apply_decision.call(upheld.pk)
        upheld.refresh_from_db()
    for appeal in (upheld, rejected):
        _letter(cast, appeal)
    _try(lambda: actions.acknowledge(won.person.user, upheld))


def _award(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    """HR proposed, approved and locked the run: somebody else of the house decides, whom HR names."""
    yield "2026-07-27T14:00:00+08:00"
    results = cycles[FIRST].results.filter(appeals=None, person__user__is_active=True, lead__isnull=False)
    result = results.exclude(person=cast.agent.person).select_related("person__user", "card").order_by("pk").first()
    assert result is not None
    given = {"subject": "award", "award": "bonus", "indicator": "", "records": [], "ground": "data"}
    given |= {"text": "四月起合同约定的奖金基数已上调，发放时仍按原基数计算。", "wish": "按新基数补发。"}
    appeal = _try(lambda: actions.file(_user(result), result, given))
    if appeal is None:
        return
    yield "2026-07-28T10:00:00+08:00"
    assert cast.quality.person is not None
    named = cast.quality.person
    _try(lambda: actions.name_reviewer(cast.hr, appeal, named, "人力资源已参与该批次，由未参与者复核。"))
    _try(lambda: actions.accept(cast.quality, appeal))
    _try(lambda: actions.state_lead(cast.quality, appeal, "组长：合同四月已改，本人无误。"))
    _try(lambda: actions.state_person(_user(result), appeal, "附上补充协议。"))
    yield "2026-07-29T10:00:00+08:00"
    raised = drafts.base("bonus", result.person.agent_id, "", Decimal(3400))
    _try(lambda: actions.draft(cast.quality, appeal, [raised]))
    _show(appeal)
    _try(lambda: actions.uphold(cast.quality, appeal, "补充协议属实，基数更正为 3400 元。", "补充协议 2026-04-01。"))
    tasks.apply_decision.call(appeal.pk)
    appeal.refresh_from_db()
    _try(lambda: actions.send_letter(cast.quality, appeal, REMEDY))


def _second(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    yield "2026-10-20T10:00:00+08:00"
    cycle = cycles[SECOND]
    people = [*_people(cycle, 2, cast.agent), *_results(cycle, cast.agent)]
    taken, fresh, mine = people
    withdrawn = _file(taken, "knowledge", "ignored", "两篇文章未被计入。", "补计两篇文章。")
    _try(lambda: actions.withdraw(_user(taken), withdrawn))
    review = _file(mine, "satisfaction", "control", OUTAGE, "剔除这三条评价，重新计算。", records=3)
    yield "2026-10-21T10:00:00+08:00"
    _hear(cast, review)
    yield "2026-10-21T15:00:00+08:00"
    _file(fresh, "fcr", "data", "有一张工单由同事重复打开，不应算我未一次解决。", "更正该工单。", records=1)


def _third(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    yield "2026-10-21T09:10:00+08:00"
    cycle = cycles[THIRD]
    cycle.refresh_from_db()
    cards = cycle.current.cards.select_related("person__user", "run__cycle") if cycle.current else Card.objects.none()
    mine = cards.filter(person=cast.agent.person).first()
    found = list(_lowest(mine, 2)) if mine else []
    for card in cards.exclude(person=cast.agent.person):
        if card.person.user.is_active and len(found) < 5:
            found += _lowest(card, 1)
    made = [flag for card, values in found if (flag := _flag(card, values)) is not None]
    yield "2026-10-21T11:00:00+08:00"
    for flag, uphold in zip(made[1:], (True, False), strict=False):
        _answer(cast, flag, uphold)
    yield "2026-10-21T14:00:00+08:00"
    if found:
        values = found[-1][1]
        row = Correction(kind="exclude", table=values["table"], record=values["record"], reason="重复导入的评价。")
        _try(lambda: corrections.ask(cast.hr, row))


def _flag(card: Card, values: dict[str, str]) -> Flag | None:
    return _try(lambda: flags.file(card.person.user, card, values, "outage", OUTAGE))


def _answer(cast: Cast, flag: Flag, uphold: bool) -> None:
    row = Correction(kind="exclude", table=flag.table, record=flag.record)
    if uphold:
        _try(lambda: flags.uphold(cast.hr, flag, row, "故障公告属实，剔除。"))
    else:
        _try(lambda: flags.refuse(cast.hr, flag, "当日无故障，评价有效。"))


def _letter(cast: Cast, appeal: Appeal) -> None:
    if appeal.state in ("applied", "rejected"):
        _try(lambda: actions.send_letter(cast.hr_deputy, appeal, REMEDY))


def _people(cycle: Cycle, many: int, but: User) -> list[Result]:
    """People whose satisfaction gains most without its three worst ratings: their appeal is worth deciding."""
    found: list[tuple[Decimal, int, Result]] = []
    for result in cycle.results.exclude(person=but.person).select_related("person__user", "card__run__cycle"):
        if result.person.user.is_active and result.lead_id is not None and scorecard_of(result.card).plan == "template":
            found.append((-_gain(result), result.pk, result))
    return [result for _less, _pk, result in sorted(found)[:many]]


def _gain(result: Result) -> Decimal:
    """The points that satisfaction gains without the three worst ratings."""
    listed = [values["record"] for _card, values in _lowest(result.card, 3)]
    found = effect.effect_on(result.card, "satisfaction", scorecard_of(result.card).place, *listed)
    return (found and effect.worth(found)) or Decimal(0)


def _results(cycle: Cycle, user: User) -> list[Result]:
    return list(cycle.results.filter(person=user.person).select_related("person__user", "card__run__cycle"))


def _lowest(card: Card, many: int, indicator: str = "satisfaction") -> Iterator[tuple[Card, dict[str, str]]]:
    """The person's worst rated records of a line."""
    place = scorecard_of(card).place
    rows = [row for row in queries.cases(card, indicator, place) if row["included"]]
    rows.sort(key=lambda row: (int(str(row["numerator"] or 0)), str(row["record_id"])))
    for row in rows[:many]:
        yield card, {
            "table": "surveys" if indicator == "satisfaction" else "tickets", "record": str(row["record_id"]),
            "indicator": indicator, "team": place.team, "position": place.position,
        }  # fmt: skip


def _file(result: Result, indicator: str, ground: str, text: str, wish: str, records: int = 0) -> Appeal:
    result.refresh_from_db(fields=["received_at", "interviewed_on", "appeal_due"])  # days have passed since it was read
    named = [[v["table"], v["record"]] for _card, v in _lowest(result.card, records, indicator)] if records else []
    subject = "record" if named else "indicator"
    values = {"subject": subject, "indicator": indicator, "records": named, "ground": ground, "text": text}
    with transaction.atomic():
        return actions.file(_user(result), result, {**values, "wish": wish})


def _user(result: Result) -> User:
    user: User = result.person.user
    return user


def _hear(cast: Cast, appeal: Appeal) -> None:
    _try(lambda: actions.accept(cast.hr_deputy, appeal))
    _try(lambda: actions.state_lead(cast.hr_deputy, appeal, "组长：当日确有系统公告，个人服务没有问题。"))
    _try(lambda: actions.state_person(_user(appeal.result), appeal, "没有补充。"))


def _show(appeal: Appeal) -> None:
    """The consequence, computed here and now."""
    made = previews.of("appeal", appeal)
    if made is not None:
        tasks.make_preview.call(made.pk)


def _try[T](act: Callable[[], T]) -> T | None:
    """An action in its own transaction; what the demonstration's figures don't allow is left out."""
    try:
        with transaction.atomic():
            return act()
    except Refused:
        return None
