"""The pages of plans: what each of the four people reads and does there."""

import io
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from ninja import NinjaAPI
from ninja.testing import TestClient

from deskmerit.web.bridge import codec
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.bridge.preview import Cost, Preview, Shift
from deskmerit.web.plans import actions, queries
from deskmerit.web.plans.api import router
from deskmerit.web.plans.editing import editor_of
from deskmerit.web.plans.models import PlanVersion

from .test_editor import sent
from .test_versions import TOLD, approved, do, draft, faster, proposed

__all__ = ["approved", "draft", "proposed"]  # the fixtures


@pytest.fixture(autouse=True)
def english(world) -> Iterator[None]:
    """Pages in English."""
    type(world.hr).objects.update(language="en")
    for user in (world.agent, world.lead, world.hr, world.hr2, world.outsider, world.business, world.auditor):
        user.language = "en"
    with translation.override("en"):
        yield


def test_everybody_reads_approved_plans_their_own_first(world) -> None:
    for user in (world.agent, world.lead, world.outsider, world.auditor):
        page = world.client(user).get(reverse("plan_list"))
        assert page.status_code == 200
        assert all(version.document.slug in page.content.decode() for version in world.versions)
    lines = queries.list_of(world.agent)
    assert lines[0].mine


def test_the_sheet_shows_what_template_1_holds(world) -> None:
    page = world.client(world.agent).get(reverse("plan_version", args=[world.versions[0].pk])).content.decode()
    said_there = (
        "First response time", "≤ 30 s", "full marks at target", "Reopened", "ticket system", "≥ 80, &lt; 90",
        "Compliance red line", "Performance bonus", "How to appeal", "Consulted on", "from 20 cases",
    )  # fmt: skip
    for said in said_there:
        assert said in page
    assert "What the check finds" not in page


def test_a_draft_is_404_for_who_may_not_see_it(world, draft) -> None:
    for user in (world.agent, world.lead, world.outsider, world.admin):
        for name in ("plan_version", "plan_edit", "plan_text", "plan_propose", "plan_acknowledgements"):
            assert world.client(user).get(reverse(name, args=[draft.pk])).status_code == 404
        assert world.client(user).get(reverse("plan_download", args=[draft.pk, "yaml"])).status_code == 404
        assert world.client(user).get(reverse("plan_new")).status_code == 404


def test_an_auditor_reads_and_changes_nothing(world, draft) -> None:
    client = world.client(world.auditor)
    assert client.get(reverse("plan_version", args=[draft.pk])).status_code == 200
    assert client.get(reverse("plan_edit", args=[draft.pk])).status_code == 404
    assert client.post(reverse("plan_edit", args=[draft.pk]), {"do": "save"}).status_code == 404
    assert client.post(reverse("plan_decide", args=[draft.pk, "discard"])).status_code == 404


def test_the_form_saves_what_was_typed(world, draft) -> None:
    client, url = world.client(world.hr), reverse("plan_edit", args=[draft.pk])
    assert client.get(url).status_code == 200
    form = sent(editor_of(bridge.tree_of(draft.text)[0])) | {"mark": draft.fingerprint, "do": "save"}
    assert client.post(url, form | {"dimensions.0.indicators.0.target.low": "20"}).status_code == 302
    plan = queries.plan_of(PlanVersion.objects.get(pk=draft.pk))
    assert plan.dimensions[0].indicators[0].target.value == 20


def test_a_broken_form_is_saved_as_a_draft_and_shown_again_as_typed(world, draft) -> None:
    client, url = world.client(world.hr), reverse("plan_edit", args=[draft.pk])
    form = sent(editor_of(bridge.tree_of(draft.text)[0])) | {
        "mark": draft.fingerprint,
        "do": "save",
        "w.base.0.0": "many",
    }
    assert client.post(url, form).status_code == 302
    page = client.get(url).content.decode()
    assert 'value="many"' in page
    assert "not ready" in page


