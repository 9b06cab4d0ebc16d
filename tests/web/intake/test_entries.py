"""Typed rows: judged at once, entered by one, confirmed by another; only then are they records."""

import csv
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from deskmerit.core.issue import errors
from deskmerit.sources.added import with_rows
from deskmerit.web import workspace
from deskmerit.web.bridge import typed
from deskmerit.web.bridge.kept import loaded
from deskmerit.web.cycles import elsewhere
from deskmerit.web.insight import todo
from deskmerit.web.intake import entries
from deskmerit.web.intake.models import Entry
from deskmerit.web.notices.models import Notice
from deskmerit.web.org.access import leads_of
from deskmerit.web.shared.flow import running
from deskmerit.web.shared.models import Attachment, Clock
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.sweep import sweep
from deskmerit.web.shared.written import rows_of


def article(world: Any, **other: str) -> dict[str, str]:
    """An article of the agent as somebody would type it."""
    who = world.agent.person.agent_id
    return {"agent_id": who, "article_id": "KB-77", "action": "新增", "contributed_at": "2026-09-03 10:00",
            "accepted": "采纳"} | other  # fmt: skip


def entered(world: Any, by: Any = None, table: str = "articles", **other: str) -> Entry:
    """A row that waits for its second person."""
    by = by or world.lead
    with transaction.atomic():
        return entries.enter(by, entries.look(by, table, [article(world, **other)]))[0]


def test_a_confirmed_row_is_a_record_that_counts(world) -> None:
    row = entered(world)
    assert list(rows_of("articles")) == []
    with transaction.atomic():
        entries.confirm(world.hr, [row])
    (record,) = rows_of("articles")
    assert record["agent_id"] == world.agent.person.agent_id
    assert record["contributed_at"] == "2026-09-03T02:00:00Z"
    before = loaded(workspace.folder())
    found = with_rows(before, {"articles": [dict(record)]}, workspace.folder())
    assert found.records.tables["articles"].num_rows == before.records.tables["articles"].num_rows + 1
    assert not [each for each in errors(found.issues) if each.where.file == "added rows"]


def test_a_row_typed_twice_is_one(world) -> None:
    entered(world)
    again = entries.look(world.hr, "articles", [article(world, contributed_at="2026/9/3 10:00"), article(world)])
    assert (again.ready, again.repeated) == ([], 2)
    with pytest.raises(Refused, match="nothing new"), transaction.atomic():
        entries.enter(world.hr, again)


def test_a_withdrawn_row_may_be_typed_again(world) -> None:
    row = entered(world)
    with transaction.atomic():
        entries.withdraw(world.lead, row)
    assert entered(world).state == "entered"


def test_all_problems_stand_beside_their_cells(world) -> None:
    wrong = [
        article(world, action="打印", contributed_at="bald"),
        article(world, agent_id="Nobody", accepted=""),
        article(world, contributed_at="2027-01-01"),
    ]
    found = entries.look(world.lead, "articles", wrong)
    assert {n: sorted(told) for n, told in found.problems.items()} == {
        0: ["action", "contributed_at"], 1: ["accepted", "agent_id"], 2: [""]
    }  # fmt: skip
    assert found.rows == wrong
    with pytest.raises(Refused, match="marked cells"), transaction.atomic():
        entries.enter(world.lead, found)


def test_nobody_confirms_what_they_typed_or_what_is_about_them(world) -> None:
    row = entered(world)
    for user in (world.lead, world.agent, world.outsider, world.auditor, world.admin):
        with pytest.raises(Refused), transaction.atomic():
            entries.confirm(user, [row])
    about_hr = Entry.objects.create(
        table="articles", values=row.values, key="x", person=world.hr.person, day=date(2026, 9, 3),
        entered_by=world.lead.person, entered_at=row.entered_at,
    )  # fmt: skip
    with pytest.raises(Refused), transaction.atomic():
        entries.confirm(world.hr, [about_hr])


def test_what_hr_types_waits_for_the_lead_of_that_day_then_for_the_deputy(world, at) -> None:
    row = entered(world, world.hr)
    assert row.decider == world.lead.person
    assert [each.person for each in running("entry", row)] == [world.lead.person]
    assert Notice.objects.filter(user=world.lead, code="entry-entered").count() == 1
    at("2026-10-20T10:00:00+08:00")
    assert sweep() >= 1
    row.refresh_from_db()
    assert row.decider == world.hr2.person
    with transaction.atomic():
        entries.confirm(world.hr2, [row])


def test_evidence_is_looked_at_before_a_row_is_confirmed(world) -> None:
    looked = entries.look(world.lead, "articles", [article(world), article(world, article_id="KB-78")])
    with transaction.atomic():
        rows = entries.enter(world.lead, looked, [SimpleUploadedFile("proof.pdf", b"%PDF-1.4")])
    with pytest.raises(Refused, match="evidence"), transaction.atomic():
        entries.confirm(world.hr, rows)
    with transaction.atomic():
        assert entries.confirm(world.hr, rows, evidence_seen=True) == 2


def test_a_rejection_needs_its_reason(world) -> None:
    row = entered(world)
    with pytest.raises(Refused, match="reason"), transaction.atomic():
        entries.reject(world.hr, row, " ")
    with transaction.atomic():
        entries.reject(world.hr, row, "未见发布记录")
    assert (row.state, list(rows_of("articles"))) == ("rejected", [])


