"""All metrics there are. Adding one: its module, a line here, a line in docs/metrics.md (which a test generates)."""

from deskmerit.core.metric import Metric
from deskmerit.metrics import within_target
from deskmerit.metrics.measurable import Measurable
from deskmerit.metrics.others import calls, complaints, feedback, growth, quality, surveys
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
    "within_target": within_target.WITHIN_TARGET,
    "first_contact_resolution": first_contact_resolution.FIRST_CONTACT_RESOLUTION,
    "reopen_rate": reopen_rate.REOPEN_RATE,
    "transfer_rate": transfer_rate.TRANSFER_RATE,
    "escalation_rate": escalation_rate.ESCALATION_RATE,
    "satisfaction": surveys.SATISFACTION,
    "satisfaction_rate": surveys.SATISFACTION_RATE,
    "dissatisfaction_rate": surveys.DISSATISFACTION_RATE,
    "survey_response_rate": surveys.SURVEY_RESPONSE_RATE,
    "complaint_rate": complaints.COMPLAINT_RATE,
    "handle_time": calls.HANDLE_TIME,
    "talk_time": calls.TALK_TIME,
    "hold_time": calls.HOLD_TIME,
    "wrap_time": calls.WRAP_TIME,
    "speed_of_answer": calls.SPEED_OF_ANSWER,
    "answer_rate": calls.ANSWER_RATE,
    "service_level": calls.SERVICE_LEVEL,
    "qa_score": quality.QA_SCORE,
    "qa_accuracy": quality.QA_ACCURACY,
    "peer_rating": feedback.PEER_RATING,
    "knowledge_contributions": growth.KNOWLEDGE_CONTRIBUTIONS,
    "training_attendance": growth.TRAINING_ATTENDANCE,
    "training_pass_rate": growth.TRAINING_PASS_RATE,
    "certification_pass_rate": growth.CERTIFICATION_PASS_RATE,
    "conduct_count": growth.CONDUCT_COUNT,
    "attendance_rate": growth.ATTENDANCE_RATE,
    "tickets_handled": workload.TICKETS_HANDLED,
    "tickets_solved": workload.TICKETS_SOLVED,
}

CATALOGUE: dict[str, Metric] = {name: measurable.metric for name, measurable in METRICS.items()}
"""The definitions alone, as plans, scores and the linter see them."""