def test_without_javascript_the_check_shows_sums_and_findings_and_keeps_the_rest(world, draft) -> None:
    client, url = world.client(world.hr), reverse("plan_edit", args=[draft.pk])
    form = sent(editor_of(bridge.tree_of(draft.text)[0])) | {
        "mark": draft.fingerprint,
        "do": "check",
        "w.base.0.0": "20",
    }
    page = client.post(url, form | {"notes.0.value.en": "only tickets"}).content.decode()
    assert '<span id="sum-dimensions" class="dm-sum dm-sum-off">105</span>' in page
    assert "only tickets" in page
    draft.refresh_from_db()
    assert "only tickets" not in draft.text


def test_the_check_answers_with_findings_for_their_places(world, draft) -> None:
    url = reverse("plan_check", args=[draft.pk])
    form = sent(editor_of(bridge.tree_of(draft.text)[0])) | {"grades.1.from": "9o", "found": "f-title"}
    page = world.client(world.hr).post(url, form).content.decode()
    assert 'id="f-grades-1-from-found" hx-swap-oob="true"' in page
    assert 'id="f-title-found" hx-swap-oob="true"' in page
    assert world.client(world.lead).post(url, form).status_code == 404


def test_a_row_is_added_without_javascript(world, draft) -> None:
    client, url = world.client(world.hr), reverse("plan_edit", args=[draft.pk])
    form = sent(editor_of(bridge.tree_of(draft.text)[0])) | {"mark": draft.fingerprint, "do": "add:grades"}
    assert 'name="grades.4.id"' in client.post(url, form).content.decode()


def test_the_text_is_written_too(world, draft) -> None:
    client, url = world.client(world.hr), reverse("plan_text", args=[draft.pk])
    page = client.post(url, {"text": "plan: template\ntitel: x", "mark": draft.fingerprint, "do": "save"}, follow=True)
    assert "plan.yaml:2" in page.content.decode()


def test_an_uploaded_plan_tells_all_its_problems_with_file_and_line(world) -> None:
    text = bridge.written(bridge.shipped()["after-sales"])
    bad = text.replace("weight: 20", "weight: lots").replace("missing: reweight", "missing: maybe")
    bad = bad.replace("at_least: 98", "at_least: high")
    file = io.BytesIO(bad.encode())
    file.name = "ours.yaml"
    page = world.client(world.hr).post(reverse("plan_new"), {"way": "file", "file-file": file, "file-slug": ""})
    assert page.status_code == 422
    assert page.content.decode().count("ours.yaml:") >= 2


def test_a_workbook_and_a_shipped_plan_begin_a_draft(world) -> None:
    plan = bridge.shipped()["field-support"]
    file = io.BytesIO(bridge.workbook(plan, "en"))
    file.name = "ours.xlsx"
    page = world.client(world.hr).post(reverse("plan_new"), {"way": "file", "file-file": file, "file-slug": ""})
    made = PlanVersion.objects.get(document__slug="field-support")
    assert page.url == reverse("plan_edit", args=[made.pk])
    assert made.fingerprint == plan.fingerprint
    world.client(world.hr).post(
        reverse("plan_new"), {"way": "shipped", "shipped-shipped": "small-team", "shipped-slug": "mine"}
    )
    assert PlanVersion.objects.get(document__slug="mine").state == "draft"


@pytest.mark.parametrize("kind", ["yaml", "xlsx", "pdf"])
def test_a_version_downloads_in_each_form(world, kind) -> None:
    page = world.client(world.agent).get(reverse("plan_download", args=[world.versions[0].pk, kind]))
    assert page.status_code == 200
    assert page.content[:4] in (b"plan", b"PK\x03\x04", b"%PDF")


