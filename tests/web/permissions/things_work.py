"""Things to try of results: cards, shifts, restatements, flags, appeals, corrections; a cycle in each state.

Each is about the person given and ready for its step; where it needs two people, the other is `hr2`,
who doesn't try, and whoever reviews an appeal is the HR that tries.
"""

from typing import Any

from django.core.files.base import ContentFile

from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import previews, queries
from deskmerit.web.appeals.models import Appeal, Flag, Preview
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.consequence import Consequence
from deskmerit.web.cycles.checklist import beside, ladder
from deskmerit.web.cycles.models import Cycle, Run, Shift
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.models import Person, Posting
from deskmerit.web.scorecards.models import Card, Restatement, Result
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Attachment
from web.conftest import World
from web.permissions.page import Alike, Arguments, Thing

RUNS = {"open": "running", "measured": "measured", "panel_review": "measured"}
RECORD = {"table": "tickets", "record": "T000359"}
"""A record that is there."""


def again(row: Any, **changes: Any) -> Any:
    """A row once more, with some columns changed."""
    fields = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}
    kept = {name: value for name, value in fields.items() if name.removesuffix("_id") not in changes}
    return type(row).objects.create(**kept, **changes)


def in_state(world: World, state: str) -> Cycle:
    """The cycle in another state, with the figures that are shown then."""
    run = world.cycle.runs.filter(kind=RUNS.get(state, "published"), state="done").first()
    Cycle.objects.filter(pk=world.cycle.pk).update(state=state, current=run)
    return Cycle.objects.get(pk=world.cycle.pk)


def cycle_in(state: str, **more: Any) -> Alike:
    """The cycle in a state, for a page or step of it."""
    return lambda world: {"pk": in_state(world, state).pk, **more}


def card_of(run: Run, world: World, about: Person) -> Card:
    """The person's card of a run; office staff, whom nobody evaluates, get one like the agent's."""
    found = run.cards.filter(person=about).first()
    return found or again(run.cards.get(person=world.agent.person), person=about)


def result_of(world: World, about: Person) -> Result:
    """The person's published result, or one like the agent's."""
    found = world.cycle.results.filter(person=about).first()
    if found is not None:
        return found
    card = again(world.result().card, person=about)
    return again(world.result(), person=about, card=card, first=card, lead=None)


def result(world: World, user: User, about: Person) -> Arguments:
    """The published result."""
    return {"pk": result_of(world, about).pk}


def running(world: World, user: User, about: Person) -> Arguments:
    """The running card."""
    cycle = in_state(world, "open")
    return {"pk": card_of(cycle.current, world, about).pk}


def said(**post: str) -> Thing:
    """The result, with a form."""
    return lambda world, user, about: {**result(world, user, about), "post": post}


def to_shift(world: World, user: User, about: Person) -> Arguments:
    """Somebody whose grade the panel may shift."""
    cycle = in_state(world, "panel_review")
    card = card_of(cycle.current, world, about)
    Card.objects.filter(pk=card.pk).update(grade=ladder(cycle, about)[1])
    form = {"after": beside(cycle, about)[0], "reason": "x", "evidence": "x"}
    return {"pk": cycle.pk, "person": about.pk, "post": form}


def shift(step: str, by: str) -> Thing:
    """A shift proposed by a member of the panel."""

    def thing(world: World, user: User, about: Person) -> Arguments:
        told = to_shift(world, user, about)
        before = world.cycle.runs.get(kind="measured").cards.get(person=about).grade
        row = Shift.objects.create(
            cycle=world.cycle, person=about, before=before, after=told["post"]["after"], reason="x", evidence="x",
            proposed_by=getattr(world, by).person, proposed_at=clock.now(),
        )  # fmt: skip
        return {"pk": row.pk, "step": step, "post": {"reason": "x"}}

    return thing


def restatement(step: str, by: str) -> Thing:
    """A restatement that waits for its approval."""

    def thing(world: World, user: User, about: Person) -> Arguments:
        now, held = clock.now(), result_of(world, about)
        run = Run.objects.create(cycle=world.cycle, kind="restated", state="done", asked_at=now)
        row = Restatement.objects.create(
            result=held, before=held.card, after=again(held.card, run=run), cause="bug", explanation="x", made_at=now,
            made_by=getattr(world, by).person,
        )  # fmt: skip
        return {"pk": row.pk, "step": step, "post": {"reason": "x"}}

    return thing


