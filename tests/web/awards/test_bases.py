"""Bases: HR's alone, a history, files with a preview; taken over from the folder so that none counts twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import translation

from deskmerit.web.awards import bases, tables
from deskmerit.web.awards.forms import BaseForm
from deskmerit.web.awards.models import Base
from deskmerit.web.bridge.awards import folder_bases
from deskmerit.web.org.models import Person
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.workspace import folder

from .conftest import act

DAY = date(2026, 8, 1)


def entry(person, amount: str = "3500.00", day: date = DAY) -> bases.Entry:
    return bases.Entry(person, "", "bonus", Decimal(amount), day)


def test_the_first_base_takes_over_those_of_the_folder(world) -> None:
    of_folder = folder_bases(folder())
    act(bases.enter, world.hr, [entry(world.agent.person)])
    written = list(tables.bases())
    assert len(written) == len(of_folder) + 1
    assert {row["amount"] for row in written} == {base.amount for base in of_folder} | {Decimal("3500.00")}


def test_a_new_amount_is_a_new_row_and_no_row_changes(world) -> None:
    (first,) = act(bases.enter, world.hr, [entry(world.agent.person)])
    act(bases.enter, world.hr, [entry(world.agent.person, "3600.00", date(2026, 9, 1))])
    with pytest.raises(Refused, match="already"):
        act(bases.enter, world.hr, [entry(world.agent.person, "9999.00")])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Base.objects.filter(pk=first.pk).update(amount=Decimal(1))
    with pytest.raises(Refused, match="reason"):
        act(bases.withdraw, world.hr, first, " ")
    act(bases.withdraw, world.hr, first, "wrong person")
    assert Decimal("3500.00") not in {row["amount"] for row in tables.bases() if row["from_date"] == DAY}


def test_bases_are_seen_by_hr_and_auditors_alone_and_nobody_sets_their_own(world) -> None:
    act(bases.enter, world.hr, [entry(world.agent.person)])
    for user in (world.agent, world.lead, world.admin, world.auditor):
        seen = world.client(user).get("/awards/bases/").status_code
        assert seen == (200 if user == world.auditor else 404)
        with pytest.raises(Refused):
            act(bases.enter, user, [entry(world.outsider.person)])
    with translation.override("en"), pytest.raises(Refused, match="own"):
        act(bases.enter, world.hr, [entry(world.hr.person)])


def test_a_file_shows_what_it_would_change_and_names_every_wrong_row(world) -> None:
    number = world.agent.person.agent_id
    rows = (
        f"{number},,bonus,4000,2026-08-01", ",,bonus,1,2026-08-01", "nobody,,bonus,1,2026-08-01",
        f"{number},,bonus,x,2026-08-02",
    )  # fmt: skip
    text = "\n".join(["agent_id,position,award,amount,from_date", *rows])
    found, wrong = bases.read_file(SimpleUploadedFile("bases.csv", text.encode()))
    assert [each.amount for each in found] == [Decimal(4000)]
    assert len(wrong) == 3
    client = world.client(world.hr)
    good = SimpleUploadedFile("bases.csv", ("\n".join(text.splitlines()[:2])).encode())
    page = client.post("/awards/bases/import/", {"file": good})
    packed = page.context["packed"]
    assert packed
    assert not Base.objects.exists()
    client.post("/awards/bases/import/", {"confirmed": packed})
    assert Base.objects.get(origin="import").amount == Decimal(4000)
    client.post("/awards/bases/import/", {"confirmed": packed + "x"})
    assert Base.objects.filter(origin="import").count() == 1


def test_a_file_as_chinese_excel_saves_it_is_read_and_a_broken_one_says_why(world) -> None:
    number = world.agent.person.agent_id
    text = f'工号,岗位,激励,金额,生效日期\n{number},,bonus,"3,500.00",2026/08/01\n'
    found, wrong = bases.read_file(SimpleUploadedFile("基数.csv", text.encode("gbk")))
    assert ([each.amount for each in found], wrong) == ([Decimal(3500)], [])
    found, wrong = bases.read_file(SimpleUploadedFile("基数.xlsx", b"PK\x03\x04 broken"))
    assert not found
    assert len(wrong) == 1
    assert "基数.xlsx" in wrong[0]


def test_who_left_within_the_period_can_still_be_given_a_base(world) -> None:
    person = world.outsider.person
    Person.objects.filter(pk=person.pk).update(left_on=date(2026, 9, 1))
    told = {"person": person.pk, "award": "bonus", "amount": "3500", "from_date": "2026-07-01"}
    form = BaseForm(told)
    assert "person" not in form.errors


def test_a_decimal_comma_is_no_thousands_of_money(world) -> None:
    text = f"agent_id\taward\tamount\tfrom_date\n{world.agent.person.agent_id}\tbonus\t3,5\t2026-08-01\n"
    found, wrong = bases.read_file(SimpleUploadedFile("bases.csv", text.encode()))
    assert (found, len(wrong)) == ([], 1)
