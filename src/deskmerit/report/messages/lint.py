"""The linter's sentences, all of them."""

from deskmerit.report.messages import lint_metrics, lint_notes, lint_rules, lint_shares, lint_weights
from deskmerit.report.messages.base import Message

MESSAGES: dict[str, Message] = {
    **lint_weights.WEIGHTS,
    **lint_weights.TARGETS,
    **lint_rules.RULES,
    **lint_rules.GRADES,
    **lint_shares.SHARES,
    **lint_metrics.METRICS,
    **lint_shares.PROCESS,
    **lint_shares.AWARDS,
    **lint_notes.CASES,
    **lint_notes.NOTES,
    **lint_notes.DATA,
}
