"""Pages and files: everybody their own lines and no other's; the same in the interface; certificates."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from deskmerit.web.awards import actions, certificates, printed
from deskmerit.web.awards.models import RunLine
from deskmerit.web.shared.refusal import Refused

from .conftest import act


def test_people_see_their_own_lines_once_the_run_is_locked_and_nobody_elses(propose, published) -> None:
    run = propose()
    agent = published.client(published.agent)
    assert not agent.get("/awards/").context["periods"]
    act(actions.approve, published.hr2, run)
    act(actions.lock, published.hr, run)
    (period,) = agent.get("/awards/").context["periods"]
    assert {told.line.person for told in period.lines} == {published.agent.person}
    shown = agent.get("/api/awards/mine").json()
    assert {line["agent_id"] for line in shown} == {published.agent.person.agent_id}
    assert {line["amount"] for line in shown} == {f"{told.line.amount:.2f}" for told in period.lines}


def test_runs_and_ledger_are_open_to_hr_and_auditors_alone(locked, published) -> None:
    pages = (f"/awards/runs/{locked.pk}/", "/awards/ledger/", f"/api/awards/runs/{locked.pk}/lines")
    for who in ("agent", "lead", "outsider", "admin", "business", "auditor", "hr2"):
        client = published.client(getattr(published, who))
        wanted = 200 if who in ("auditor", "hr2") else 404
        assert [client.get(page).status_code for page in pages] == [wanted] * 3, who
        taken = client.post(f"/awards/runs/{locked.pk}/payroll.csv")
        assert (taken.status_code == 200) is (who == "hr2"), who


def test_a_run_prints_with_who_proposed_and_who_approved(locked, published, monkeypatch) -> None:
    made: list[dict] = []
    monkeypatch.setattr(printed.pdf, "render", lambda name, data, lang: made.append(data) or b"%PDF")
    assert published.client(published.hr).get(f"/awards/runs/{locked.pk}/form.pdf").content == b"%PDF"
    assert [each.get("name", "") for each in made[0]["signatures"]] == [
        published.hr.person.name, published.hr2.person.name, "",
    ]  # fmt: skip
    assert len(made[0]["sections"][1]["table"]["rows"]) == locked.lines.count()
    assert published.client(published.lead).get(f"/awards/runs/{locked.pk}/form.pdf").status_code == 404


def test_csv_and_workbook_hold_the_lines_and_the_control_total(locked, published) -> None:
    client = published.client(published.hr)
    for page in ("/awards/", "/awards/wishes/", "/awards/certificates/", "/awards/runs/new/", "/awards/bases/"):
        assert client.get(page).status_code == 200, page
    text = client.post(f"/awards/runs/{locked.pk}/payroll.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    *lines, total = rows[1:]
    assert sum(Decimal(row[4]) for row in lines) == Decimal(total[4]) == locked.control()["CNY"]
    book = load_workbook(io.BytesIO(client.post(f"/awards/runs/{locked.pk}/payroll.xlsx").content)).active
    shown = book.iter_rows(min_row=2, max_row=len(lines) + 1, max_col=4, values_only=True)
    assert [[str(cell) for cell in row] for row in shown] == [row[:4] for row in lines]


def test_hr_takes_the_run_through_its_pages(propose, published) -> None:
    run = propose()
    approver, hr = published.client(published.hr2), published.client(published.hr)
    asked = approver.get(f"/awards/runs/{run.pk}/approve/")
    assert asked.context["consequence"]
    assert hr.get(f"/awards/runs/{run.pk}/approve/").status_code == 404
    assert approver.post(f"/awards/runs/{run.pk}/approve/").status_code == 302
    hr.post(f"/awards/runs/{run.pk}/lock/")
    run.refresh_from_db()
    assert run.state == "locked"


def test_a_shift_tells_its_reason_on_the_line(propose, published) -> None:
    from deskmerit.web.awards.told import told

    line = propose().lines.filter(award="bonus").first()
    line.shift = "panel"
    assert "outage" in told(line, {(line.cycle_id, line.person_id): "outage in August"}).shift


def test_the_page_of_a_run_asks_the_same_of_the_database_however_many_lines(
    propose, published, django_assert_max_num_queries
) -> None:
    run = propose()
    client = published.client(published.hr)
    client.get(f"/awards/runs/{run.pk}/")
    with django_assert_max_num_queries(45):
        client.get(f"/awards/runs/{run.pk}/")
    assert RunLine.objects.filter(run=run).count() > 45


def test_a_certificate_is_issued_once_and_told_and_checked_by_its_code(published) -> None:
    grade = published.result().card.grade
    made = act(certificates.issue, published.hr, published.cycle, [grade])
    with pytest.raises(Refused):
        act(certificates.issue, published.hr, published.cycle, [grade])
    own = next(row for row in made if row.person == published.agent.person)
    agent, outsider = published.client(published.agent), published.client(published.outsider)
    assert agent.get(f"/awards/certificates/{own.pk}.pdf").content.startswith(b"%PDF")
    assert outsider.get(f"/awards/certificates/{own.pk}.pdf").status_code == 404
    assert outsider.get("/awards/certificates/check/", {"code": own.code}).context["row"] == own
    with pytest.raises(Refused):
        act(certificates.issue, published.lead, published.cycle, [grade])
    act(certificates.revoke, published.hr, own, "wrong period")
    assert agent.get(f"/awards/certificates/{own.pk}.pdf").status_code == 404
