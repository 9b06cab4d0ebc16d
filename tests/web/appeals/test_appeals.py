"""An appeal from filing to its letter: who may, what is asked first, what follows, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import access, actions, queries, tasks
from deskmerit.web.appeals.dates import dates
from deskmerit.web.appeals.forms import AppealForm, ReviewerForm
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.cycles.models import Cycle, PanelSeat
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.access import leads_of
from deskmerit.web.org.models import Deputy, Person, Role
from deskmerit.web.scorecards.models import Result
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
    third = published.quality.person
    with transaction.atomic():
        actions.name_reviewer(published.hr, appeal, third, "from elsewhere")
    assert running("appeal", appeal)[0].person == third


def test_named_to_decide_is_who_holds_such_a_role_and_neither_scored_nor_approved(published, appeal) -> None:
    def offered() -> set[Any]:
        return set(ReviewerForm(appeal=appeal).fields["reviewer"].queryset)

    led = leads_of(published.agent.person, published.cycle.start, published.cycle.end)
    elsewhere = set(Person.objects.filter(leadings__isnull=False).exclude(pk__in=led))
    assert {published.hr2.person, published.quality.person} | elsewhere == offered()
    for user in (published.auditor, published.admin, published.outsider):
        assert user.person not in offered()
        with pytest.raises(Refused, match="Choose somebody of HR"), transaction.atomic():
            actions.name_reviewer(published.hr, appeal, user.person, "anybody")
    Role.objects.filter(person=published.hr2.person).update(team=published.outsider.person.postings.last().team)
    assert published.hr2.person not in offered()
    assert access.next_reviewer(appeal) is None
    PanelSeat.objects.create(cycle=published.cycle, person=published.outsider.person, function="business", outside=True)
    assert published.outsider.person in offered()
    assert access.next_reviewer(appeal) == published.outsider.person


def test_for_a_small_team_anybody_may_be_named_whom_its_cycle_does_not_evaluate(published, appeal) -> None:
    friend = Person.objects.create(agent_id="F1", name="Friend")
    User.objects.create(username="F1", person=friend)
    for small in (False, True):
        Cycle.objects.filter(pk=published.cycle.pk).update(small=small)
        appeal.cycle.refresh_from_db()
        assert access.nameable(appeal).filter(pk=friend.pk).exists() == small
        for user in (published.outsider, published.auditor, published.hr):
            assert not access.nameable(appeal).filter(pk=user.person.pk).exists()


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


def test_a_quality_check_can_be_contested_only_where_one_stands_behind_the_scorecard(published, monkeypatch) -> None:
    result = published.result()
    assert Appeal.Subject.QUALITY not in dict(AppealForm(result=result).fields["subject"].choices)
    monkeypatch.setattr(queries, "record_choices", lambda card: [("qa_reviews", "Q00001", "质检")])
    assert Appeal.Subject.QUALITY in dict(AppealForm(result=result).fields["subject"].choices)
