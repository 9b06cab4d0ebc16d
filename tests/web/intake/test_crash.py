"""A process that dies while files are brought in or records corrected leaves nothing half done."""

from pathlib import Path

from django.db import transaction

from deskmerit.web.intake import corrections_actions as corrections
from deskmerit.web.intake import entries, import_tasks, imports
from deskmerit.web.intake.models import Correction, Entry, Import
from deskmerit.web.org.access import rights
from web.appeals.test_flags import asked, shown
from web.crashing import MANY, survives
from web.intake.test_entries import entered
from web.intake.test_imports import clean, uploaded  # noqa: F401 - a fixture


@MANY
def test_an_import_that_dies_over_its_writing_writes_each_file_whole_and_once(world, clean, centre: Path, most) -> None:  # noqa: F811 - the fixture
    row = uploaded(world)
    with transaction.atomic():
        imports.accept(world.hr, row)
    survives(lambda: import_tasks.work.call(row.pk), most, stays={"intake_import"}, folder=centre)
    assert not list(centre.glob("certifications-*"))


@MANY
def test_a_file_whose_trial_dies_is_tried_again_and_nothing_is_written(world, clean, centre: Path, most) -> None:  # noqa: F811 - the fixture
    row = uploaded(world)
    Import.objects.filter(pk=row.pk).update(state="reading", told={}, changes=[], tables={})
    before = sorted(path.name for path in centre.iterdir())
    survives(lambda: import_tasks.work.call(row.pk), most, stays={"intake_import"}, folder=centre)
    assert sorted(path.name for path in centre.iterdir()) == before


@MANY
def test_accepting_an_import_that_dies_accepts_nothing_and_then_once(world, clean, most) -> None:  # noqa: F811 - the fixture
    row = uploaded(world)

    def accept() -> None:
        with transaction.atomic():
            imports.accept(world.hr, Import.objects.get(pk=row.pk))

    survives(accept, most)


@MANY
def test_a_correction_whose_decision_dies_acts_not_at_all_and_then_once(world, most) -> None:
    row = asked(world)
    shown(row)
    rights(world.hr2)  # kept with the user: a second try asks as often as the first

    def decide() -> None:
        with transaction.atomic():
            corrections.decide(world.hr2, Correction.objects.get(pk=row.pk), "属实")

    survives(decide, most)


@MANY
def test_typed_rows_whose_confirmation_dies_are_no_records_and_then_once(world, most) -> None:
    keys = [entered(world).pk, entered(world, article_id="KB-78").pk]
    rights(world.hr)  # kept with the user: a second try asks as often as the first

    def confirm() -> None:
        with transaction.atomic():
            entries.confirm(world.hr, Entry.objects.filter(pk__in=keys).order_by("pk"))

    survives(confirm, most)
