"""A sheet goes out of use by a decision, once no check of it is open; what was checked by it stays."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from deskmerit.web.audit.models import Event
from deskmerit.web.quality import sampling
from deskmerit.web.quality.forms import latest_versions
from deskmerit.web.quality.models import Check, Task
from deskmerit.web.shared.refusal import Overtaken, Refused


def test_a_sheet_with_open_checks_stays_in_use(desk) -> None:
    sheet = desk.sample.version.sheet
    desk.told()
    for_review = desk.world.client(desk.world.hr)
    with translation.override("en"), pytest.raises(Refused, match="still open"), transaction.atomic():
        sampling.retire(desk.world.hr, sheet)
    for_review.post(reverse("sheet_retire", args=[sheet.slug]))
    sheet.refresh_from_db()
    assert sheet.retired_at is None


def test_once_every_check_ended_it_goes_out_of_use_and_is_chosen_no_more(desk) -> None:
    sheet = desk.sample.version.sheet
    check = desk.told()
    Check.objects.filter(pk=check.pk).update(state="final")
    Task.objects.filter(sample=desk.sample, check_of=None).update(skipped="no")
    assert latest_versions().filter(sheet=sheet).exists()
    client, address = desk.world.client(desk.world.hr), reverse("sheet_retire", args=[sheet.slug])
    assert client.get(address).status_code == 200
    assert desk.world.client(desk.world.lead).post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert not latest_versions().filter(sheet=sheet).exists()
    assert Event.objects.filter(verb="sheet.retired").count() == 1
    assert client.get(reverse("sheet_page", args=[sheet.slug])).status_code == 200
    assert client.get(reverse("sheet_list")).status_code == 200
    assert client.get(address).status_code == 404
    with pytest.raises(Overtaken):
        sampling.retire(desk.world.hr, sheet)
    sheet.refresh_from_db()
    with pytest.raises(Refused):
        sampling.save_sheet(desk.world.hr, sheet, desk.sample.version.read(), sheet.title, sheet.kind)


def test_a_sheet_taken_out_by_mistake_is_used_again(desk) -> None:
    sheet = desk.sample.version.sheet
    Check.objects.filter(version__sheet=sheet).update(state="final")
    Task.objects.filter(sample=desk.sample).update(skipped="no")
    client = desk.world.client(desk.world.hr)
    page, again = (reverse(name, args=[sheet.slug]) for name in ("sheet_page", "sheet_use_again"))
    assert client.post(again).status_code == 404  # it is in use
    client.post(reverse("sheet_retire", args=[sheet.slug]))
    assert again in client.get(page).content.decode()
    assert again not in desk.world.client(desk.world.auditor).get(page).content.decode()
    assert desk.world.client(desk.world.auditor).post(again).status_code == 404
    assert client.post(again).status_code == 302
    assert latest_versions().filter(sheet=sheet).exists()
    assert again not in client.get(page).content.decode()
    assert Event.objects.filter(verb="sheet.used_again").count() == 1
    with pytest.raises(Overtaken):
        sampling.use_again(desk.world.hr, sheet)
    with pytest.raises(Refused), transaction.atomic():
        sampling.use_again(desk.world.agent, sheet)
