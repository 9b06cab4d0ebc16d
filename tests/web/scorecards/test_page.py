"""The page of a scorecard: who sees it, and that screen, file and interface show the same rows."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from deskmerit.chain.filled import check_workbook
from deskmerit.web.bridge.evidence import digest
from deskmerit.web.cycles.models import Run
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.scorecards import actions, api, evidence
from deskmerit.web.scorecards.evidence import behind_line, is_low, veiled
from deskmerit.web.scorecards.sheet import sheet_of
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused


class Asked:
    """A request of the interface."""

    def __init__(self, user) -> None:
        self.user = user


def page(world, user, **query):
    return world.client(user).get(reverse("scorecard", args=[world.result().pk]), query)


def test_the_person_the_lead_hr_the_panel_and_the_auditor_see_a_scorecard_and_nobody_else(published) -> None:
    for user in (published.agent, published.lead, published.hr, published.business, published.auditor):
        assert page(published, user).status_code == 200
    for user in (published.outsider, published.admin, published.quality):
        assert page(published, user).status_code == 404


def test_an_agent_sees_only_their_own(published) -> None:
    other = published.result(published.outsider)
    client = published.client(published.agent)
    for name in ("scorecard", "scorecard_pdf", "scorecard_workbook"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404
    assert client.post(reverse("scorecard_receive", args=[other.pk])).status_code == 404


def test_rows_shown_are_rows_exported_are_rows_of_the_interface(published) -> None:
    result = published.result()
    sheet = sheet_of(result.card)
    line = max(sheet.lines(), key=lambda each: each.line.cases or 0)
    shown = page(published, published.agent, open=line.key).context["shown"]
    file = page(published, published.agent, **{"open": line.key, "r.export": "1"})
    exported = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))[1:]
    told = api.records(Asked(published.agent), result.pk, line.key)
    assert exported == [[row.record, row.started or "–", row.completed, row.figure, row.why] for row in told.rows]
    assert [(row.record, row.figure, row.why) for row in shown.rows] == [
        (row.record, row.figure, row.why) for row in told.rows
    ]
    assert (told.counted, told.left_out) == (shown.behind.counted, shown.behind.left)
    assert told.counted == line.line.cases


def test_a_line_opens_in_place_and_by_a_plain_link(published) -> None:
    key = sheet_of(published.result().card).lines()[0].key
    whole = page(published, published.agent, open=key)
    address = reverse("scorecard", args=[published.result().pk])
    part = published.client(published.agent).get(address, {"open": key}, headers={"HX-Request": "true"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    for answer in (whole, part):
        assert b"dm-inside" in answer.content


def test_single_ratings_by_colleagues_never_show(published) -> None:
    for result in published.cycle.results.all():
        sheet = sheet_of(result.card)
        for line in sheet.lines():
            if line.line.metric == "peer_rating":
                assert behind_line(sheet, line)[1] == []


def test_low_ratings_of_an_open_period_show_without_the_customer(world) -> None:
    low = 0
    for card in world.cycle.current.cards.select_related("person", "run__cycle"):
        sheet = sheet_of(card)
        line = sheet.line("satisfaction")
        for row in behind_line(sheet, line)[1] if line else ():
            if row.figure.startswith(("1.", "2.")):
                low += 1
                assert not row.record
                assert not row.started
                assert row.ref.startswith("~")
    assert low


def test_evidence_that_was_changed_afterwards_is_found(world, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(evidence, "evidence_file", lambda name: str(tmp_path / name))
    file = tmp_path / "kept.parquet"
    file.write_bytes(b"rows")
    run = world.cycle.current
    Run.objects.filter(pk=run.pk).update(evidence=file.name, evidence_sha=digest(file))
    assert evidence.altered() == []
    file.write_bytes(b"other rows")
    assert evidence.altered() == [run]
    file.unlink()  # its time of keeping was over
    assert evidence.altered() == []


def test_a_veiled_record_is_named_alike_and_never_by_its_id() -> None:
    assert veiled("S1") == veiled("S1") != veiled("S2")
    assert "S1" not in veiled("S1")
    assert is_low("satisfaction", {"numerator": 2_000_000})
    assert not is_low("satisfaction", {"numerator": 2_000_001})


def test_running_figures_are_marked_and_seen_by_the_same_people(world) -> None:
    card = world.cycle.current.cards.get(person=world.agent.person)
    address = reverse("running", args=[card.pk])
    for user in (world.agent, world.lead, world.hr):
        answer = world.client(user).get(address)
        assert answer.status_code == 200
        assert b"dm-badge-running" in answer.content
    assert world.client(world.outsider).get(address).status_code == 404


def test_during_the_review_a_grade_shows_to_those_who_decide_only(in_review) -> None:
    card = in_review.cycle.current.cards.get(person=in_review.agent.person)
    address = reverse("running", args=[card.pk])
    assert not in_review.client(in_review.agent).get(address).context["graded"]
    assert in_review.client(in_review.hr).get(address).context["graded"]


def test_receipt_is_the_persons_alone_and_no_agreement(published) -> None:
    result = published.result()
    for user in (published.lead, published.hr):
        with pytest.raises(Refused), transaction.atomic():
            actions.receive(user, result)
    published.client(published.agent).post(reverse("scorecard_receive", args=[result.pk]))
    result.refresh_from_db()
    assert (result.state, result.view) == ("received", "unsaid")
    assert result.appeal_due


def test_the_person_may_disagree_with_a_remark_and_the_evaluator_may_remark(published) -> None:
    result = published.result()
    said = {"view": "disagree", "remark": "系统故障"}
    published.client(published.agent).post(reverse("scorecard_say", args=[result.pk]), said)
    published.client(published.lead).post(reverse("scorecard_remark", args=[result.pk]), {"text": "继续努力"})
    published.client(published.agent).post(reverse("scorecard_remark", args=[result.pk]), {"text": "自己写的"})
    result.refresh_from_db()
    assert (result.view, result.remark, result.lead_remark) == ("not_agreed", "系统故障", "继续努力")


def test_a_scorecard_prints_and_is_a_workbook(published) -> None:
    client, pk = published.client(published.agent), published.result().pk
    assert client.get(reverse("scorecard_pdf", args=[pk])).content.startswith(b"%PDF")
    assert client.get(reverse("scorecard_workbook", args=[pk])).content.startswith(b"PK")


def test_the_workbook_names_the_panel_speaks_the_language_and_is_read_back_by_check(published, tmp_path) -> None:
    published.cycle.panel.filter(function="hr").update(signed_at=clock.midnight(date(2026, 10, 8)))
    published.cycle.panel.exclude(function="hr").update(signed_at=None)
    path, result = tmp_path / "card.xlsx", published.result()
    address = reverse("scorecard_workbook", args=[result.pk])
    path.write_bytes(published.client(published.agent).get(address).content)
    book = load_workbook(path)
    sheet, figures = book.worksheets[0], book.worksheets[-1]
    label = next(cell for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == "评估小组")
    panel = str(sheet.cell(label.row, label.column + 1).value)
    assert all(seat.person.name in panel for seat in published.cycle.panel.select_related("person"))
    assert panel.count("2026 年 10 月 8 日") == 1
    heads = [str(cell.value) for cell in figures[1]]
    assert not any(head.isascii() for head in heads)
    assert {"指标", "得分", "状态"} <= set(heads)
    cards, issues = check_workbook(path, plans_of(published.cycle))
    assert (len(cards), issues) == (1, [])


def test_the_interface_tells_what_stands_beside_the_figures(published) -> None:
    result = published.result()
    published.client(published.agent).post(reverse("scorecard_receive", args=[result.pk]))
    published.client(published.lead).post(reverse("scorecard_remark", args=[result.pk]), {"text": "继续努力"})
    told = published.client(published.agent).get(f"/api/scorecards/scorecards/{result.pk}").json()
    assert (told["employee_no"], told["evaluator"]) == (result.person.employee_no, published.lead.person.name)
    assert (told["state"], told["view"], told["evaluators_remark"]) == ("received", "unsaid", "继续努力")
    assert {each["function"] for each in told["panel"] if each["signed_at"]} == {"service", "hr", "business"}
    assert told["shift"] is None
    assert told["audit_head"] == published.cycle.audit_head
    page_ = published.client(published.agent).get(reverse("scorecard", args=[result.pk])).content.decode()
    assert result.person.employee_no in page_
