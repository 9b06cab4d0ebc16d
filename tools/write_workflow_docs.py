"""Writes docs/workflows.md from the tables of the workflows: every state, who can take which step, what is due when.

Run after a table or a word changed:  python tools/write_workflow_docs.py
"""

from collections.abc import Iterator
from pathlib import Path

from deskmerit.core.workflow import FLOWS, STAYS, Clock, Flow, Transition, clocks_of, moves_from
from deskmerit.report.flow_words import (
    actor_word,
    check_word,
    clock_word,
    flow_word,
    overdue_word,
    since_word,
    state_word,
    step_word,
)

PAGE = Path(__file__).parent.parent / "docs" / "workflows.md"
LANGS = ("zh", "en")

HEAD = """# Workflows · 流程

Everything that people decide runs by one of these tables; a test proves that every state leads on and every thing can
end, even if one of those concerned never answers. Days are working days, counted from the day after the event
([calendars.md](calendars.md)); a plan's own `workflow:` goes first where a row names its key. A star marks a state in
which nothing is waited for; ✎ a step that needs a written reason.
每张表列出状态、下一步、由谁、期限与逾期；期限为工作日，自事件次日起算；带 * 的状态不再等待任何人；✎ 须写明理由。

**Who.** Relations to the thing at hand, not roles. Whoever is concerned acts as *本人 the person concerned* alone,
whatever else she is: nobody decides, reviews, approves or pays herself. Whoever made a thing never confirms it as
second person, approver, reviewer or deputy; whoever scored or approved a result never reviews an appeal against it.
本人不能决定自己的事；提出人不能自己确认；评过分或批准过的人不能复核。

**Overdue.** A reminder comes again after as many days. A thing that is passed on gives the deputy the same days anew;
where no independent deputy is left, HR names a reviewer. Approved leave stops the clocks marked ⏸. A deadline that
reaches a year without official days off is provisional, and none told to a person is ever shortened.

This page is written from the code: `python tools/write_workflow_docs.py`.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_flow(flow) for flow in FLOWS.values())


def _flow(flow: Flow) -> str:
    rows = [row for state in flow.states for row in _rows(flow, state)]
    checks = [_checks(flow, each) for each in flow.transitions if each.guards or each.warns]
    title = " · ".join(flow_word(flow.name, lang) for lang in LANGS)
    text = f"\n## {title}\n\n`{flow.name}`\n\n" + _table(
        "state 状态", "next step 下一步", "who 由谁", "due, overdue 期限与逾期"
    )
    text += "".join(rows)
    if checks:
        text += "\n" + _table("step 步骤", "must hold 必须满足", "warns 仅提示") + "".join(checks)
    return text


def _rows(flow: Flow, state: str) -> Iterator[str]:
    """The rows of a state: its steps beside its clocks."""
    steps = [_step(flow, each) for each in moves_from(flow, state)] or [("–", "–")]
    clocks = "<br>".join(_clock(each) for each in clocks_of(flow, state)) or "–"
    star = " *" if state in flow.ends else ""
    name = f"{_both(state_word(flow.name, state, 'zh'), state_word(flow.name, state, 'en'))}{star}<br>`{state}`"
    for at, (step, who) in enumerate(steps):
        yield _row(*((name, step, who, clocks) if at == 0 else ("", step, who, "")))


def _step(flow: Flow, each: Transition) -> tuple[str, str]:
    target = f" → `{each.target}`" if each.target != STAYS else ""
    reason = " ✎" if each.reason_required else ""
    said = _both(*(step_word(flow.name, each.name, lang) for lang in LANGS))
    begins = f", begins {', '.join(f'`{name}: {state}`' for name, state in each.begins)}" if each.begins else ""
    who = "; ".join(_both(*(actor_word(actor, lang) for lang in LANGS)) for actor in each.actors)
    return f"{said} `{each.name}`{reason}{target}{begins}", who


def _clock(clock: Clock) -> str:
    key = f" (`workflow.{clock.plan_key}`)" if clock.plan_key else ""
    pause = " ⏸" if clock.paused_by else ""
    then = f" → `{clock.then}`" if clock.then else ""
    zh = f"{clock_word(clock.name, 'zh')}：{since_word(clock.since, 'zh')}后 {clock.days} 日；"
    zh += overdue_word(clock.on_overdue, "zh")
    en = f"{clock_word(clock.name, 'en')}: {clock.days} after {since_word(clock.since, 'en')}{key}{pause}; "
    return f"{zh}<br>{en}{overdue_word(clock.on_overdue, 'en')}{then}"


def _checks(flow: Flow, each: Transition) -> str:
    held, warned = (
        "<br>".join(_both(*(check_word(code, lang) for lang in LANGS)) for code in codes)
        for codes in (each.guards, each.warns)
    )
    return _row(f"{_both(*(step_word(flow.name, each.name, lang) for lang in LANGS))}", held or "–", warned or "–")


def _both(zh: str, en: str) -> str:
    return f"{zh} {en}"


def _table(*heads: str) -> str:
    return _row(*heads) + "|" + "---|" * len(heads) + "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(FLOWS)} flows")
