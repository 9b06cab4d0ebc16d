"""The oracle's way in: rows and a question in, settled cases out."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from fractions import Fraction

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.settings import Settings
from oracle import others, tickets
from oracle.case import Case, settle
from oracle.centre import Centre, Row, Rows
from oracle.clock import SECOND

TICKET_METRICS = (
    "first_response_time", "response_time", "resolution_time", "ticket_timeliness", "first_contact_resolution",
    "reopen_rate", "transfer_rate", "escalation_rate", "tickets_handled", "tickets_solved",
)  # fmt: skip
TABLE = {
    "satisfaction": "surveys", "satisfaction_rate": "surveys", "dissatisfaction_rate": "surveys",
    "survey_response_rate": "surveys", "complaint_rate": "complaints", "handle_time": "calls", "talk_time": "calls",
    "hold_time": "calls", "wrap_time": "calls", "speed_of_answer": "calls", "answer_rate": "calls",
    "service_level": "calls", "qa_score": "qa_reviews", "qa_accuracy": "qa_reviews", "peer_rating": "feedback",
    "knowledge_contributions": "articles", "training_attendance": "trainings", "training_pass_rate": "trainings",
    "certification_pass_rate": "certifications", "conduct_count": "conduct", "attendance_rate": "attendance",
}  # fmt: skip


def told(metric: str) -> Callable[[Centre, dict[str, object], str], Iterator[Case]]:
    """The function that tells a metric's cases."""
    return getattr(tickets if metric in TICKET_METRICS else others, metric)


class Oracle:
    """Answers questions about one set of rows; what is ready for one question is kept for the next."""

    def __init__(self, rows: Rows, settings: Settings, as_of: datetime | None = None) -> None:
        self.rows, self.settings, self.as_of = rows, settings, as_of
        self.singled_out = {row.get("metric") for row in rows.get("adjustments", [])}
        self._centres: dict[tuple[str, str], Centre] = {}

    def centre(self, metric: str, table: str) -> Centre:
        """The rows as the metric sees them."""
        own = metric if metric in self.singled_out else ""
        key = (own, "" if self.rows.get("events") else table)
        if key not in self._centres:
            self._centres[key] = Centre(self.rows, self.settings, self.as_of, own, table)
        return self._centres[key]

    def cases(self, spec: MeasureSpec) -> list[Case]:
        """Every case of one question, those left out included."""
        params, where = json.loads(spec.params), json.loads(spec.where)
        target = params.get("seconds") if spec.metric == "within_target" else None
        metric = params["metric"] if spec.metric == "within_target" else spec.metric
        table = TABLE.get(metric, "tickets")
        centre = self.centre(spec.metric, table)
        found = []
        for case in told(metric)(centre, params, spec.clock):
            if target is not None:
                case.numerator = int(case.exact <= Fraction(str(target)) * SECOND)
            reattribute(centre, case, table)
            if wanted(row_of(centre, case, table), where, centre):
                found.append(settle(centre, case))
        return found


def reattribute(centre: Centre, case: Case, table: str) -> None:
    """A record decided to be someone else's: what was credited to the old person goes to the new one."""
    for name in {table, "tickets"}:
        for old, new in centre.moved.get((name, case.record), []):
            if not old or case.agent == old:
                case.agent = centre.person(new)


def row_of(centre: Centre, case: Case, table: str) -> Row:
    """The record of a case, for filters."""
    if case.record in centre.stories:
        return centre.stories[case.record].row
    return centre.by_id(table).get(case.record, {})


def wanted(row: Row, where: dict[str, list[str]], centre: Centre) -> bool:
    """Whether the record, or its ticket, has one of the wanted values in each column of the filter."""
    story = centre.stories.get(str(row.get("ticket_id") or ""))
    whole = {**(story.row if story else {}), **{name: value for name, value in row.items() if value is not None}}
    return all(str(whole.get(name) or "") in values for name, values in where.items())
