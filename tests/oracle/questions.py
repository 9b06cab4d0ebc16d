"""Every metric with every parameter, on both clocks where there are two: what is asked of engine and oracle alike."""

from deskmerit.core.metric import MeasureSpec
from deskmerit.metrics.ask import spec

TIMED: dict[str, list[dict[str, object]]] = {
    "first_response_time": [{"from": "creation"}, {"from": "queued"}, {"from": "assigned"}],
    "response_time": [{}],
    "resolution_time": [{"pause": "none"}, {"pause": "pending"}],
    "ticket_timeliness": [{"hours": 24}, {"hours": 4}, {"hours": 1}],
}
WITHIN: list[dict[str, object]] = [
    {"metric": "first_response_time", "from": "assigned", "seconds": 1800},
    {"metric": "response_time", "seconds": 60},
    {"metric": "resolution_time", "pause": "pending", "seconds": 86400},
]
STORIED: dict[str, list[dict[str, object]]] = {
    "first_contact_resolution": [
        {"contact": "replies", "days": 7},
        {"contact": "handlers", "days": 7},
        {"contact": "session", "days": 1},
    ],
    "reopen_rate": [{"days": 7}, {"days": 1}],
    "transfer_rate": [{}],
    "escalation_rate": [{}],
    "tickets_handled": [{}],
    "tickets_solved": [{}],
}
ROWS: dict[str, list[dict[str, object]]] = {
    "satisfaction": [{}],
    "satisfaction_rate": [{}],
    "dissatisfaction_rate": [{}],
    "survey_response_rate": [{}],
    "complaint_rate": [{}],
    "handle_time": [{}],
    "talk_time": [{}],
    "hold_time": [{}],
    "wrap_time": [{}],
    "speed_of_answer": [{}],
    "answer_rate": [{}],
    "service_level": [{"seconds": 20}, {"seconds": 19}],
    "qa_score": [{}],
    "qa_accuracy": [{"error": "customer"}, {"error": "business"}, {"error": "compliance"}],
    "knowledge_contributions": [{}],
    "training_attendance": [{}],
    "training_pass_rate": [{}],
    "certification_pass_rate": [{}],
    "conduct_count": [{"kind": "breach"}],
    "attendance_rate": [{}],
}


def ticket_questions() -> list[MeasureSpec]:
    """Those that tickets and their events answer."""
    timed = [*((m, p) for m, each in TIMED.items() for p in each), *(("within_target", p) for p in WITHIN)]
    found = [spec(metric, params, clock=clock) for metric, params in timed for clock in ("calendar", "business")]
    return found + [spec(metric, params) for metric, each in STORIED.items() for params in each]


def questions() -> list[MeasureSpec]:
    """All of them."""
    chat = {"channel": ["chat"]}
    return [
        *ticket_questions(),
        *(spec(metric, params) for metric, each in ROWS.items() for params in each),
        spec("first_response_time", {}, chat, clock="business"),
        spec("first_contact_resolution", {}, {"category": ["x"], "channel": ["chat", "phone"]}),
        spec("satisfaction", {}, chat),
        spec("service_level", {}, chat),
        spec("complaint_rate", {}, {"account": ["acme"]}),
        spec("within_target", {"metric": "handle_time", "seconds": 110}),
    ]
