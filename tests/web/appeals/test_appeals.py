"""An appeal from filing to its letter: who may, what is asked first, what follows, once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from deskmerit.web.appeals import access, actions, queries, tasks
from deskmerit.web.appeals.dates import dates
from deskmerit.web.appeals.forms import AppealForm
from deskmerit.web.appeals.models import Appeal, Preview
from deskmerit.web.awards import wishes
from deskmerit.web.awards.models import LedgerLine, Seat
from deskmerit.web.awards.queries import offered_to
from deskmerit.web.cycles.models import Run
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.models import Deputy, Person, Role
from deskmerit.web.scorecards import actions as scorecards
from deskmerit.web.scorecards.models import Restatement, Result
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import running, take
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.refusal import Overtaken, Refused
from deskmerit.web.shared.sweep import sweep
from web.appeals.conftest import values


def test_an_appeal_gets_a_number_an_independent_reviewer_and_a_clock(published, appeal) -> None:
    assert appeal.code == "2026-Q3-001"
    assert appeal.reviewer == published.hr2.person  # H1, B1 and the lead are its panel
    (decision,) = running("appeal", appeal)
    assert (decision.code, decision.person) == ("decision", published.hr2.person)
    assert published.hr2.notices.get(code="appeal-filed").params == {"number": "2026-Q3-001"}


def test_nobody_else_files_an_appeal_for_a_person(published, recomputed) -> None:
    for user in (published.lead, published.hr, published.outsider):
        with pytest.raises(Refused, match="by the person"), transaction.atomic():
            actions.file(user, published.result(), values())


def test_an_appeal_after_its_window_is_too_late(published, recomputed) -> None:
    result = published.result()
    Result.objects.filter(pk=result.pk).update(
        received_at=clock.now() - timedelta(30), interviewed_on=clock.today() - timedelta(30), interview_due=None
    )
    result.refresh_from_db()
    with pytest.raises(Refused, match="time for an appeal is over"), transaction.atomic():
        actions.file(published.agent, result, values())


def test_whoever_scored_signed_or_stands_in_for_the_person_never_decides(published, appeal) -> None:
    Deputy.objects.create(person=published.agent.person, deputy=published.quality.person, from_date="2026-01-01")
    for user in (published.lead, published.hr, published.business, published.agent, published.quality):
        Appeal.objects.filter(pk=appeal.pk).update(reviewer=user.person)
        appeal.refresh_from_db()
        with pytest.raises(Refused), transaction.atomic():
            actions.accept(user, appeal)
        with pytest.raises(Refused), transaction.atomic():
            actions.name_reviewer(published.hr, appeal, user.person, "anybody")


def test_an_overdue_decision_goes_through_deputies_until_hr_names_somebody(published, appeal, at) -> None:
    other = Person.objects.create(agent_id="H3", name="deputy", email="h3@example.com")
    Deputy.objects.filter(person=published.hr2.person).delete()
    Deputy.objects.create(person=published.hr2.person, deputy=other, from_date="2026-01-01")
    at("2026-10-19T10:00:00+08:00")
    sweep()
    appeal.refresh_from_db()
    assert appeal.reviewer == other
    (again,) = running("appeal", appeal)
    assert again.person == other
    assert again.due > clock.today()
    at("2026-10-26T10:00:00+08:00")
    sweep()
    appeal.refresh_from_db()
    assert appeal.reviewer is None
    (left,) = running("appeal", appeal)
    assert (left.person, left.role) == (None, "hr")
    assert published.hr.notices.filter(code="appeal-name").exists()
    third = Person.objects.create(agent_id="H4", name="outside", email="h4@example.com")
    with transaction.atomic():
        actions.name_reviewer(published.hr, appeal, third, "from elsewhere")
    assert running("appeal", appeal)[0].person == third


def test_an_appeal_is_withdrawn_before_it_is_decided_and_not_after(published, appeal) -> None:
    with transaction.atomic():
        actions.withdraw(published.agent, appeal)
    assert running("appeal", appeal) == []
    with pytest.raises(Refused), transaction.atomic():
        actions.accept(published.hr2, appeal)


def test_nothing_is_decided_before_both_sides_facts_and_consequence(published, appeal) -> None:
    with transaction.atomic():
        actions.accept(published.hr2, appeal)
    with pytest.raises(Refused) as refused, transaction.atomic():
        actions.uphold(published.hr2, appeal, "yes")
    assert len(refused.value.sentences) == 3


def test_the_consequence_seen_is_that_of_exactly_these_corrections(published, heard) -> None:
    heard.facts = "log"
    drafts = [*heard.drafts, {"kind": "exclude", "table": "tickets", "record": "T000600"}]
    with transaction.atomic():
        actions.draft(published.hr2, heard, drafts, "log")
    with pytest.raises(Refused, match="consequence"), transaction.atomic():
        actions.uphold(published.hr2, heard, "yes")
    tasks.make_preview.call(tasks.previews.of("appeal", heard).pk)
    with transaction.atomic():
        actions.uphold(published.hr2, heard, "yes")
    assert Correction.objects.filter(origin="appeal", state="in_force").count() == 2


def test_of_two_reviewers_at_once_one_wins(published, heard) -> None:
    second = Appeal.objects.get(pk=heard.pk)
    with transaction.atomic():
        actions.uphold(published.hr2, heard, "yes", "log")
    with pytest.raises(Overtaken), transaction.atomic():
        actions.reject(published.hr2, second, "no", "log")
    assert Appeal.objects.get(pk=heard.pk).state == "upheld"


def test_what_is_decided_are_the_corrections_whose_consequence_was_on_the_page(published, heard) -> None:
    opened = Appeal.objects.get(pk=heard.pk)
    more = [*heard.drafts, {"kind": "exclude", "table": "tickets", "record": "T000600"}]
    with transaction.atomic():
        actions.draft(published.hr2, heard, more, "log")
    with pytest.raises(Overtaken), transaction.atomic():
        actions.uphold(published.hr2, opened, "yes", "log")
    assert not Correction.objects.filter(origin="appeal").exists()


def test_an_upheld_appeal_changes_grade_and_ledger_once_however_often_its_task_runs(published, upheld) -> None:
    for _ in range(2):
        tasks.apply_decision.call(upheld.pk)
    upheld.refresh_from_db()
    result = published.result()
    assert (upheld.state, result.card.grade, result.first.grade) == ("applied", "S", "not_rated")
    assert result.received_at is None
    assert Restatement.objects.filter(result=result, state="told", approved_by=published.hr2.person).count() == 1
    lines = LedgerLine.objects.filter(person=published.agent.person)
    assert {(each.kind, each.cause, each.run, each.amount > 0) for each in lines} == {
        ("correction", "appeal", None, True)
    }
    assert sorted(each.award for each in lines) == sorted({each.award for each in lines})
    line = lines[0]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerLine.objects.filter(pk=line.pk).update(amount=1)


def test_a_crash_between_decision_and_application_is_picked_up_again(published, upheld, monkeypatch) -> None:
    def crash(*args: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(tasks.ledger, "add", crash)
        with pytest.raises(RuntimeError):
            tasks.apply_decision.call(upheld.pk)
    assert published.result().card == published.result().first
    assert not Restatement.objects.exists()
    address = reverse("appeal_page", args=[upheld.pk])
    told = {name: "RuntimeError: killed" in published.client(getattr(published, name)).get(address).content.decode()
            for name in ("hr", "hr2", "agent")}  # fmt: skip
    assert told == {"hr": True, "hr2": True, "agent": False}
    asked = []
    monkeypatch.setattr(type(tasks.apply_decision), "enqueue", lambda self, pk: asked.append(pk))
    Appeal.objects.filter(pk=upheld.pk).update(decided_at=clock.now() - timedelta(hours=1))
    tasks.pick_up()
    assert asked == [upheld.pk]
    tasks.apply_decision.call(upheld.pk)
    assert published.result().card.grade == "S"
    upheld.refresh_from_db()
    assert upheld.failure == ""


def test_a_result_restated_while_an_appeal_is_recomputed_is_weighed_again(published, upheld, monkeypatch) -> None:
    """Else the better card of then would take the place of a still better one of now."""
    weighed, better = tasks.recompute.weighed, []

    def slowly(asked, told):
        found = weighed(asked, told)
        if not better:
            better.append(restated(published, "97.00"))
        return found

    monkeypatch.setattr(tasks.recompute, "weighed", slowly)
    tasks.apply_decision.call(upheld.pk)
    assert published.result().card == better[0].after
    assert Appeal.objects.get(pk=upheld.pk).state == "applied"


def test_an_upheld_appeal_waits_for_no_other_proposal_which_it_takes_in(published, upheld) -> None:
    result = published.result()
    run = Run.objects.create(cycle=published.cycle, kind="restated", state="done", asked_at=clock.now())
    card = scorecard_of(result.card)
    with transaction.atomic():
        made = scorecards.propose_restatement(published.hr, result, run, card, [], "late_data", "补录")
    tasks.apply_decision.call(upheld.pk)
    made.refresh_from_db()
    assert (published.result().card.grade, made.state) == ("S", "merged")


def restated(world, total: str) -> Restatement:
    result = world.result()
    run = Run.objects.create(cycle=world.cycle, kind="restated", state="done", asked_at=clock.now())
    card = replace(scorecard_of(result.card), total=Decimal(total), grade="S", score_grade="S")
    with transaction.atomic():
        made = scorecards.propose_restatement(world.hr, result, run, card, [], "late_data", "补录")
        scorecards.approve(world.hr2, made)
    return made


def test_an_upheld_appeal_lowers_nobody(published, heard, recomputed, measured) -> None:
    fallen = next(c for c in measured.cards if c.grade == "S" and c.agent_id != published.agent.person.agent_id)
    recomputed(**{fallen.agent_id: {"total": fallen.total - 20, "grade": "B"}})
    Preview.objects.all().delete()
    tasks.make_preview.call(tasks.previews.ask(published.hr2, "appeal", heard).pk)
    found = tasks.previews.seen(tasks.previews.of("appeal", heard))
    assert found.of(fallen.agent_id).spared
    with transaction.atomic():
        actions.uphold(published.hr2, heard, "yes", "log")
    tasks.apply_decision.call(heard.pk)
    result = published.cycle.results.get(person__agent_id=fallen.agent_id)
    assert result.card == result.first
    assert not LedgerLine.objects.filter(amount__lt=0).exists()


def test_the_letter_is_in_the_persons_language_with_a_next_remedy(published, heard) -> None:
    published.agent.language = "en"
    published.agent.save()
    with transaction.atomic():
        actions.reject(published.hr2, heard, "The ratings stand.", "No outage then.")
    heard.refresh_from_db()
    with pytest.raises(Refused, match="what the person can do next"), transaction.atomic():
        actions.send_letter(published.hr2, heard, " ")
    with transaction.atomic():
        actions.send_letter(published.hr2, heard, "Mediation by HR.")
    heard.refresh_from_db()
    assert (heard.state, heard.letter_language) == ("closed", "en")
    with pytest.raises(Refused), transaction.atomic():
        actions.acknowledge(published.lead, heard)
    with transaction.atomic():
        actions.acknowledge(published.agent, heard)
    letter = published.client(published.agent).get(f"/appeals/{heard.pk}/letter.pdf")
    assert b"".join(letter.streaming_content).startswith(b"%PDF")


def test_the_days_of_an_appeal_stand_against_their_deadlines_in_page_and_interface(published, heard, at) -> None:
    first = running("appeal", heard)[0].due
    at(f"{first + timedelta(days=3)}T10:00:00+08:00")
    sweep()  # overdue: passed on to a deputy, who has a later day
    heard.refresh_from_db()
    with transaction.atomic():
        actions.name_reviewer(published.hr, heard, published.hr2.person, "back from leave")
        actions.reject(published.hr2, heard, "The ratings stand.", "No outage then.")
    told = published.client(published.agent).get(f"/api/appeals/appeals/{heard.pk}").json()
    days = {each["code"]: each for each in told["dates"]}
    assert days["decided"] == {"code": "decided", "due": f"{first}", "done": f"{first + timedelta(days=3)}"}
    assert days["filed"]["done"] == f"{clock.local_date(heard.filed_at)}"
    assert "applied" not in days
    assert [each.code for each in dates(heard) if each.late] == ["decided"]
    assert "No outage then." in told["facts"]
    page = published.client(published.agent).get(f"/appeals/{heard.pk}/")
    assert page.context["dates"] == dates(heard)
    assert published.client(published.agent).get(f"/appeals/{heard.pk}/form.pdf").content.startswith(b"%PDF")


def test_an_appeal_turned_down_as_late_must_be_late(published, appeal) -> None:
    with pytest.raises(Refused, match="in time"), transaction.atomic():
        actions.refuse(published.hr2, appeal, "late", "too late")
    appeal.refresh_from_db()
    with transaction.atomic():
        actions.refuse(published.hr2, appeal, "unrelated", "not about a result")
    assert appeal.state == "refused"


def test_who_sees_an_appeal(published, appeal) -> None:
    url = f"/appeals/{appeal.pk}/"
    seen = {
        name: published.client(getattr(published, name)).get(url).status_code
        for name in ("agent", "lead", "hr", "hr2", "outsider", "admin", "auditor")
    }
    assert seen == {
        "agent": 200, "lead": 200, "hr": 200, "hr2": 200, "outsider": 404, "admin": 404, "auditor": 200
    }  # fmt: skip


def test_the_reviewer_reads_the_consequence_and_others_do_not(published, heard) -> None:
    shown = published.client(published.hr2).get(f"/appeals/{heard.pk}/").content.decode()
    assert "92.00" in shown
    assert "92.00" not in published.client(published.agent).get(f"/appeals/{heard.pk}/").content.decode()
    assert published.client(published.lead).post(f"/appeals/{heard.pk}/preview/").status_code == 404


def test_an_appeal_is_filed_and_decided_on_its_pages(published, recomputed) -> None:
    result = published.result()
    me, reviewer = published.client(published.agent), published.client(published.hr2)
    page = me.get(f"/appeals/new/{result.pk}/")
    assert page.status_code == 200
    bad = me.post(f"/appeals/new/{result.pk}/", {"subject": "record", "ground": "data", "text": "x", "wish": "y"})
    assert bad.status_code == 200
    assert not Appeal.objects.exists()
    chosen = queries.record_choices(result.card)[0]
    given = {"subject": "record", "records": f"{chosen[0]}/{chosen[1]}", "ground": "data", "text": "x", "wish": "y"}
    made = me.post(f"/appeals/new/{result.pk}/", given)
    assert made.status_code == 302
    appeal = Appeal.objects.get()
    assert reviewer.post(f"/appeals/{appeal.pk}/accept/").status_code == 302
    appeal.refresh_from_db()
    assert appeal.state == "in_review"
    assert published.client(published.outsider).get(f"/appeals/new/{result.pk}/").status_code == 404


def test_the_list_asks_as_often_for_many_as_for_few(published, appeal, django_assert_max_num_queries) -> None:
    client = published.client(published.hr)
    with django_assert_max_num_queries(30):
        assert client.get("/appeals/").status_code == 200


def test_a_shift_of_the_panel_is_set_aside_only_where_there_is_one(published, appeal, monkeypatch) -> None:
    monkeypatch.undo()
    with transaction.atomic():
        take("appeal", appeal, "accept", published.hr2)
        take("appeal", appeal, "begin_review", published.hr2)
    with pytest.raises(Refused, match="nothing to set aside"), transaction.atomic():
        actions.draft(published.hr2, appeal, [{"kind": "shift", "table": "", "record": ""}])


def test_a_reviewer_from_the_panel_of_elsewhere_sees_what_they_decide(published, appeal) -> None:
    Role.objects.create(person=published.outsider.person, kind="panel", function="business", from_date="2026-01-01")
    assert access.is_independent(appeal, published.outsider.person)
    with transaction.atomic():
        actions.name_reviewer(published.hr, appeal, published.outsider.person, "panel of elsewhere")
    assert published.client(published.outsider).get(f"/appeals/{appeal.pk}/").status_code == 200
    assert Clock.objects.get(flow="appeal", stopped_at=None).person == published.outsider.person


def test_an_upheld_appeal_gives_a_seat_beyond_the_number_with_its_cause(published, heard, recomputed) -> None:
    recomputed(**{published.agent.person.agent_id: {"total": Decimal("99.99"), "score_grade": "S", "grade": "S"}})
    with transaction.atomic():
        opened = wishes.open_round(published.hr, published.cycle, "2026-Q3-7319")
    award = next(each for each in offered_to(published.cycle, published.agent.person) if each.seats)
    for result in published.cycle.results.filter(card__plan=published.result().card.plan).select_related(
        "person__user"
    ):
        with transaction.atomic():
            wishes.rank(result.person.user, opened, [award.id])
    with transaction.atomic():
        wishes.close(published.hr, opened)
        wishes.allot(published.hr, opened)
    held = set(Seat.objects.filter(granted=True).values_list("person", "award"))
    assert published.agent.person.pk not in {person for person, _award in held}
    Preview.objects.all().delete()
    tasks.make_preview.call(tasks.previews.ask(published.hr2, "appeal", heard).pk)
    found = tasks.previews.seen(tasks.previews.of("appeal", heard))
    assert [(each.agent_id, each.award) for each in found.seats] == [(published.agent.person.agent_id, award.id)]
    with transaction.atomic():
        actions.uphold(published.hr2, heard, "yes", "log")
    tasks.apply_decision.call(heard.pk)
    extra = Seat.objects.get(extra=True)
    assert (extra.person, extra.origin_flow, extra.origin_row) == (published.agent.person, "appeal", heard.pk)
    assert set(Seat.objects.filter(granted=True, extra=False).values_list("person", "award")) == held
    page = published.client(published.agent).get("/awards/wishes/").content.decode()
    assert f"申诉 {heard.code}" in page


def test_two_appeals_upheld_at_once_both_take_effect_and_none_pays_twice(
    published, upheld, recomputed, monkeypatch
) -> None:
    """One is applied while the other is being computed; a proposal of HR's waits for one of the results as well."""
    colleague = next(
        each for each in published.cycle.results.filter(card__plan="template").select_related("person__user", "card")
        if each.card.grade in ("B", "C") and each.person.user
    )  # fmt: skip
    recomputed(**{colleague.person.agent_id: {"total": Decimal("91.00"), "score_grade": "S", "grade": "S"}})
    other = _second(published, colleague)
    waiting = _waits(published)
    weighed, nested = tasks.recompute.weighed, []

    def slow(*args, **kwargs):
        found = weighed(*args, **kwargs)
        if not nested:
            nested.append(other.pk)
            tasks.apply_decision.call(other.pk)
        return found

    monkeypatch.setattr(tasks.recompute, "weighed", slow)
    assert tasks.apply_decision.call(upheld.pk) == "applied"
    assert {each.state for each in Appeal.objects.all()} == {"applied"}
    for result in (published.result(), published.cycle.results.get(pk=colleague.pk)):
        assert result.card.grade == "S"
    lines = list(LedgerLine.objects.values_list("person", "award"))
    assert len(lines) == len(set(lines)) > 1  # nobody's difference is written by both
    waiting.refresh_from_db()
    assert (waiting.state, waiting.merged_into.cause) == ("merged", "appeal")
    assert "补录工单" in waiting.merged_into.explanation


