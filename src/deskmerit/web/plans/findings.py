"""What reading and linting find about a text, in words, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from deskmerit.core.issue import Issue, Level
from deskmerit.report.messages import render
from deskmerit.web.shared.wording import lang

TONES = {Level.ERROR: "accent", Level.WARNING: "notice", Level.NOTE: "quiet"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding in words: what is wrong, how to mend it, where it stands."""

    level: str
    code: str
    text: str
    mend: str
    place: str
    path: str

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return TONES[Level(self.level)]


def said(issues: Iterable[Issue]) -> list[Finding]:
    """Findings in the language of the page, errors first."""
    order = list(Level)
    found = sorted(issues, key=lambda issue: order.index(issue.level))
    return [
        Finding(each.level.value, each.code, *render(each, lang()), str(each.where), each.where.path) for each in found
    ]


def counts(issues: Iterable[Issue]) -> dict[str, int]:
    """How many of each level."""
    found = [issue.level.value for issue in issues]
    return {level.value: found.count(level.value) for level in Level}
