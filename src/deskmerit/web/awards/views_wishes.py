"""Wishes: one's own list; for HR the round, its steps, and how the seats went."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from deskmerit.core.wish import draw_of
from deskmerit.web.accounts.models import User
from deskmerit.web.awards import access, wishes
from deskmerit.web.awards.forms import ReasonForm, RoundForm
from deskmerit.web.awards.models import Seat, Wish, WishRound
from deskmerit.web.awards.queries import offered_to, plans_of, wish_awards
from deskmerit.web.awards.seats import causes as seats_cause
from deskmerit.web.awards.seats import ended
from deskmerit.web.shared import tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.flow import hindrances, running, steps


def own(request: HttpRequest) -> HttpResponse:
    """What I would like, and how it ended."""
    user = user_of(request)
    found = access.rounds_for(user).exclude(state=WishRound.State.CANCELLED).select_related("cycle")
    rounds = [_own(each, user) for each in found[:6]] if user.person else []
    shown = {"rounds": rounds, "current": rounds[0] if rounds else None, "earlier": rounds[1:]}
    return render(request, "awards/wishes.html", {**shown, "reads_all": access.reads_all(user)})


def _own(row: WishRound, user: User) -> dict[str, Any]:
    offered = {award.id: award for award in offered_to(row.cycle, user.person)}
    mine = Wish.objects.filter(person=user.person, period=row.cycle.period)
    ranked = [award for award in mine.values_list("award", flat=True) if award in offered]
    seats, causes = _shown(row, user)
    return {
        "row": row,
        "open": wishes.may_rank(row, user.person),
        "ranked": [offered[each] for each in ranked],
        "others": [award for name, award in offered.items() if name not in ranked],
        "seats": [
            {"title": _title(offered, seat), "seat": seat, "said": ended(seat), "cause": causes.get(seat.pk, "")}
            for seat in seats
        ],
        "granted": next((_title(offered, seat) for seat in seats if seat.granted), ""),
        "draw": draw_of(row.seed, user.person.agent_id)[:12] if user.person else "",
        "clock": next(iter(running("wishes", row)), None),
    }


def _shown(row: WishRound, user: User) -> tuple[list[Seat], Mapping[int, str]]:
    """How my wishes ended, an extra seat in place of the line it came too late for; and why it is there."""
    seats = list(row.seats.filter(person=user.person))
    extra = {seat.award for seat in seats if seat.extra}
    return [seat for seat in seats if seat.extra or seat.award not in extra], seats_cause(seats, user)


def _title(offered: dict[str, Any], seat: Seat) -> str:
    return wording.lang_text(offered[seat.award].title) if seat.award in offered else seat.award


def short(grade: str) -> str:
    """A grade as tables show it: its letter, or the title of what stands in a grade's place."""
    return grade if len(grade) <= 3 else wording.grade_title(grade)


@require_POST
def rank(request: HttpRequest, pk: int) -> HttpResponse:
    """One step in one's own list: up, down, add, out; each is kept at once."""
    user = user_of(request)
    row = get_object_or_404(access.rounds_for(user).select_related("cycle"), pk=pk)
    way, _sep, award = request.POST.get("move", "").partition(":")
    mine = list(Wish.objects.filter(person=user.person, period=row.cycle.period).values_list("award", flat=True))
    offered = {each.id for each in offered_to(row.cycle, user.person)}
    listed = wishes.moved([each for each in mine if each in offered], award, way)
    attempt(request, lambda: wishes.rank(user, row, listed))
    return redirect("wish_page")