def _second(published, result: Result) -> Appeal:
    """A colleague's appeal, upheld too."""
    with transaction.atomic():
        made = actions.file(result.person.user, result, values(records=[["tickets", "T000360"]]))
        actions.accept(published.hr2, made)
        actions.state_lead(published.hr2, made, "x")
        actions.state_person(result.person.user, made, "y")
    tasks.make_preview.call(tasks.previews.of("appeal", made).pk)
    with transaction.atomic():
        actions.uphold(published.hr2, made, "yes", "log")
    return made


def _waits(published) -> Restatement:
    run = Run.objects.create(cycle=published.cycle, kind="restated", state="done", asked_at=clock.now())
    card = published.result().card
    better = replace(scorecard_of(card), total=Decimal("80.00"))
    with transaction.atomic():
        return scorecards.propose_restatement(
            published.hr, published.result(), run, better, card.steps, "late_data", "补录工单"
        )


def test_a_quality_check_can_be_contested_only_where_one_stands_behind_the_scorecard(published, monkeypatch) -> None:
    result = published.result()
    assert Appeal.Subject.QUALITY not in dict(AppealForm(result=result).fields["subject"].choices)
    monkeypatch.setattr(queries, "record_choices", lambda card: [("qa_reviews", "Q00001", "质检")])
    assert Appeal.Subject.QUALITY in dict(AppealForm(result=result).fields["subject"].choices)
