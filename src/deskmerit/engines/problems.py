"""What keeps an engine from being used, as an issue that says how to mend it."""

import re

from deskmerit.core.issue import Issue, Level


class EngineError(Exception):
    """An engine can't be used: `issue` says why and what to do."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code, dict(issue.params))
        self.issue = issue


def unknown(address: str, known: str) -> EngineError:
    """No engine of that address."""
    return EngineError(Issue(Level.ERROR, "engine-unknown", params={"address": hidden(address), "known": known}))


def unsuited(address: str, known: str) -> EngineError:
    """No place that keeps results."""
    return EngineError(Issue(Level.ERROR, "warehouse-unknown", params={"address": hidden(address), "known": known}))


def missing(name: str, extra: str, package: str) -> EngineError:
    """A package the engine needs is not installed."""
    return EngineError(
        Issue(Level.ERROR, "engine-missing", params={"engine": name, "extra": extra, "package": package})
    )


def unreachable(name: str, address: str, why: object) -> EngineError:
    """The server does not answer as it should."""
    lines = [line for line in str(why).splitlines() if line.strip()]
    params = {
        "engine": name,
        "address": hidden(address),
        "why": hidden(lines[0].strip()) if lines else type(why).__name__,
    }
    return EngineError(Issue(Level.ERROR, "engine-unreachable", params=params))


def hidden(text: str) -> str:
    """A text without the passwords of addresses in it.

    >>> hidden("postgresql://amy:secret@db/desk")
    'postgresql://amy:…@db/desk'
    """
    return re.sub(r"(?<=://)([^/@:\s]*):[^@\s]*@", r"\1:…@", text)
