"""The sentence and the mend for every issue code, in zh and en. One module per room that emits codes.

A new code: one entry in the module of its room. A test asserts that every code has both languages, and that
`docs/issues.md` lists it.
"""

from collections.abc import Mapping

from deskmerit.core.issue import Issue
from deskmerit.report.messages import (
    chain,
    engines,
    files,
    helpdesks,
    lake,
    lint,
    maps,
    metrics,
    planfile,
    records,
    score,
    settings,
    yamltree,
)
from deskmerit.report.messages.base import Message
from deskmerit.report.messages.coded import worded

MESSAGES: dict[str, Message] = (
    {}
    | files.MESSAGES
    | records.MESSAGES
    | yamltree.MESSAGES
    | settings.MESSAGES
    | helpdesks.MESSAGES
    | score.MESSAGES
    | planfile.MESSAGES
    | maps.MESSAGES
    | lint.MESSAGES
    | metrics.MESSAGES
    | chain.MESSAGES
    | lake.MESSAGES
    | engines.MESSAGES
)


def render(issue: Issue, lang: str = "en") -> tuple[str, str]:
    """The message and the mend of an issue in a language ("zh" or "en"); an unknown code shows itself."""
    message = MESSAGES.get(issue.code)
    if message is None:
        return issue.code, ""
    return message.said(worded(issue.code, issue.params, lang), lang)


def of_kept(code: str, params: Mapping[str, str], lang: str = "en") -> tuple[str, str]:
    """The message and the mend of an issue of which its code was kept and these params; others are said not to be."""
    message = MESSAGES.get(code)
    if message is None:
        return code, ""
    return message.said(worded(code, params, lang), lang, "（未保存）" if lang == "zh" else "(not kept)")
