"""Reading what commands are given: a workspace, plans, periods, instants; every mistake ends with a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from deskmerit.cli.console import FINDINGS, WRONG_USE, progress, say, show_issues, wrong_use

if TYPE_CHECKING:
    from deskmerit.chain.score import Question, Scored
    from deskmerit.core.issue import Issue
    from deskmerit.core.period import Period
    from deskmerit.core.plan import Plan
    from deskmerit.core.settings import Settings
    from deskmerit.sources.lake import Lake
    from deskmerit.sources.load import Loaded


def settings_of(folder: Path) -> "Settings":
    """The settings of a workspace, read before its records so that a mistyped option costs no waiting."""
    from deskmerit.sources.settings import load_settings

    if not folder.is_dir():
        wrong_use(
            f"{folder}: no such folder. A workspace is a folder with the records; `deskmerit init {folder}` makes one.",
            f"没有文件夹 {folder}。工作区是存放记录的文件夹，可用 `deskmerit init {folder}` 新建。",
        )
    return load_settings(folder)[0]


def workspace(folder: Path, lang: str, lake: "Lake | None" = None, *, crosswise: bool = True) -> "Loaded":
    """Loads a workspace (its lake as given, else as it is now; `crosswise`: see `load`); its errors are counted and
    days off not announced are told, `validate` lists all."""
    from deskmerit.core.issue import errors
    from deskmerit.sources.load import load

    with progress() as told:
        loaded = load(folder, told, lake=lake, crosswise=crosswise)
    if not any(count.rows_in for count in loaded.counts.values()):
        show_issues(loaded.issues, lang)
        raise typer.Exit(WRONG_USE)
    show_issues((issue for issue in loaded.issues if issue.code == "calendar-year-unannounced"), lang)
    if wrong := errors(loaded.issues):
        hint = f"deskmerit validate {folder}"
        if lang == "zh":
            say(f"记录中有 {len(wrong)} 处错误，相关行未计入；逐条查看：{hint}")
        else:
            say(f"{len(wrong)} errors in the records; the rows concerned are left out. See each: {hint}")
    return loaded


def plan_files(names: Sequence[str] | None, lang: str) -> list["Plan"]:
    """The plans named, `template` without any; a plan that can't be read ends the command with every reason."""
    from deskmerit.metrics import CATALOGUE
    from deskmerit.planfile import read_plan

    plans, issues = list["Plan"](), list["Issue"]()
    for name in names or ["template"]:
        plan, found = read_plan(name, CATALOGUE)
        issues += found
        if plan is not None:
            plans.append(plan)
    if len(plans) < len(names or ["template"]):
        show_issues(issues, lang)
        raise typer.Exit(unread(issues))
    return plans


def warn_of(plans: Sequence["Plan"], lang: str) -> None:
    """Says which plans the linter holds for wrong, before they cost somebody money; the command goes on."""
    from deskmerit.core.issue import errors
    from deskmerit.core.lint import lint
    from deskmerit.metrics import CATALOGUE

    for plan in plans:
        if wrong := len(errors(list(lint(plan, CATALOGUE)))):
            if lang == "zh":
                say(f"方案 {plan.id} 有 {wrong} 处错误，结果可能有误；请先运行 deskmerit lint 检查该方案。")
            else:
                say(f"Plan {plan.id} has {wrong} errors; results may be wrong. See each with deskmerit lint.")


def show_scored(scored: "Scored", lang: str, more: Sequence["Issue"] = (), *, default: bool) -> None:
    """Shows what scoring found, and in one sentence who was left out; `default`: no plan was named."""
    from deskmerit.chain.left_out import unserved, without_each

    nobody = any(issue.code == "nobody-in-plan" for issue in scored.issues)
    lost = [] if nobody else unserved(scored.people, scored.by_position, default=default)
    found = without_each(scored.issues, (card.agent_id for card in scored.cards)) if lost else scored.issues
    show_issues([*lost, *found, *more], lang, most=3)


def unread(issues: Sequence["Issue"]) -> int:
    """How a command ends whose plan can't be read: 2 where there is none of that name, else 1."""
    return WRONG_USE if any(issue.code == "plan-not-found" for issue in issues) else FINDINGS


def period(text: str, month_starts_on: int) -> "Period":
    """A period option as a period."""
    from deskmerit.core.period import parse_period

    if not text:
        wrong_use(
            "Say which period: --period 2026-09, 2026-Q3, 2026 or 2026-11-01..2026-11-11",
            "请写明周期：--period 2026-09、2026-Q3、2026 或 2026-11-01..2026-11-11",
        )
    try:
        return parse_period(text, month_starts_on)
    except ValueError:
        wrong_use(
            f"--period {text}: write 2026-09, 2026-Q3, 2026 or 2026-11-01..2026-11-11",
            f"--period {text}：请写 2026-09、2026-Q3、2026 或 2026-11-01..2026-11-11",
        )


def instant(text: str, zone: str, option: str = "--as-of") -> datetime | None:
    """An option as an instant: a date means its end, a time without zone is in the organisation's zone."""
    from datetime import UTC, date, timedelta
    from zoneinfo import ZoneInfo

    if not text:
        return None
    try:
        if len(text) == 10:
            day = datetime.combine(date.fromisoformat(text) + timedelta(1), datetime.min.time(), ZoneInfo(zone))
            return day.astimezone(UTC) - timedelta(microseconds=1)
        found = datetime.fromisoformat(text)
    except ValueError:
        wrong_use(
            f"{option} {text}: write an instant like 2026-10-01T00:00:00+08:00, or a date 2026-09-30 for its end",
            f"{option} {text}：请写时刻，如 2026-10-01T00:00:00+08:00，或日期 2026-09-30（到当天结束）",
        )
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def phase_of(plans: Sequence["Plan"], phase: str) -> str:
    """A phase that every plan has, or a sentence with the ones there are."""
    for plan in plans:
        if phase and phase not in plan.phases:
            there = ", ".join(plan.phases) or "none"
            wrong_use(
                f"--phase {phase}: plan {plan.id} has these phases: {there}",
                f"--phase {phase}：方案 {plan.id} 的阶段有：{there}",
            )
    return phase


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as written on the command line."""

    plan: list[str] | None
    period: str
    phase: str
    as_of: str


def asked(said: Asked, settings: "Settings", lang: str) -> "Question":
    """The question, with its plans read and warned of; what can't be read ends the command with a sentence."""
    plans = plan_files(said.plan, lang)
    warn_of(plans, lang)
    phase_of(plans, said.phase)
    return question_of(plans, said, settings)


def question_of(plans: Sequence["Plan"], said: Asked, settings: "Settings") -> "Question":
    """The question, of plans that are read already."""
    from deskmerit.chain.score import Question

    span = period(said.period, settings.month_starts_on)
    return Question(tuple(plans), span, said.phase, instant(said.as_of, settings.zone))