def restated(world: World, user: User, about: Person) -> Arguments:
    """A restatement that the person was told of."""
    told = restatement("", "hr2")(world, user, about)
    Restatement.objects.filter(pk=told["pk"]).update(state="told", told_at=clock.now())
    return {"pk": told["pk"]}


def to_flag(world: World, user: User, about: Person) -> Arguments | None:
    """A record behind the person's own running card; office staff have none."""
    card = in_state(world, "open").current.cards.filter(person=about).first()
    if card is None:
        return None
    rows = [row for row in queries.cases(card, "fcr", scorecard_of(card).place) if row["included"]]
    asked = f"?card={card.pk}&indicator=fcr&record={rows[0]['record_id']}" if rows else ""
    return {"query": asked, "post": {"reason": "outage", "text": "x"}} if rows else None


def flag(**more: Any) -> Thing:
    """A flag that waits for its decision."""

    def thing(world: World, user: User, about: Person) -> Arguments:
        row = Flag.objects.create(
            cycle=in_state(world, "open"), person=about, **RECORD, indicator="fcr", reason="outage", text="x",
            filed_at=clock.now(),
        )  # fmt: skip
        return {"pk": row.pk, **more}

    return thing


def appeal(state: str = "filed", step: str = "", **post: Any) -> Thing:
    """An appeal that the HR who tries decides, as far as it must be for a step."""

    def thing(world: World, user: User, about: Person) -> Arguments:
        now = clock.now()
        row = Appeal.objects.create(
            cycle=world.cycle, result=result_of(world, about), person=about, number=1, filed_at=now, state=state,
            subject="record", indicator="fcr", ground="control", text="x", wish="x", facts="x", lead_heard_at=now,
            person_heard_at=now, reviewer=world.hr.person if about != world.hr.person else world.hr2.person,
            decision="rejected" if state == "rejected" else "", answer="x",
        )  # fmt: skip
        return {"pk": row.pk, **({"step": step} if step else {}), "post": post}

    return thing


def base(world: World, user: User, about: Person) -> Arguments:
    """An appeal whose reviewer puts the person's base right."""
    post = {"award": "bonus", "whose": f"person:{about.agent_id}", "amount": "1234.56"}
    return appeal("in_review", "base", **post)(world, user, about)


def named(world: World, user: User, about: Person) -> Arguments:
    """An appeal for which HR names a reviewer."""
    who = world.quality.person if about != world.quality.person else world.hr2.person
    return {**appeal("filed", "reviewer", reason="x")(world, user, about), "post": {"reviewer": who.pk, "reason": "x"}}


def letter(world: World, user: User, about: Person) -> Arguments:
    """An appeal whose letter was sent."""
    told = appeal("closed")(world, user, about)
    Attachment.objects.create(
        flow="appeal", row=told["pk"], name="letter.pdf", file=ContentFile(b"x", "letter.pdf"), size=1, sha256="0" * 64,
        purpose="letter", added_by=world.hr.person, added_at=clock.now(),
    )  # fmt: skip
    return {"pk": told["pk"]}


def correction(state: str = "asked", step: str = "", by: str = "hr2") -> Thing:
    """A correction about a person, its effect computed."""

    def thing(world: World, user: User, about: Person) -> Arguments:
        now = clock.now()
        row = Correction.objects.create(
            kind="exclude", **RECORD, reason="x", concerns=about, state=state, asked_by=getattr(world, by).person,
            asked_at=now,
        )  # fmt: skip
        Preview.objects.create(
            flow="correction", row=row.pk, key=previews.key_of("correction", row), state="done", asked_at=now,
            content=codec.to_json(Consequence, Consequence((), (), (), ())),
        )  # fmt: skip
        return {"pk": row.pk, **({"step": step} if step else {}), "post": {"answer": "x"}}

    return thing


def team(world: World, user: User, about: Person) -> Arguments | None:
    """The team a person stood in."""
    posting = Posting.objects.filter(person=about).order_by("from_date").last()
    return {"pk": posting.team_id} if posting and posting.team_id else None


def elsewhere(world: World) -> Arguments:
    """An open cycle of another period, with a panel of others."""
    row = again(
        world.cycle, period="2027-Q1", state="open", start=world.cycle.end, end=clock.today().replace(year=2027)
    )
    return {"pk": row.pk}


