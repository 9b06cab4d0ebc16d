"""What two people put into the records: a data correction (数据更正), and a typed row (录入)."""

from deskmerit.core.workflow.base import STAYS, Clock, Flow, Transition

CORRECTION = Flow(
    name="correction",
    states=("asked", "in_force", "refused", "withdrawn", "revoked"),
    ends=("in_force", "refused", "withdrawn", "revoked"),
    transitions=(
        Transition("decide", ("asked",), "in_force", ("second", "deputy"), ("effect_seen",), True),
        Transition("refuse", ("asked",), "refused", ("second", "deputy"), reason_required=True),
        Transition("withdraw", ("asked",), "withdrawn", ("maker",)),
        Transition("revoke", ("in_force",), "revoked", ("second", "deputy"), ("effect_seen",), True),
        Transition("pass_on", ("asked",), STAYS, ("system",), restarts=("correction",)),
    ),
    clocks=(Clock("correction", ("asked",), 3, "asked", "deputy", "pass_on"),),
)
"""Revoking adds a row; the one in force is never edited."""

ENTRY = Flow(
    name="entry",
    states=("entered", "confirmed", "rejected", "withdrawn"),
    ends=("confirmed", "rejected", "withdrawn"),
    transitions=(
        Transition("confirm", ("entered",), "confirmed", ("second", "deputy"), ("evidence_seen",)),
        Transition("reject", ("entered",), "rejected", ("second", "deputy"), reason_required=True),
        Transition("withdraw", ("entered",), "withdrawn", ("maker",)),
        Transition("pass_on", ("entered",), STAYS, ("system",), restarts=("entry",)),
    ),
    clocks=(Clock("entry", ("entered",), 3, "entered", "deputy", "pass_on"),),
)
