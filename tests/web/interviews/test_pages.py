"""The pages of interviews and plans: who sees them, what they say, that every step can be taken on them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from deskmerit.core.settings import Settings
from deskmerit.web.improvement import actions as plans
from deskmerit.web.improvement.content import Step, read
from deskmerit.web.interviews import actions
from deskmerit.web.interviews.models import Interview, Tip
from deskmerit.web.interviews.record import Goal, Record
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Attachment, Clock

NINE = datetime.fromisoformat("2026-10-12T09:00:00+08:00")
RECORD = {
    "place": "三号会议室", "starts_at": "2026-10-12T09:00", "ends_at": "2026-10-12T10:10", "achievements": "稳住客户",
    "gaps": "首次响应慢", "view": "认可", "agreed": "agreed", "goal0-goal": "早班响应", "goal0-measure": "≤ 34 秒",
    "goal0-due": "2026-12-31",
}  # fmt: skip


@pytest.fixture
def interview(published) -> Interview:
    """The agent's interview, due."""
    return published.result().interview


@pytest.fixture
def plan(published):
    """The agent's plan, running."""
    with transaction.atomic():
        found = plans.begin_plan(published.lead, published.result(), "2026-Q3")
        areas = tuple(replace(area, due=date(2026, 12, 1)) for area in read(found.content).areas)
        steps = (Step("a", "person", "整理话术", "本人"), Step("b", "lead", "早班加人", "组长", date(2026, 11, 1)))
        content = replace(read(found.content), areas=areas, steps=steps, tools=False, conflict=False, misconduct=False)
        plans.edit(published.lead, found, content, 0)
        plans.offer(published.lead, found)
        plans.sign(published.agent, found, True)
    return found


def test_an_interview_is_private(published, interview) -> None:
    addresses = [reverse(name, args=[interview.pk]) for name in ("interview_page", "interview_pdf", "interview_record")]
    for user in (published.outsider, published.business, published.quality, published.admin):
        assert {published.client(user).get(address).status_code for address in addresses} == {404}
    for user in (published.agent, published.lead, published.hr, published.auditor):
        assert published.client(user).get(addresses[0]).status_code == 200


def test_signed_scans_are_attached_after_both_have_signed(published, interview) -> None:
    Interview.objects.filter(pk=interview.pk).update(state="signed")
    address = reverse("interview_page", args=[interview.pk])
    offered = {
        who: published.client(getattr(published, who)).get(address).context["may_scan"]
        for who in ("agent", "lead", "hr", "auditor")
    }
    assert offered == {"agent": True, "lead": True, "hr": True, "auditor": False}


def test_the_brief_opens_with_total_and_grade_and_rank_only_where_it_is_shown(published, monkeypatch) -> None:
    ranked = Interview.objects.exclude(result__card__rank=None).exclude(person=published.hr.person).first()
    client, address = published.client(published.hr), reverse("interview_page", args=[ranked.pk])
    page, card = client.get(address), ranked.result.card
    assert str(card.total) in page.content.decode()
    assert page.context["opening"].rank == card.rank
    hides = Settings(zone="Asia/Shanghai", show_rank=False)
    monkeypatch.setattr("deskmerit.web.interviews.queries.settings_of", lambda: hides)
    assert client.get(address).context["opening"].rank is None


def test_a_gap_shows_its_points_evidence_and_a_tip(published, interview) -> None:
    page = published.client(published.lead).get(reverse("interview_page", args=[interview.pk]))
    fact = page.context["short"][0]
    assert fact.figure.startswith("−")
    assert fact.url.startswith(f"/scorecards/{interview.result_id}/?open=")
    where, place = fact.url.split("#")
    opened = published.client(published.lead).get(where).content.decode()
    assert f'id="{place}"' in opened  # the link leads to the row, which stands open
    assert 'id="q-r"' in opened
    assert any(each.tips for each in page.context["short"])


