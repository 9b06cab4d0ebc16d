"""How flags and appeals flow: guards with their sentences, whom a clock waits for, what happens when it runs out."""

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.plan import Workflow
from deskmerit.web.appeals import access, drafts, previews, window
from deskmerit.web.appeals.models import Appeal, Flag, Preview
from deskmerit.web.awards.models import Base
from deskmerit.web.cycles.models import Run
from deskmerit.web.intake.models import Correction
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.plans.queries import plan_of, workflow_of
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock, models
from deskmerit.web.shared.flow import Hooks


def language_of(person: Person) -> str:
    """The language a person chose; Chinese where nothing was chosen."""
    user = getattr(person, "user", None)
    return (user.language if user else "") or "zh-hans"


def _independent(appeal: Appeal) -> str:
    if appeal.reviewer is not None and access.is_independent(appeal, appeal.reviewer):
        return ""
    return _("Whoever decides may neither have scored nor approved this result: HR names somebody else.")


def _deputy(appeal: Appeal) -> str:
    return "" if access.next_reviewer(appeal) else _("Nobody independent is left: HR names a reviewer.")


def _inadmissible(appeal: Appeal) -> str:
    if appeal.inadmissible == Appeal.Inadmissible.LATE:
        due = window.due(appeal)
        late = due is not None and clock.local_date(appeal.filed_at) > due
        return "" if late else _("This appeal was filed in time: it can't be turned down as late.")
    if appeal.inadmissible == Appeal.Inadmissible.REPEATED:
        about = {"subject": appeal.subject, "indicator": appeal.indicator, "award": appeal.award}
        decided = (
            Appeal.objects.filter(result=appeal.result, **about).exclude(pk=appeal.pk).exclude(decided_at=None).exists()
        )
        return "" if decided else _("No earlier appeal about the same was decided.")
    if appeal.inadmissible == Appeal.Inadmissible.UNRELATED:
        return ""
    return _("Say why it is not accepted: late, decided before, or not about a result.")


def _heard(appeal: Appeal) -> str:
    missing = []
    if appeal.person_heard_at is None:
        missing.append(_("the person"))
    if appeal.lead_heard_at is None and appeal.result.lead_id is not None:
        missing.append(_("the lead"))
    return _("Hear both sides first; still to be heard: %(who)s.") % {"who": "、".join(missing)} if missing else ""


def _facts(appeal: Appeal) -> str:
    return "" if appeal.facts.strip() else _("Write down the facts you found.")


def _seen(appeal: Appeal) -> str:
    if not appeal.drafts:
        return ""
    found = previews.of("appeal", appeal)
    if found is not None and found.state == Preview.State.DONE:
        return ""
    return _("Look at the consequence of exactly these corrections before deciding: it is not there yet.")


def _recomputed(appeal: Appeal) -> str:
    done = appeal.run is not None and appeal.run.state == Run.State.DONE
    return "" if done else _("Everything must be recomputed first.")


def _made(appeal: Appeal) -> str:
    made = Correction.objects.filter(origin="appeal", origin_row=appeal.pk, state=Correction.State.IN_FORCE).count()
    entered = Base.objects.filter(origin=Base.Origin.APPEAL, origin_row=appeal.pk).count()
    there = made >= len(drafts.records(appeal.drafts)) and entered >= len(drafts.bases(appeal.drafts))
    return "" if there else _("The corrections decided are not in force.")


def _nobody_worse(appeal: Appeal) -> str:
    from deskmerit.web.bridge.recompute import better

    plans = {plan.id: plan for plan in map(plan_of, appeal.cycle.versions.all())}
    made = Restatement.objects.filter(after__run=appeal.run).select_related("before__person", "after__person")
    for each in made:
        after, before = scorecard_of(each.after), scorecard_of(each.before)
        if not better(after, before, plans[after.plan]):
            return _("%(name)s would be worse off: nothing is corrected.") % {"name": after.name}
    return ""


def _letter(appeal: Appeal) -> str:
    same = appeal.letter_language == language_of(appeal.person)
    return "" if same else _("The letter is written in the person's language.")


def _remedy(appeal: Appeal) -> str:
    return "" if appeal.remedy.strip() else _("Name what the person can do next if they still disagree.")


def _waits(appeal: Appeal, code: str) -> tuple[Person | None, str]:
    if code == "applying":
        return None, "hr"
    return appeal.reviewer, "hr"


def _plan(appeal: Appeal) -> Workflow | None:
    return workflow_of(appeal.cycle, appeal.result.first.plan)


def _late(appeal: Appeal, ran: models.Clock) -> None:
    """An overdue decision goes to the next independent deputy; with nobody left HR is asked to name somebody."""
    if ran.code == "applying":
        from deskmerit.web.appeals.tasks import apply_decision

        apply_decision.enqueue(appeal.pk)
    if ran.code != "decision":
        return
    following = access.next_reviewer(appeal)
    passed = [*appeal.passed, *([appeal.reviewer_id] if appeal.reviewer_id else [])]
    Appeal.objects.filter(pk=appeal.pk).update(reviewer=following, passed=passed)
    appeal.refresh_from_db()
    hand_over("appeal", appeal.pk, following)
    url, key = APPEAL.url(appeal), f"appeal:{appeal.pk}:{len(passed)}"
    told = [following] if following else list(access.hr_of(appeal.person, appeal.cycle))
    for person in told:
        if person.pk != appeal.person_id:
            notify(person, "appeal-passed" if following else "appeal-name", key, url, number=appeal.code)


def hand_over(flow: str, row: int, to: Person | None) -> None:
    """The clocks that run on a thing wait for somebody else now."""
    running = models.Clock.objects.filter(flow=flow, row=row, stopped_at=None)
    running.update(person=to, role="" if to else "hr")


def _flag_late(flag: Flag, ran: models.Clock) -> None:
    following = access.next_decider(flag)
    passed = [*flag.passed, *([flag.decider_id] if flag.decider_id else [])]
    Flag.objects.filter(pk=flag.pk).update(decider=following, passed=passed)
    flag.refresh_from_db()
    hand_over("flag", flag.pk, following)
    for person in [following] if following else access.hr_of(flag.person, flag.cycle):
        notify(person, "flag-passed", f"flag:{flag.pk}:{len(passed)}", FLAG.url(flag), flag=str(flag))


APPEAL = Hooks(
    model=Appeal,
    relations=access.relations,
    url=lambda appeal: reverse("appeal_page", args=[appeal.pk]),
    concerns=lambda appeal: appeal.person,
    guards={
        "reviewer_independent": _independent,
        "deputy_independent": _deputy,
        "inadmissible": _inadmissible,
        "both_sides_heard": _heard,
        "facts_written": _facts,
        "consequence_seen": _seen,
        "recomputed": _recomputed,
        "nobody_worse_off": _nobody_worse,
        "corrections_made": _made,
        "letter_in_persons_language": _letter,
        "next_remedy_named": _remedy,
    },
    waits_for=_waits,
    plan=_plan,
    overdue=_late,
    visible=access.visible_to,
)

FLAG = Hooks(
    model=Flag,
    relations=access.flag_relations,
    url=lambda flag: reverse("flag_page", args=[flag.pk]),
    concerns=lambda flag: flag.person,
    waits_for=lambda flag, code: (flag.decider, "hr"),
    overdue=_flag_late,
    visible=access.flags_for,
)
