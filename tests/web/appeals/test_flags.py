"""A flag on a record, and corrections of data: a second person decides with the effect in sight."""

from typing import Any

import pytest
from django.db import transaction

from deskmerit.core.facts import Place
from deskmerit.web.appeals import effect, flags, queries, tasks
from deskmerit.web.appeals.models import Flag, Preview
from deskmerit.web.bridge.consequence import Consequence
from deskmerit.web.intake import corrections_actions as corrections
from deskmerit.web.intake.models import Correction
from deskmerit.web.intake.tables import adjustments
from deskmerit.web.scorecards.models import Card
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import running
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.sweep import sweep


def seen(world: Any, user: Any = None) -> tuple[Card, dict[str, str]]:
    """A person's running card and a counted record of a solved-at-first-contact line that failed."""
    card = world.cycle.current.cards.get(person=(user or world.agent).person)
    place = scorecard_of(card).place
    rows = [row for row in queries.cases(card, "fcr", place) if row["included"] and not row["numerator"]]
    line = {"table": "tickets", "indicator": "fcr", "team": place.team, "position": place.position}
    return card, {**line, "record": str(rows[0]["record_id"])}


@pytest.fixture
def flag(world: Any) -> Flag:
    """A flag of the agent."""
    card, values = seen(world)
    with transaction.atomic():
        return flags.file(world.agent, card, values, "outage", "系统故障")


def excluded(flag: Flag) -> Correction:
    """The correction that a decider would make of it."""
    return Correction(kind="exclude", table=flag.table, record=flag.record)


def test_a_flag_waits_three_working_days_for_the_lead(world, flag) -> None:
    (one,) = running("flag", flag)
    assert one.person is not None
    assert one.person == flag.decider != world.agent.person
    assert str(one.due) == "2026-10-13"  # filed on Friday 9 October; Saturday 10 is a make-up working day


def test_only_own_records_are_flagged_and_only_once(world, flag) -> None:
    card, values = seen(world)
    with pytest.raises(Refused, match="your own"), transaction.atomic():
        flags.file(world.lead, card, values, "other", "x")
    with pytest.raises(Refused, match="flagged already"), transaction.atomic():
        flags.file(world.agent, card, values, "other", "x")


def test_nobody_decides_their_own_flag(world, flag) -> None:
    for user in (world.agent, world.outsider, world.auditor):
        with pytest.raises(Refused), transaction.atomic():
            flags.uphold(user, flag, excluded(flag), "yes")


def test_a_flag_prints_for_who_sees_it(world, flag) -> None:
    for user in (world.agent, world.lead, world.hr):
        assert world.client(user).get(f"/appeals/flags/{flag.pk}/form.pdf").content.startswith(b"%PDF")
    assert world.client(world.outsider).get(f"/appeals/flags/{flag.pk}/form.pdf").status_code == 404


def test_an_upheld_flag_is_a_correction_in_force_and_a_new_run(world, flag) -> None:
    with transaction.atomic():
        flags.uphold(world.hr, flag, excluded(flag), "日志显示故障")
    flag.refresh_from_db()
    (row,) = adjustments()
    assert (row["kind"], row["record_id"], row["decided_by"]) == ("exclude", flag.record, "H1")
    assert flag.correction.code == row["adjustment_id"]
    assert world.cycle.runs.filter(state="queued", kind="running").count() == 1
    assert running("flag", flag) == []


def test_a_refusal_needs_its_reason_and_a_wrong_row_is_told_before(world, flag) -> None:
    with pytest.raises(Refused, match="reason"), transaction.atomic():
        flags.refuse(world.hr, flag, " ")
    wrong = Correction(kind="correct", table="tickets", record=flag.record, field="no_such", new="x")
    with pytest.raises(Refused, match="no_such"), transaction.atomic():
        flags.uphold(world.hr, flag, wrong, "yes")
    assert not Correction.objects.exists()


def test_an_overdue_flag_goes_to_the_leads_deputy_then_to_hr(world, flag, at) -> None:
    lead = flag.decider
    at("2026-10-16T10:00:00+08:00")
    sweep()
    flag.refresh_from_db()
    assert flag.decider not in (lead, world.agent.person)
    at("2026-10-26T10:00:00+08:00")
    sweep()
    sweep()
    (one,) = running("flag", flag)
    assert one.due > clock.today()


def test_leaving_a_record_out_is_reckoned_as_a_run_would(world) -> None:
    card, values = seen(world)
    place = Place(values["team"], values["position"])
    found = effect.effect_on(card, "fcr", place, values["record"])
    assert found is not None
    line = found.line
    assert found.after.cases == line.cases - 1
    same = effect.effect_on(card, "fcr", place, "no such record")
    assert (same.after.actual, same.after.cases) == (line.actual, line.cases)
    assert same.after.score == (line.score if line.status == "scored" else None)