def test_handing_in_deciding_and_acknowledging_go_through_pages(world, draft) -> None:
    hr, business = world.client(world.hr), world.client(world.business)
    form = {**TOLD, "asked_of": world.business.person.pk}
    assert hr.post(reverse("plan_propose", args=[draft.pk]), form).status_code == 302
    assert hr.get(reverse("plan_decide", args=[draft.pk, "approve"])).status_code == 404
    page = business.get(reverse("plan_decide", args=[draft.pk, "approve"])).content.decode()
    assert "asked to acknowledge" in page
    assert business.post(reverse("plan_decide", args=[draft.pk, "approve"])).status_code == 302
    asked = PlanVersion.objects.get(pk=draft.pk).acknowledgements.select_related("person__user").first()
    client = world.client(asked.person.user)
    assert client.post(reverse("plan_acknowledge", args=[draft.pk])).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "acknowledged"
    assert world.client(world.admin).post(reverse("plan_acknowledge", args=[draft.pk])).status_code == 404


def test_two_versions_are_compared_in_words(world, approved) -> None:
    page = world.client(world.agent).get(reverse("plan_compare", args=["template"])).content.decode()
    assert "≤ 25 s" in page


def test_the_preview_is_for_hr_alone_and_shows_who_moves(world, draft) -> None:
    person = Shift("A1", "Lin", "T", "P", None, None, "A", "B", -1, True, "template")
    found = Preview("2026-Q3", (person,), {"A": (1, 0), "B": (0, 1)}, (Cost("bonus", "CNY", None, None),), ())
    made = draft.previews.create(
        text=draft.text, fingerprint=draft.fingerprint, period="2026-Q3", asked_at=draft.made_at, state="done",
        data=codec.to_json(Preview, found),
    )  # fmt: skip
    url = f"{reverse('plan_preview', args=[draft.pk])}?id={made.pk}"
    page = world.client(world.hr).get(url).content.decode()
    assert "Lin" in page
    assert "falls by a share" in page
    assert world.client(world.lead).get(url).status_code == 404
    assert not queries.consequence(world.versions[0])
    assert queries.consequence(draft)[0]["after"] == 0


def test_asking_for_a_preview_twice_makes_one(world, draft) -> None:
    client, url = world.client(world.hr), reverse("plan_edit", args=[draft.pk])
    form = sent(editor_of(bridge.tree_of(draft.text)[0])) | {"mark": draft.fingerprint, "do": "preview"}
    client.post(url, form)
    client.post(url, form)
    assert draft.previews.count() == 1


def test_the_list_needs_as_many_queries_for_many_plans(world, django_assert_max_num_queries) -> None:
    with transaction.atomic():
        for number in range(5):
            actions.start(world.hr, faster(), slug=f"plan-{number}")
    client = world.client(world.hr)
    client.get(reverse("plan_list"))
    with django_assert_max_num_queries(16):
        client.get(reverse("plan_list"))
    do(actions.discard, world.hr, PlanVersion.objects.get(document__slug="plan-1"))


def test_the_interface_tells_the_same_under_the_same_rights(world, approved) -> None:
    api = NinjaAPI(urls_namespace="plans-test")
    api.add_router("/plans", router)
    client = TestClient(api)
    pk = approved.pk
    names = [each["id"] for each in client.get("/plans", user=world.agent).json()]
    assert {"template", "complaints", "team-lead"} <= set(names)
    sheet = client.get(f"/plans/versions/{pk}", user=world.agent).json()
    assert sheet["groups"][0]["lines"][0]["target"] == "≤ 25 s"
    found = client.get(f"/plans/versions/{pk}/differences/{world.versions[0].pk}", user=world.agent).json()
    assert any(each["before"] == "≤ 30 s" for each in found)
    assert client.get(f"/plans/versions/{pk}/acknowledgements", user=world.hr).json()
    assert client.get(f"/plans/versions/{pk}/acknowledgements", user=world.agent).status_code == 404
    fresh = do(actions.start, world.hr, faster())
    assert client.get(f"/plans/versions/{fresh.pk}", user=world.lead).status_code == 404
