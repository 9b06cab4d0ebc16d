"""All metrics there are. Adding one: its module, a line here, a line in docs/metrics.md (which a test generates)."""

from deskmerit.core.metric import Metric
from deskmerit.metrics.measurable import Measurable
from deskmerit.metrics.others import complaints, surveys
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.question import Ask
from deskmerit.metrics.setting import Wanted
from deskmerit.metrics.tickets import (
    escalation_rate,
    first_contact_resolution,
    first_response_time,
    reopen_rate,
    resolution_time,
    response_time,
    ticket_timeliness,
    transfer_rate,
    workload,
)

METRICS: dict[str, Measurable] = {
    "first_response_time": first_response_time.FIRST_RESPONSE_TIME,
    "response_time": response_time.RESPONSE_TIME,
    "resolution_time": resolution_time.RESOLUTION_TIME,
    "ticket_timeliness": ticket_timeliness.TICKET_TIMELINESS,
    "first_contact_resolution": first_contact_resolution.FIRST_CONTACT_RESOLUTION,
    "reopen_rate": reopen_rate.REOPEN_RATE,
    "transfer_rate": transfer_rate.TRANSFER_RATE,
    "escalation_rate": escalation_rate.ESCALATION_RATE,
    "satisfaction": surveys.SATISFACTION,
    "satisfaction_rate": surveys.SATISFACTION_RATE,
    "dissatisfaction_rate": surveys.DISSATISFACTION_RATE,
    "survey_response_rate": surveys.SURVEY_RESPONSE_RATE,
    "complaint_rate": complaints.COMPLAINT_RATE,
    "tickets_handled": workload.TICKETS_HANDLED,
    "tickets_solved": workload.TICKETS_SOLVED,
}

CATALOGUE: dict[str, Metric] = {name: measurable.metric for name, measurable in METRICS.items()}
"""The definitions alone, as plans, scores and the linter see them."""


def is_history(ask: Ask) -> bool:
    """Whether a measure is made from ticket histories, batch by batch."""
    found = METRICS.get(ask.subject)
    return found is not None and found.history


def measurable(inputs: Inputs, wanted: Wanted, ask: Ask) -> bool:
    """Whether the table a measure is made from is there at all."""
    found = METRICS.get(ask.subject)
    if found is None:
        return ask.metric in wanted.custom and inputs.has(wanted.custom[ask.metric].table)
    table = found.metric.table
    return inputs.has("tickets" if table == "events" else table)