def test_a_lead_types_rows_of_the_own_team_alone(world) -> None:
    found = entries.look(world.lead, "articles", [article(world, agent_id=world.outsider.person.agent_id)])
    assert list(found.problems[0]) == ["agent_id"]
    with pytest.raises(Refused, match="leads and HR"), transaction.atomic():
        entries.enter(world.agent, entries.look(world.hr, "articles", [article(world)]))


def test_judged_values_are_typed_only_for_measures_declared_so(world) -> None:
    row = {
        "agent_id": world.agent.person.agent_id,
        "metric": "first_response_time",
        "month": "2026-9",
        "numerator": "4",
    }
    assert list(entries.look(world.hr, "entries", [row]).problems[0]) == ["metric"]
    for metric in sorted(entries.entry_metrics())[:1]:
        found = entries.look(world.hr, "entries", [row | {"metric": metric}])
        assert found.ready[0].values["denominator"] == "1"


def test_a_key_that_a_file_holds_already_is_told(world) -> None:
    there = loaded(workspace.folder()).records.tables["attendance"].slice(0, 1).to_pylist()[0]
    minutes = {"due_minutes": "480", "worked_minutes": "480", "leave_minutes": "0"}
    found = entries.look(
        world.hr, "attendance", [{"agent_id": there["agent_id"], "date": str(there["date"]), **minutes}]
    )  # fmt: skip
    assert list(found.problems[0]) == [""]


def test_the_checklist_counts_rows_of_the_period_alone(world) -> None:
    entered(world)
    assert elsewhere.entries(world.cycle).startswith("1")
    Entry.objects.update(day=date(2026, 6, 30))
    assert elsewhere.entries(world.cycle) == ""


def test_pasted_cells_fill_the_grid_and_nothing_typed_is_lost(world) -> None:
    client, who = world.client(world.lead), world.agent.person.name
    heads = "作者\t文章编号\t动作\t贡献时间\t是否采纳"
    paste = f"{heads}\n{who}\tKB-1\t新增\t2026-09-01\t是\n{who}\tKB-2\tmended\t2026-09-02\t是"
    page = client.post(reverse("entry_new", args=["articles"]), {"paste": paste, "step": "enter"})
    assert page.status_code == 200
    shown = page.content.decode()
    assert 'value="KB-1"' in shown
    assert 'value="mended"' in shown
    assert shown.count("aria-invalid") == 1
    mended = paste.replace("mended", "优化")
    assert client.post(reverse("entry_new", args=["articles"]), {"paste": mended, "step": "enter"}).status_code == 302
    assert Entry.objects.filter(entered_by=world.lead.person).count() == 2


def test_the_list_shows_what_waits_and_exports_it(world, django_assert_max_num_queries) -> None:
    entered(world)
    client = world.client(world.hr)
    client.get(reverse("entry_list"))
    with django_assert_max_num_queries(25):
        page = client.get(reverse("entry_list") + "?show=all")
    assert page.context["table"].total == 1
    told = client.get(reverse("entry_list") + "?show=all&entries.export=1").content.decode("utf-8-sig")
    assert len(list(csv.reader(told.splitlines()))) == 2
    assert world.client(world.outsider).get(reverse("entry_list")).status_code == 404


def test_several_rows_are_confirmed_at_once_by_their_page(world) -> None:
    row = entered(world)
    Entry.objects.filter(pk=row.pk).update(decider=world.hr.person)
    client = world.client(world.hr)
    assert str(row.pk) in client.get(reverse("entry_list")).content.decode()
    client.post(reverse("entries_confirm"), {"row": [row.pk]})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("confirmed", world.hr.person)
    assert client.get(reverse("entry_page", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("table", typed.TYPED)
def test_every_grid_opens(world, table: str) -> None:
    assert world.client(world.lead).get(reverse("entry_new", args=[table])).status_code == 200


def together(world: Any) -> list[Entry]:
    """Two rows typed together by HR, of the agent and of an outsider, with one file."""
    rows = [article(world), article(world, agent_id=world.outsider.person.agent_id, article_id="KB-78")]
    file = SimpleUploadedFile("proof.pdf", b"%PDF-1.4 proof")
    with transaction.atomic():
        return entries.enter(world.hr, entries.look(world.hr, "articles", rows), [file])


def test_evidence_belongs_to_every_row_typed_together(world) -> None:
    first, second = together(world)
    (kept,) = Attachment.objects.filter(flow="entry", row=first.pk)
    url = reverse("attachment", args=[kept.pk])
    leads = leads_of(second.person, second.day, date(2026, 9, 4)).exclude(pk=world.lead.person.pk)
    theirs = leads.get().user  # sees the second row alone
    assert world.client(theirs).get(reverse("entry_page", args=[first.pk])).status_code == 404
    assert world.client(theirs).get(url).status_code == 200
    # the file tells of a colleague as well: whom a row is about reads the own row, not the file
    assert world.client(world.outsider).get(reverse("entry_page", args=[second.pk])).status_code == 200
    assert world.client(world.outsider).get(url).status_code == 404


def test_rows_typed_together_are_one_line_at_home(world) -> None:
    rows = together(world)
    Clock.objects.filter(flow="entry").update(person=world.hr2.person)
    (line,) = [each for each in todo.tasks(world.hr2) if each.code == "entry"]
    assert line.about == "2 rows typed together"
    assert line.url == reverse("entry_list")
    with transaction.atomic():
        entries.withdraw(world.hr, rows[1])
    (line,) = [each for each in todo.tasks(world.hr2) if each.code == "entry"]
    assert line.url == reverse("entry_page", args=[rows[0].pk])