def test_the_lead_arranges_and_records_in_the_browser(published, interview, at) -> None:
    client = published.client(published.lead)
    arranged = {"place": "三号会议室", "starts_at": "2026-10-12T09:00", "ends_at": "2026-10-12T10:00"}
    client.post(reverse("interview_step", args=[interview.pk, "schedule"]), arranged)
    interview.refresh_from_db()
    assert (interview.state, interview.starts_at) == ("scheduled", NINE)
    at("2026-10-12T11:00:00+08:00")
    client.post(reverse("interview_record", args=[interview.pk]), {**RECORD, "attendee": published.hr.person.pk})
    interview.refresh_from_db()
    assert interview.state == "held"


def test_all_that_a_record_lacks_is_told_at_once(published, interview, at) -> None:
    at("2026-10-12T11:00:00+08:00")
    lacking = {key: value for key, value in RECORD.items() if key not in ("view", "goal0-due")}
    page = published.client(published.lead).post(reverse("interview_record", args=[interview.pk]), lacking)
    form = page.context["form"]
    assert set(form.errors) == {"view"}
    assert form.goals[0].errors


def test_the_agent_finds_no_form_of_the_lead(published, interview) -> None:
    client = published.client(published.agent)
    assert client.get(reverse("interview_record", args=[interview.pk])).status_code == 404
    assert client.get(reverse("interview_step", args=[interview.pk, "schedule"])).status_code == 404
    assert client.get(reverse("interview_step", args=[interview.pk, "decline"])).status_code == 200


def test_an_auditor_changes_nothing(published, interview, plan) -> None:
    client = published.client(published.auditor)
    page = client.get(reverse("interview_page", args=[interview.pk]))
    assert page.context["buttons"] == []
    assert client.get(reverse("improvement_page", args=[plan.pk])).context["buttons"] == []
    client.post(reverse("interview_scans", args=[interview.pk]), {"scans": SimpleUploadedFile("a.pdf", b"%PDF")})
    client.post(reverse("interview_sign", args=[interview.pk]))
    assert client.post(reverse("improvement_now", args=[plan.pk, "countersign"])).status_code == 404
    assert not Attachment.objects.exists()


def test_both_sign_on_the_page_and_a_scan_is_attached(published, interview, at) -> None:
    at("2026-10-12T11:00:00+08:00")
    record = Record(
        "x", NINE, NINE + timedelta(hours=1), "a", "b", view="c", goals=(Goal("g", "m", date(2026, 12, 1)),)
    )
    with transaction.atomic():
        actions.hold(published.lead, interview, record, published.hr.person)
    for user in (published.lead, published.agent):
        published.client(user).post(
            reverse("interview_sign", args=[interview.pk]), {"agreed": "not_agreed", "words": "早班"}
        )
    interview.refresh_from_db()
    assert (interview.state, interview.agreed, interview.person_words) == ("signed", "not_agreed", "早班")
    published.client(published.agent).post(
        reverse("interview_scans", args=[interview.pk]), {"scans": SimpleUploadedFile("signed.pdf", b"%PDF")}
    )
    assert Attachment.objects.get(flow="interview", row=interview.pk).purpose == "signed"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_forms_print_in_both_languages(published, interview, plan, language) -> None:
    published.lead.language = language
    published.lead.save()
    client = published.client(published.lead)
    for name, row in (("interview_pdf", interview), ("improvement_pdf", plan)):
        answer = client.get(reverse(name, args=[row.pk]))
        assert answer.content.startswith(b"%PDF")