def test_a_flag_is_made_and_decided_on_its_pages(world) -> None:
    card, values = seen(world)
    url = f"/appeals/flags/new/?card={card.pk}&indicator=fcr&record={values['record']}"
    me = world.client(world.agent)
    assert values["record"] in me.get(url).content.decode()
    assert world.client(world.lead).get(url).status_code == 404
    made = me.post(url, {"reason": "outage", "text": "系统故障"})
    assert made.status_code == 302
    page = world.client(world.hr).get(made.url)
    assert page.status_code == 200
    assert world.client(world.outsider).get(made.url).status_code == 404
    done = world.client(world.hr).post(made.url, {"kind": "exclude", "answer": "属实"})
    assert done.status_code == 302
    assert Flag.objects.get().state == "upheld"
    assert me.get(made.url).status_code == 200
    assert me.get("/appeals/").status_code == 200


def asked(world: Any, **more: Any) -> Correction:
    """A correction that HR asks for."""
    _, values = seen(world)
    row = Correction(**{"kind": "exclude", "table": "tickets", "record": values["record"], "reason": "故障", **more})
    with transaction.atomic():
        return corrections.ask(world.hr, row)


def shown(row: Correction) -> None:
    """Its effect was computed."""
    content = tasks.codec.to_json(Consequence, Consequence((), (), (), ()))
    Preview.objects.filter(flow="correction", row=row.pk).update(state="done", content=content)


def test_a_correction_is_decided_by_another_with_its_effect_seen(world) -> None:
    row = asked(world)
    for user in (world.hr, world.lead, world.agent):
        with pytest.raises(Refused), transaction.atomic():
            corrections.decide(user, row, "yes")
    with pytest.raises(Refused, match="before and after"), transaction.atomic():
        corrections.decide(world.hr2, row, "yes")
    shown(row)
    with transaction.atomic():
        corrections.decide(world.hr2, row, "属实")
    assert [each["adjustment_id"] for each in adjustments()] == [row.code]


def test_a_decided_correction_shows_and_prints_the_figures_that_were_seen(world) -> None:
    row = asked(world)
    shown(row)
    with transaction.atomic():
        corrections.decide(world.hr2, row, "属实")
    mine, other = world.agent.person.agent_id, world.outsider.person.agent_id
    kept = {mine: [["88.00", "A"], ["90.00", "S"]], other: [["70.00", "B"], None]}
    Correction.objects.filter(pk=row.pk).update(figures=kept, concerns=world.agent.person)

    def told(user) -> list[str]:
        return [each["name"] for each in world.client(user).get(f"/data/corrections/{row.pk}/").context["seen"]]

    both = sorted((world.agent.person, world.outsider.person), key=lambda each: each.agent_id)
    assert told(world.hr) == told(world.auditor) == [each.name for each in both]
    assert told(world.agent) == [world.agent.person.name]
    assert told(world.admin) == []
    for user in (world.hr, world.agent):
        assert world.client(user).get(f"/data/corrections/{row.pk}/form.pdf").content.startswith(b"%PDF")


def test_a_revoked_correction_is_a_new_state_and_acts_no_more(world) -> None:
    row = asked(world)
    shown(row)
    with transaction.atomic():
        corrections.decide(world.hr2, row, "属实")
    with pytest.raises(Refused, match="before and after"), transaction.atomic():
        corrections.revoke(world.hr2, row, "误判")
    tasks.previews.ask(world.hr2, "correction", row)
    shown(row)
    with pytest.raises(Refused), transaction.atomic():
        corrections.revoke(world.hr, row, "who asked doesn't revoke")
    with transaction.atomic():
        corrections.revoke(world.hr2, row, "误判")
    assert list(adjustments()) == []
    assert Correction.objects.get(pk=row.pk).state == "revoked"


def test_a_correction_that_cannot_be_is_told_at_once(world) -> None:
    with pytest.raises(Refused, match="nowhere"):
        asked(world, record="nowhere")
    with pytest.raises(Refused):
        asked(world, kind="correct", field="no_such", new="1")
    with pytest.raises(Refused, match="asked for by"), transaction.atomic():
        corrections.ask(world.outsider, Correction(kind="exclude", table="tickets", record="T000359", reason="x"))


def test_corrections_have_pages_for_hr_and_none_for_outsiders(world) -> None:
    row = asked(world)
    client = world.client(world.hr2)
    for url in ("/data/corrections/", "/data/corrections/new/", f"/data/corrections/{row.pk}/"):
        assert client.get(url).status_code == 200
    assert "GZ-" in client.get("/data/corrections/?corrections.export=1").content.decode()
    assert world.client(world.outsider).get(f"/data/corrections/{row.pk}/").status_code == 404
    assert world.client(world.outsider).get("/data/corrections/new/").status_code == 404
