"""Reckoning a run in the background. Safe to run twice: lines are put in place of earlier ones, all or none."""

from django.db import transaction
from django.tasks import task

from deskmerit.core.issue import Issue
from deskmerit.web.accounts.models import User
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.awards.queries import control_of
from deskmerit.web.awards.reckon import Reckoned, reckoned, write_lines
from deskmerit.web.bridge import codec
from deskmerit.web.cycles import pins
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import take
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.written import write_all


@task()
def calculate_run(pk: int) -> str:
    """Reckons a draft and takes its step; what stands in the way, or went wrong, stays with it to be read."""
    run = AwardRun.objects.select_related("cycle", "asked_by").get(pk=pk)
    if run.state != AwardRun.State.DRAFT or run.job not in (AwardRun.Job.QUEUED, AwardRun.Job.WORKING):
        return run.job  # done already, or given up
    AwardRun.objects.filter(pk=pk).update(job=AwardRun.Job.WORKING, failure="")
    try:
        write_all()
        found = reckoned(run.cycle)
        pins.hold(pins.AWARD, run.pk, found.manifest)
        _keep(run, found)
    except Exception as error:
        AwardRun.objects.filter(pk=pk).update(job=AwardRun.Job.FAILED, failure=f"{type(error).__name__}: {error}")
        raise
    return AwardRun.Job.DONE


@transaction.atomic
def _keep(run: AwardRun, found: Reckoned) -> None:
    held = AwardRun.objects.select_for_update().get(pk=run.pk)
    if held.state != AwardRun.State.DRAFT or held.job == AwardRun.Job.DONE:
        return  # another worker was faster
    write_lines(held, found)
    told = {
        "job": AwardRun.Job.DONE,
        "totals": {currency: str(total) for currency, total in control_of(held).items()},
        "issues": codec.to_json(tuple[Issue, ...], tuple(found.issues)),
    }
    AwardRun.objects.filter(pk=run.pk).update(**told)
    held.refresh_from_db()
    by = User.objects.filter(person=held.asked_by_id).first()
    try:
        take("award_run", held, "calculate", by, calculated_at=clock.now(), detail={"totals": held.totals})
    except Refused as refused:
        failure = "\n".join(str(each) for each in refused.sentences)
        AwardRun.objects.filter(pk=run.pk).update(failure=failure)
