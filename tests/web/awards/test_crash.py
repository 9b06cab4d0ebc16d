"""A process that dies while awards are reckoned or locked leaves no line and no ledger entry half done."""

from django.db import transaction

from deskmerit.web.awards import actions, tasks
from deskmerit.web.awards.models import AwardRun
from web.crashing import MANY, survives


@MANY
def test_a_calculation_that_dies_leaves_no_line_and_is_made_once(published, quick, most) -> None:
    with transaction.atomic():
        run = actions.propose(published.hr, published.cycle, "regular", "2026-10")
    survives(lambda: tasks.calculate_run.call(run.pk), most, stays={"awards_awardrun"})


@MANY
def test_a_lock_that_dies_writes_no_ledger_and_then_every_line_once(published, propose, most) -> None:
    run = propose()
    with transaction.atomic():
        actions.approve(published.hr2, run)

    def lock() -> None:
        with transaction.atomic():
            actions.lock(published.hr, AwardRun.objects.get(pk=run.pk))

    survives(lock, most)
