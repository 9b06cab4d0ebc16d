"""A preview of a plan's text on a period that is over, made in the background. Safe to run twice."""

from django.tasks import task
from django.utils.translation import gettext as _

from deskmerit.core.period import Period, parse_period
from deskmerit.core.plan import Plan
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import codec
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.bridge.preview import Preview, plan_preview
from deskmerit.web.plans.models import PlanPreview, PlanVersion
from deskmerit.web.plans.queries import in_force, plan_of
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.telling import teller
from deskmerit.web.shared.written import write_all


def last_period() -> tuple[Period, str, list[Plan]]:
    """The last published cycle's period, phase and plans; else the last quarter that is over, by what held then."""
    from deskmerit.web.cycles.models import Cycle
    from deskmerit.web.plans.models import PlanDocument

    cycle = Cycle.objects.filter(state__in=("published", "settled")).order_by("-end").first()
    if cycle is not None:
        return cycle.span(), cycle.phase, [plan_of(version) for version in cycle.versions.all()]
    today = clock.today()
    quarter = (today.month - 1) // 3
    label = f"{today.year}-Q{quarter}" if quarter else f"{today.year - 1}-Q4"
    held = [in_force(document) for document in PlanDocument.objects.all()]
    return parse_period(label), "", [plan_of(version) for version in held if version is not None]


def ask_preview(by: User, version: PlanVersion, text: str) -> PlanPreview:
    """Asks what a text would have done in the last period; one that waits or is there already is enough."""
    plan, _issues = bridge.read(text)
    if plan is None:
        raise Refused(_("This text can't be read as a plan yet: mend what the check finds, then preview."))
    period, phase, _plans = last_period()
    same = version.previews.filter(fingerprint=plan.fingerprint, period=period.label).exclude(state="failed").first()
    if same is not None:
        return same
    made = PlanPreview.objects.create(
        version=version, text=text, fingerprint=plan.fingerprint, period=period.label, asked_by=by.person,
        asked_at=clock.now(), phase=phase if phase in plan.phases else "",
    )  # fmt: skip
    make_preview.enqueue(made.pk)
    return made


@task()
def make_preview(pk: int) -> str:
    """Scores and pays the period by the old plans and by the new one; what went wrong stays with the preview."""
    asked = PlanPreview.objects.get(pk=pk)
    if asked.state == PlanPreview.State.DONE:
        return asked.state
    PlanPreview.objects.filter(pk=pk).update(state=PlanPreview.State.WORKING, failure="")
    try:
        found = _made(asked)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        PlanPreview.objects.filter(pk=pk).update(state=PlanPreview.State.FAILED, failure=told)
        raise
    data = codec.to_json(Preview, found)
    PlanPreview.objects.filter(pk=pk).update(state=PlanPreview.State.DONE, data=data, done_at=clock.now(), progress="")
    return PlanPreview.State.DONE


def _made(asked: PlanPreview) -> Preview:
    write_all()
    period, phase, old = last_period()
    plan, _issues = bridge.read(asked.text)
    assert plan is not None, "only what could be read is previewed"
    others = [each for each in old if each.id != plan.id and not set(each.positions) & set(plan.positions)]
    as_of = clock.now() if clock.moved() else None
    new_phase = phase if all(phase in each.phases for each in (plan, *others)) else ""
    return plan_preview(
        workspace.folder(), old, [plan, *others], period, phase=phase, new_phase=new_phase,
        as_of=as_of, progress=teller(PlanPreview.objects.filter(pk=asked.pk)),
    )  # fmt: skip
