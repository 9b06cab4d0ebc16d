"""The facts of a brief in words, each with the address of its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.core.metric import Unit
from deskmerit.report.values import target_text
from deskmerit.web.interviews.brief import Gap, Line, Remark, Streak
from deskmerit.web.interviews.models import Interview
from deskmerit.web.interviews.queries import Opening
from deskmerit.web.shared import wording


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence, a quiet second one, a figure at the right, its evidence, and tips."""

    text: str
    note: str = ""
    figure: str = ""
    url: str = ""
    tips: tuple[str, ...] = ()


def good(opening: Opening, interview: Interview) -> list[Fact]:
    """Streaks, what was met, what quality checks praised."""
    facts = opening.facts
    found = [_streak(each, interview) for each in facts.streaks]
    found += [_met(line, interview) for line in facts.met]
    return found + [_remark(each) for each in facts.good]


def short(opening: Opening, interview: Interview) -> list[Fact]:
    """Gaps by the points they cost, then what quality checks missed."""
    return [*_gaps(opening, interview), *(_remark(each) for each in opening.facts.weak)]


def _streak(streak: Streak, interview: Interview) -> Fact:
    line = streak.line
    text = ngettext(
        "%(title)s: target met %(n)s month running",
        "%(title)s: target met %(n)s months running",
        streak.months,
    ) % {"title": named(line), "n": streak.months}
    shown = " · ".join(
        f"{wording.month(month)} {wording.figure(value, line.unit)}" for month, value in line.months[-3:]
    )
    return Fact(text, f"{target(line)} · {shown}", wording.figure(line.actual, line.unit), evidence(line, interview))


def _met(line: Line, interview: Interview) -> Fact:
    text = _("%(title)s: target met") % {"title": named(line)}
    return Fact(text, target(line), wording.figure(line.actual, line.unit), evidence(line, interview))


def _gaps(opening: Opening, interview: Interview) -> Iterator[Fact]:
    for gap in opening.facts.gaps:
        line, tips = gap.line, opening.tips.get(gap.line.metric, [])
        zh = wording.lang() == "zh"
        yield Fact(
            _gap_text(gap),
            _("%(target)s, measured %(actual)s") % {
                "target": target(line) or wording.NONE,
                "actual": wording.figure(line.actual, line.unit),
            },
            f"−{wording.score(gap.lost)}",
            evidence(line, interview),
            tuple(tip.text_zh if zh else tip.text_en for tip in tips),
        )  # fmt: skip


def _gap_text(gap: Gap) -> str:
    title = named(gap.line)
    if gap.short is None:
        return title
    away = wording.figure(gap.short, gap.line.unit)
    return _("%(title)s: %(short)s from the target") % {"title": title, "short": away}


def _remark(remark: Remark) -> Fact:
    where = [wording.day(remark.day), _("quality check %(id)s") % {"id": remark.review}]
    if remark.ticket:
        where.append(f"#{remark.ticket}")
    score = f"{remark.score.normalize():f}/{remark.max_score.normalize():f}"
    return Fact(f"{remark.item}{_(': ')}{remark.comment}", " · ".join(where), score)


def named(line: Line) -> str:
    """The measure, with the posting it is of where there are several."""
    return " · ".join(filter(None, [wording.lang_text(line.title), line.place]))


def target(line: Line) -> str:
    """The target with its sign and unit."""
    said = target_text(line.target, Unit(line.unit), wording.lang())
    return _("target %(target)s") % {"target": said} if said else ""


def evidence(line: Line, interview: Interview) -> str:
    """The line opened on the scorecard: its records."""
    return f"{reverse('scorecard', args=[interview.result_id])}?open={line.key}#line-{line.key}"
