"""The pages of flags."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deskmerit.core.facts import Place
from deskmerit.report.flow_words import state_word
from deskmerit.web.appeals import access, effect, flags, printed, queries
from deskmerit.web.appeals.forms import FlagDecision, FlagForm, RefuseForm
from deskmerit.web.appeals.models import Flag
from deskmerit.web.appeals.pages import ends
from deskmerit.web.appeals.veil import hidden, is_low
from deskmerit.web.bridge.adjust import table_of
from deskmerit.web.intake.flow import corrections_for
from deskmerit.web.scorecards.access import cards_for
from deskmerit.web.scorecards.evidence import veiled
from deskmerit.web.scorecards.models import Card
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import pdf, wording
from deskmerit.web.shared.act import attempt, person_of, user_of
from deskmerit.web.shared.attach import attachments
from deskmerit.web.shared.flow import relations_of, steps

KINDS = {"wrong_person": "reattribute", "other": "exclude"}
"""What is proposed for a reason; every other one leaves the record out."""


@require_http_methods(["GET", "HEAD", "POST"])
def flag_new(request: HttpRequest) -> HttpResponse:
    """A person flags a record behind a line of their own running card."""
    card, values = _seen(request)
    form = FlagForm(request.POST or None, request.FILES or None)
    made: list[Flag] = []

    def act() -> None:
        given = form.cleaned_data
        made.append(flags.file(user_of(request), card, values, given["reason"], given["text"], given["evidence"]))

    if form.is_valid() and attempt(request, act, _("Flagged. A second person decides within three working days.")):
        return redirect("flag_page", made[0].pk)
    found = effect.effect_on(card, values["indicator"], Place(values["team"], values["position"]), values["record"])
    veil = found is not None and not card.run.cycle.is_published and is_low(found.rows)
    return render(request, "appeals/flag_new.html", {
        "form": form, "card": card, "record": _("this rating") if veil else values["record"],
        "indicator": _title(card, values["indicator"]), "effect": effect_rows(found, card, values),
        "facts": [] if veil else queries.facts_of([(values["table"], values["record"])]),
    })  # fmt: skip


def _seen(request: HttpRequest) -> tuple[Card, dict[str, str]]:
    """The card, line and record of the address, which must be the person's own."""
    asked = request.GET
    me = person_of(request)
    pk = asked.get("card", "")
    if me is None or not pk.isdigit():
        raise Http404
    held = cards_for(user_of(request)).filter(person=me).select_related("run__cycle", "person")
    card = get_object_or_404(held, pk=int(pk))
    found = next((each for each in queries.own_indicators(card) if each.id == asked.get("indicator")), None)
    if found is None:
        raise Http404
    content = scorecard_of(card)
    places = [content.place, *(part.place for part in content.parts)]
    record = asked.get("record", "")
    for place in places:
        known = {str(row["record_id"]) for row in queries.cases(card, found.id, place)}
        meant = next((each for each in known if record in (each, veiled(each))), None)
        if meant is not None:
            return card, {
                "table": table_of(found.spec), "record": meant, "indicator": found.id,
                "team": place.team, "position": place.position,
            }  # fmt: skip
    raise Http404


def _title(card: Card, indicator: str) -> str:
    return wording.lang_text(queries.indicators(card.run.cycle)[indicator].title)


def effect_rows(found: effect.Effect | None, card: Card | None, values: dict[str, str]) -> list[dict[str, Any]]:
    """The line before and after leaving the record out, for `before_after`; empty where only a new run can tell."""
    if found is None or card is None or found.after is None:
        return []
    title, line, after = _title(card, values["indicator"]), found.line, found.after
    before = f"{wording.figure(line.actual, found.unit)} ({wording.count(line.cases)})"
    now = f"{wording.figure(after.actual, found.unit)} ({wording.count(after.cases)})"
    gain = effect.worth(found)
    return [
        {"label": _("%(indicator)s (cases)") % {"indicator": title}, "before": before, "after": now},
        {"label": _("%(indicator)s, score") % {"indicator": title}, "before": wording.score(line.score),
         "after": wording.score(after.score), "better": bool(gain and gain > 0), "same": gain == 0},
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def flag_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One flag; whoever decides sees what leaving the record out does, and decides here."""
    flag = _flag(request, pk)
    can = {each.name for each in steps("flag", flag, user_of(request))}
    if request.method == "POST" and not relations_of("flag", flag, user_of(request)):
        raise Http404
    decide = FlagDecision(request.POST or None, flag=flag, initial=_proposed(flag)) if "uphold" in can else None
    if decide is not None and decide.is_valid() and _decided(request, flag, decide):
        return redirect("flag_page", pk)
    card = effect.card_of(flag)
    found = effect.effect(flag)
    values = {"indicator": flag.indicator}
    veil = hidden(flag, flag.person == person_of(request), found.rows if found else ())
    return render(request, "appeals/flag.html", {
        "flag": flag, "can": can, "form": decide, "state": state_word("flag", flag.state, wording.lang()),
        "due": ends(queries.due("flag", flag)), "files": attachments("flag", flag), "refuse": RefuseForm(),
        "record": _("A rating of the running period") if veil else flag.record,
        "facts": [] if veil else queries.facts_of([(flag.table, flag.record)]),
        "effect": effect_rows(found, card, values),
        "indicator": _title(card, flag.indicator) if card else flag.indicator,
        "counted": found is not None and found.counted,
        "opens": corrections_for(user_of(request)).filter(pk=flag.correction_id or 0).exists(),
    })  # fmt: skip


@require_GET
def flag_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The flag as a form; a rating of a running period prints without its number for the person, as on the page."""
    flag = _flag(request, pk)
    card, found = effect.card_of(flag), effect.effect(flag)
    veil = hidden(flag, flag.person == person_of(request), found.rows if found else ())
    record = _("A rating of the running period") if veil else flag.record
    indicator = _title(card, flag.indicator) if card else flag.indicator
    return pdf.page(printed.form(flag, record, indicator), str(flag))


def _flag(request: HttpRequest, pk: int) -> Flag:
    deep = ("cycle__current", "person", "decider", "decided_by", "correction")
    return get_object_or_404(access.flags_for(user_of(request)).select_related(*deep), pk=pk)


def _proposed(flag: Flag) -> dict[str, object]:
    return {"kind": KINDS.get(flag.reason, "exclude"), "every": flag.table != "tickets"}


def _decided(request: HttpRequest, flag: Flag, form: FlagDecision) -> bool:
    known = queries.indicators(flag.cycle).get(flag.indicator)
    correction = form.correction(known.spec.metric if known else "")
    done = _("Corrected. The running figures are being made anew.")
    return attempt(
        request, lambda: flags.uphold(user_of(request), flag, correction, form.cleaned_data["answer"]), done
    )  # fmt: skip


@require_POST
def flag_act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Withdrawing, or a reasoned refusal."""
    flag, by = _flag(request, pk), user_of(request)
    if step == "withdraw":
        attempt(request, lambda: flags.withdraw(by, flag), _("Withdrawn."))
    elif step == "refuse":
        reason = request.POST.get("answer", "")
        attempt(request, lambda: flags.refuse(by, flag, reason), _("Refused, with its reason."))
    else:
        raise Http404
    return redirect("flag_page", pk)


@require_GET
def flag_list(request: HttpRequest) -> HttpResponse:
    """Flags stand beside the appeals."""
    return redirect("appeal_list")
