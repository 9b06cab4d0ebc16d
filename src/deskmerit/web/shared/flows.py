"""Which folder holds the hooks of which workflow."""

from collections.abc import Callable
from importlib import import_module

from deskmerit.web.shared.flow import Hooks


def _in(folder: str, name: str) -> Callable[[], Hooks]:
    def found() -> Hooks:
        hooks: Hooks = getattr(import_module(f"deskmerit.web.{folder}.flow"), name)
        return hooks

    return found


HOOKS: dict[str, Callable[[], Hooks]] = {
    "cycle": _in("cycles", "CYCLE"),
    "shift": _in("cycles", "SHIFT"),
    "receipt": _in("scorecards", "RECEIPT"),
    "agreement": _in("scorecards", "AGREEMENT"),
    "restatement": _in("scorecards", "RESTATEMENT"),
    "interview": _in("interviews", "INTERVIEW"),
    "improvement": _in("improvement", "IMPROVEMENT"),
    "appeal": _in("appeals", "APPEAL"),
    "flag": _in("appeals", "FLAG"),
    "correction": _in("intake", "CORRECTION"),
    "entry": _in("intake", "ENTRY"),
    "quality": _in("quality", "QUALITY"),
    "feedback": _in("feedback", "FEEDBACK"),
    "plan_version": _in("plans", "PLAN_VERSION"),
    "acknowledgement": _in("plans", "ACKNOWLEDGEMENT"),
    "award_run": _in("awards", "AWARD_RUN"),
    "wishes": _in("awards", "WISHES"),
}