def test_a_plan_is_begun_written_and_offered_in_the_browser(published) -> None:
    client = published.client(published.lead)
    client.post(reverse("improvement_new", args=[published.result().pk]), {"reason": "首次响应 41 秒"})
    plan = published.agent.person.improvements.get()
    address = reverse("improvement_write", args=[plan.pk])
    form = client.get(address).context["form"]
    sent = {name: field.value() for name, field in ((each.name, each) for each in form)}
    sent |= {"tools": "no", "conflict": "no", "misconduct": "no", "lead0-text": "早班加人", "lead0-owner": "组长",
             "lead0-due": "2026-11-01"}  # fmt: skip
    for n, row in enumerate(form.areas):
        sent |= {f"area{n}-{each.name}": each.value() for each in row}
        if row["area"].value():
            sent[f"area{n}-due"] = "2026-12-01"
    client.post(address, {key: value for key, value in sent.items() if value is not None})
    page = client.get(reverse("improvement_page", args=[plan.pk]))
    assert page.context["hindrances"] == []
    client.post(reverse("improvement_now", args=[plan.pk, "offer"]))
    plan.refresh_from_db()
    assert plan.state == "offered"


def test_outsiders_find_no_plan(published, plan) -> None:
    for user in (published.outsider, published.business, published.admin):
        client = published.client(user)
        for name in ("improvement_page", "improvement_pdf", "improvement_write"):
            assert client.get(reverse(name, args=[plan.pk])).status_code == 404
        assert client.get(reverse("improvement_new", args=[published.result().pk])).status_code == 404


def test_a_step_is_marked_and_a_check_in_noted_in_the_browser(published, plan) -> None:
    published.client(published.agent).post(
        reverse("improvement_now", args=[plan.pk, "mark"]), {"key": "a", "done": "1"}
    )
    published.client(published.lead).post(
        reverse("improvement_step", args=[plan.pk, "check_in"]), {"held_on": "2026-10-09", "notes": "一半"}
    )
    plan.refresh_from_db()
    assert set(plan.done) == {"a"}
    assert plan.check_ins.get().notes == "一半"


def test_the_list_takes_no_more_queries_for_more_people(published, plan, django_assert_max_num_queries) -> None:
    client = published.client(published.hr)
    client.get(reverse("interview_list"))
    with django_assert_max_num_queries(20):
        page = client.get(reverse("interview_list"))
    assert page.context["interviews"].total > 5
    mine = published.client(published.agent).get(reverse("interview_list"))
    assert [row.pk for row in mine.context["my_plans"]] == [plan.pk]


def test_interviews_and_plans_of_others_sort_filter_and_export(published, plan) -> None:
    client, address = published.client(published.hr), reverse("interview_list")
    name = published.agent.person.name
    for key, rows in (("interviews", published.cycle.results.count()), ("plans", 1)):
        answer = client.get(address, {f"{key}.export": "1"})
        assert len(answer.content.decode().splitlines()) == rows + 1
        found = client.get(address, {f"{key}.q": name, f"{key}.sort": "-due"}).context[key]
        assert [line.row.person for line in found.lines] == [published.agent.person]
    assert client.get(reverse("improvement_list"), {"plans.export": "1"}).content.decode().count(name) == 1


def test_who_has_no_deadline_comes_after_those_who_have_one(published) -> None:
    first, *rest = published.cycle.results.order_by("pk").values_list("interview", flat=True)
    Clock.objects.filter(flow="interview", row=first).update(stopped_at=clock.now())
    page = published.client(published.hr).get(reverse("interview_list"), {"show": "all"})
    shown = [line.row.pk for line in page.context["interviews"].lines]
    assert shown[-1] == first
    assert len(shown) == len(rest) + 1


def test_hr_edits_the_tips_and_nobody_else(published) -> None:
    client, address = published.client(published.hr), reverse("tip_list")
    assert Tip.objects.count() >= 12
    client.post(address, {"metric": "satisfaction", "text_zh": "先听完", "text_en": "Listen first", "shown": "on"})
    assert Tip.objects.filter(text_zh="先听完").exists()
    assert published.client(published.lead).get(address).status_code == 404
    assert client.post(address, {"metric": "satisfaction"}).context["form"].errors
