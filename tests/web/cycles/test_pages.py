"""The pages of a cycle: who sees what, what is asked before a step, and how many queries it takes."""

import pytest
from django.urls import reverse

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.web.bridge import codec
from deskmerit.web.cycles import renew
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.org.models import Posting, Role
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared import clock


def address(world, name="cycle_page", *more):
    return reverse(name, args=[world.cycle.pk, *more])


def test_hr_the_panel_and_the_auditor_see_everybody_others_themselves_and_whom_they_lead(published) -> None:
    def seen(user):
        return {row.person_key for row in published.client(user).get(address(published)).context["table"].everything}

    everybody = set(published.cycle.results.values_list("person", flat=True))
    for user in (published.hr, published.business, published.auditor):
        assert seen(user) == everybody
    assert seen(published.agent) == {published.agent.person_id}
    assert published.client(published.quality).get(address(published)).status_code == 404
    assert published.client(published.admin).get(address(published)).status_code == 404


def test_figures_under_review_are_the_panels(in_review) -> None:
    answer = in_review.client(in_review.agent).get(address(in_review))
    assert answer.context["table"].everything == []
    assert not answer.context["decides"]


def test_a_step_is_taken_by_its_page_after_its_consequence_was_shown(world) -> None:
    page = address(world, "cycle_step", "measure")
    asked = world.client(world.hr).get(page)
    assert asked.status_code == 200
    assert world.client(world.agent).get(page).status_code == 404
    assert world.client(world.auditor).get(page).status_code == 404
    assert Cycle.objects.get(pk=world.cycle.pk).state == "open"
    world.client(world.hr).post(page)
    assert Cycle.objects.get(pk=world.cycle.pk).state == "measured"


def test_what_blocks_a_step_stands_on_the_page_with_the_way_to_mend_it(world, at) -> None:
    at("2026-09-20T10:00:00+08:00")
    coming = world.client(world.hr).get(address(world)).context["next"]
    assert [each.code for each in coming.blocked] == ["period_over"]
    world.client(world.hr).post(address(world, "cycle_step", "measure"))
    assert Cycle.objects.get(pk=world.cycle.pk).state == "open"


def test_what_a_run_found_many_times_stands_once_with_its_first_places(world) -> None:
    found = [Issue(Level.NOTE, "scale-empty", Where(file="surveys.csv", row=7), {"value": "1"})]
    found += [
        Issue(Level.WARNING, "score-off-scale", Where(file="surveys.csv", row=row, column="score"), {"value": "0"})
        for row in (6, 589, 1042, 1390)
    ]
    Run.objects.filter(pk=world.cycle.current_id).update(issues=codec.to_json(tuple[Issue, ...], tuple(found)))
    first, last = world.client(world.hr).get(address(world)).context["figures"].findings
    assert (first.level, first.places, first.more) == (
        "warning",
        ["surveys.csv 第 6 行 score 列", "surveys.csv 第 589 行 score 列", "surveys.csv 第 1042 行 score 列"],
        1,
    )
    assert last.level == "note"


def test_a_finding_about_money_names_award_and_person_and_says_the_amounts_as_money(world) -> None:
    agent = world.agent.person
    budget = {"award": "bonus", "agent": "", "due": "41862.8", "budget": "40000", "currency": "CNY"}
    lacks = {"award": "bonus", "agent": agent.agent_id, "position": "x"}
    found = (Issue(Level.ERROR, "budget-stopped", Where(), budget), Issue(Level.ERROR, "award-no-base", Where(), lacks))
    Run.objects.filter(pk=world.cycle.current_id).update(issues=codec.to_json(tuple[Issue, ...], found))
    plan = plans_of(world.cycle)[0]
    title = next(award.title for award in plan.awards if award.id == "bonus")["zh"]
    stopped, lacking = world.client(world.hr).get(address(world)).context["figures"].findings
    assert stopped.message == f"{title}：应发 ¥ 41,862.80，预算 ¥ 40,000.00，已停止发放"
    assert agent.name in lacking.message


def test_cancelling_asks_for_a_reason(world) -> None:
    page = address(world, "cycle_step", "cancel")
    world.client(world.hr).post(page, {"reason": ""})
    assert Cycle.objects.get(pk=world.cycle.pk).state == "open"
    world.client(world.hr).post(page, {"reason": "组织调整"})
    assert Cycle.objects.get(pk=world.cycle.pk).state == "cancelled"


def test_the_page_of_a_run_reads_the_page_again_once_it_is_done(world) -> None:
    world.client(world.hr).post(address(world, "cycle_measure"))
    waiting = world.client(world.hr).get(address(world, "cycle_run"))
    assert b"hx-trigger" in waiting.content
    assert "HX-Refresh" not in waiting.headers
    Run.objects.filter(state="queued").update(state="done")
    assert world.client(world.hr).get(address(world, "cycle_run")).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("state", ["world", "published"])