def signed(world: World) -> Arguments:
    """The review, signed by everybody of the panel."""
    world.cycle.panel.update(signed_at=clock.now())
    return cycle_in("panel_review", step="publish")(world)


def to_sign(world: World) -> Arguments:
    """The review, signed by nobody yet."""
    world.cycle.panel.update(signed_at=None)
    return cycle_in("panel_review")(world)


REASON = {"reason": "x"}
THINGS: dict[str, Thing | str] = {
    "team_page": team,
    "running": running,
    "scorecard": result,
    "scorecard_pdf": result,
    "scorecard_workbook": result,
    "scorecard_receive": result,
    "scorecard_say": said(view="agree", remark="x"),
    "scorecard_remark": said(text="x"),
    "shift_new": to_shift,
    "shift_step/sign": shift("sign", "hr2"),
    "shift_step/refuse": shift("refuse", "hr2"),
    "shift_step/withdraw": shift("withdraw", "business"),
    "restatement_page": restated,
    "restatement_form": restated,
    "restatement_step/approve": restatement("approve", "hr2"),
    "restatement_step/refuse": restatement("refuse", "hr2"),
    "restatement_step/withdraw": restatement("withdraw", "hr"),
    "flag_new": to_flag,
    "flag_form": flag(),
    "flag_page": lambda world, user, about: {
        **flag()(world, user, about), "post": {"kind": "exclude", "answer": "x"}},
    "flag_act/refuse": lambda world, user, about: {
        **flag(step="refuse")(world, user, about), "post": {"answer": "x"}},
    "flag_act/withdraw": flag(step="withdraw"),
    "appeal_new": result,
    "appeal_page": appeal("in_review"),
    "appeal_consequence": appeal("in_review"),
    "appeal_form": appeal("in_review"),
    "appeal_letter": letter,
    "appeal_act/accept": appeal("filed", "accept"),
    "appeal_act/refuse": appeal("filed", "refuse", why="unrelated", answer="x"),
    "appeal_act/withdraw": appeal("filed", "withdraw"),
    "appeal_act/reviewer": named,
    "appeal_act/lead": appeal("in_review", "lead", text="x"),
    "appeal_act/person": appeal("in_review", "person", text="x"),
    "appeal_act/draft": appeal("in_review", "draft", kind="exclude", **RECORD),
    "appeal_act/base": base,
    "appeal_act/preview": appeal("in_review", "preview"),
    "appeal_act/decide": appeal("in_review", "decide", decision="reject", answer="x", facts="x"),
    "appeal_act/apply": appeal("upheld", "apply"),
    "appeal_act/letter": appeal("rejected", "letter", remedy="x"),
    "appeal_act/acknowledge": appeal("closed", "acknowledge"),
    "appeal_act/attach": appeal("filed", "attach"),
    "correction_page": correction(),
    "correction_form": correction(),
    "correction_act/decide": correction(step="decide"),
    "correction_act/refuse": correction(step="refuse"),
    "correction_act/withdraw": correction(step="withdraw", by="hr"),
    "correction_act/revoke": correction("in_force", "revoke"),
    "correction_act/preview": correction(step="preview"),
}  # fmt: skip

ALIKE: dict[str, Alike] = {
    "cycle_page": cycle_in("published"),
    "cycle_page/elsewhere": elsewhere,
    "cycle_edit": cycle_in("draft"),
    "cycle_run": cycle_in("open"),
    "cycle_measure": cycle_in("open"),
    "cycle_recompute": cycle_in("published"),
    "cycle_gaps": cycle_in("measured", post=REASON),
    "cycle_sign": to_sign,
    "cycle_step/open": cycle_in("draft", step="open"),
    "cycle_step/measure": cycle_in("open", step="measure"),
    "cycle_step/reopen": cycle_in("measured", step="reopen", post=REASON),
    "cycle_step/review": cycle_in("measured", step="review"),
    "cycle_step/measure_again": cycle_in("panel_review", step="measure_again", post=REASON),
    "cycle_step/publish": signed,
    "cycle_step/settle": cycle_in("published", step="settle"),
    "cycle_step/cancel": cycle_in("open", step="cancel", post=REASON),
    "restatement_list": lambda world: {"cycle": world.cycle.pk},
    "shift_pick": lambda world: {"pk": world.cycle.pk, "query": f"?person={world.agent.person.pk}"},
}