def new(request: HttpRequest) -> HttpResponse:
    """Opens a round."""
    user = user_of(request)
    access.require_hr(user)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[WishRound] = []
        said = form.cleaned_data
        if attempt(
            request, lambda: made.append(wishes.open_round(user, said["cycle"], said["seed"])), _("The round is open.")
        ):
            return redirect("wish_round", made[0].pk)
    shown = {"form": form, "heading": _("New round of wishes"), "action": _("Open the round")}
    return render(request, "awards/form.html", {**shown, "over": _("Wishes"), "cancel_url": reverse("award_list")})


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A round for HR and auditors: how many ranked, and how the seats went or would go."""
    user = user_of(request)
    access.require_reader(user)
    row = get_object_or_404(access.rounds_for(user).select_related("cycle"), pk=pk)
    titles = {award.id: wording.lang_text(award.title) for award in wish_awards(row.cycle)}
    plans = {award.id: plan for plan in reversed(plans_of(row.cycle)) for award in plan.awards}
    named = {name: wording.lang_text(plan.title) for name, plan in plans.items()}
    seats = sorted(
        row.seats.select_related("person"), key=lambda seat: (named.get(seat.award, ""), seat.turn, seat.rank)
    )
    table = tables.build(request, seats, _columns(titles, named, seats_cause(seats, user)), name="seats")
    said = Wish.objects.filter(period=row.cycle.period)
    offered = [
        {"title": titles[award.id], "seats": award.seats, "grades": ", ".join(award.grades) or wording.NONE,
         "wished": sum(wish.award == award.id for wish in said),
         "granted": sum(seat.granted and not seat.extra and seat.award == award.id for seat in seats),
         "extra": sum(seat.extra and seat.award == award.id for seat in seats)}
        for award in wish_awards(row.cycle)
    ]  # fmt: skip
    seated = tables.build(request, offered, _offered_columns(), name="offered")
    for each, name in ((table, "seats"), (seated, "offered")):
        if each.exports(request):
            return each.csv(f"{name}-{row.cycle.period}")
    shown = {
        "row": row, "table": table, "offered": seated, "steps": _steps(row, user), "clocks": running("wishes", row),
        "people": len({wish.person_id for wish in said}),
    }  # fmt: skip
    return render(request, "awards/round.html", shown)


def _offered_columns() -> list[tables.Column]:
    return [
        tables.Column("title", _("Award")),
        tables.Column("grades", _("Grades")),
        tables.Column("wished", _("Wished for"), "number"),
        tables.Column("seats", _("Seats"), "number"),
        tables.Column("granted", _("Seats given"), "number",
                      note=lambda row: _("+ %(n)s extra") % {"n": row["extra"]} if row["extra"] else ""),
    ]  # fmt: skip


def _columns(titles: dict[str, str], plans: dict[str, str], causes: Mapping[int, str]) -> list[tables.Column]:
    return [
        tables.Column("plan", _("Plan"), show=lambda seat: plans.get(seat.award, "")),
        tables.Column("turn", _("Turn"), "number"),
        tables.Column("person", _("Person"), show=lambda seat: seat.person.name, head=True),
        tables.Column("grade", _("Grade"), show=lambda seat: short(seat.grade)),
        tables.Column("rank", _("Wish"), "number"),
        tables.Column("award", _("Award"), show=lambda seat: titles.get(seat.award, seat.award)),
        tables.Column("reason", _("How it ended"), show=lambda seat: causes.get(seat.pk) or ended(seat)),
        tables.Column("draw", _("Draw"), show=lambda seat: seat.draw[:12]),
    ]


NAMES: dict[str, Callable[[], str]] = {
    "close": lambda: _("Close the round"),
    "reopen": lambda: _("Open the round again"),
    "allot": lambda: _("Allot the seats"),
    "cancel": lambda: _("Cancel the round"),
}
REASONED = {"reopen": wishes.reopen, "cancel": wishes.cancel}
PLAIN: dict[str, Callable[[User, WishRound], object]] = {"close": wishes.close, "allot": wishes.allot}


def _steps(row: WishRound, user: User) -> list[dict[str, str]]:
    return [
        {"name": each.name, "title": NAMES[each.name](), "url": reverse("wish_round_step", args=[row.pk, each.name])}
        for each in steps("wishes", row, user)
        if each.name in NAMES
    ]


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Asks before a step, with what follows, then takes it."""
    user = user_of(request)
    access.require_hr(user)
    row = get_object_or_404(access.rounds_for(user).select_related("cycle"), pk=pk)
    if name not in {each["name"] for each in _steps(row, user)}:
        raise Http404
    form = ReasonForm(request.POST or None) if name in REASONED else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if attempt(request, lambda: _take(user, row, name, form), _("Done.")):
            return redirect("wish_round", pk)
        return redirect(request.path)
    shown = {
        "over": f"{_('Wishes')} · {row.cycle}", "heading": NAMES[name](), "form": form, "action": NAMES[name](),
        "notes": _follows(row, name), "cancel_url": reverse("wish_round", args=[pk]),
    }  # fmt: skip
    return render(request, "shared/confirm.html", shown)


def _take(user: User, row: WishRound, name: str, form: ReasonForm | None) -> None:
    if form is not None:
        REASONED[name](user, row, form.cleaned_data["reason"])
    else:
        PLAIN[name](user, row)


def _follows(row: WishRound, name: str) -> list[str]:
    missing = hindrances("wishes", row, name)
    if name != "allot" or missing:
        return missing
    seated = sum(line.granted for line in wishes.allotment(row))
    said = ngettext("%(n)d person would get a seat.", "%(n)d people would get a seat.", seated) % {"n": seated}
    return [said, _("By grade, total, then the draw with the seed %(seed)s; one seat each.") % {"seed": row.seed}]