def test_queries_do_not_grow_with_people(state, request, django_assert_max_num_queries) -> None:
    world = request.getfixturevalue(state)
    client = world.client(world.hr)
    with django_assert_max_num_queries(48):
        client.get(address(world))


def form(world, **more) -> dict[str, object]:
    people = {"service": world.lead.person_id, "hr": world.hr.person_id, "business": world.business.person_id}
    return {"period": "2026-08", "versions": [each.pk for each in world.versions], **people, **more}


def test_hr_sees_who_is_evaluated_before_anything_is_kept(world) -> None:
    world.business.person.roles.update(kind="panel")
    client = world.client(world.hr)
    answer = client.post(reverse("cycle_new"), form(world))
    assert answer.context["form"].errors == {}
    assert answer.context["served"] > 20
    assert Cycle.objects.count() == 1
    client.post(reverse("cycle_new"), form(world, keep="1"))
    made = Cycle.objects.get(period="2026-08")
    assert (made.state, made.kind, made.panel.count(), made.versions.count()) == ("draft", "month", 3, 3)
    client.post(reverse("cycle_edit", args=[made.pk]), form(world, period="2026-07", keep="1"))
    made.refresh_from_db()
    assert made.period == "2026-07"
    assert world.client(world.lead).get(reverse("cycle_new")).status_code == 404


def test_the_form_tells_all_that_is_wrong_at_once(world) -> None:
    wrong = form(world, period="August", business="", small="1", phase="")
    wrong["hr"] = wrong["service"]
    errors = world.client(world.hr).post(reverse("cycle_new"), wrong).context["form"].errors
    assert {"period", "hr"} <= set(errors)
    big = world.client(world.hr).post(reverse("cycle_new"), form(world, small="1")).context["form"].errors
    assert "small" in big
    same = world.client(world.hr).post(reverse("cycle_new"), form(world, period="2026-Q3")).context["form"].errors
    assert "period" in same


def test_only_approved_plans_are_offered(world) -> None:
    PlanVersion.objects.filter(pk=world.versions[0].pk).update(state="proposed")
    errors = world.client(world.hr).post(reverse("cycle_new"), form(world)).context["form"].errors
    assert "versions" in errors


def test_open_cycles_are_measured_once_a_day_or_when_data_changed(world, monkeypatch) -> None:
    monkeypatch.setattr(renew, "write_all", lambda: None)
    monkeypatch.setattr(renew.kept, "mark", lambda folder: "now")
    world.cycle.runs.update(summary={"mark": "now"}, asked_at=clock.now())
    assert renew.refresh_due() == 0
    world.cycle.runs.update(asked_at=clock.now() - renew.REST * 2)
    assert renew.refresh_due() == 0
    monkeypatch.setattr(renew.kept, "mark", lambda folder: "changed")
    assert (renew.refresh_due(), renew.refresh_due()) == (1, 0)


def test_a_run_whose_worker_died_is_taken_up_again(world) -> None:
    run = world.cycle.runs.latest("pk")
    Run.objects.filter(pk=run.pk).update(state="working", asked_at=clock.now() - renew.LEASE * 2)
    assert [each.pk for each in renew._left()] == [run.pk]
    assert renew._take_up(renew._left()[0])
    run.refresh_from_db()
    assert run.state == "queued"


def test_hr_of_one_team_sees_its_figures_and_runs_no_cycle(published) -> None:
    team = Posting.objects.filter(person=published.agent.person).latest("from_date").team
    Role.objects.filter(person=published.hr2.person).update(team=team)
    client = published.client(published.hr2)
    page = client.get(reverse("cycle_page", args=[published.cycle.pk]))
    there = set(Posting.objects.filter(team=team).values_list("person", flat=True))
    shown = {row.person_key for row in page.context["table"].page}
    assert published.agent.person.pk in shown <= there
    assert "figures" not in page.context
    for name, args in (("cycle_new", []), ("restatement_list", [published.cycle.pk])):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_the_interface_tells_of_a_cycle_what_its_page_shows_and_of_the_figures_to_who_decides(published) -> None:
    address_ = f"/api/cycles/cycles/{published.cycle.pk}"
    told = published.client(published.hr).get(address_).json()
    assert sum(told["figures"]["distribution"].values()) == len(told["people"])
    assert told["figures"]["audit_head"] == published.cycle.audit_head
    assert {seat["function"] for seat in told["panel"] if seat["signed_at"]} == {"service", "hr", "business"}
    assert published.client(published.agent).get(address_).json()["figures"] is None
