"""The metrics of surveys, complaints, calls, quality, training, conduct and attendance, row by row."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from oracle.case import Case
from oracle.centre import KEY, Centre, Row, Story
from oracle.clock import SECOND, micros
from oracle.tickets import handled_tickets

MILLION = 1_000_000


def half_up(value: Fraction) -> int:
    """The nearest integer, a half going away from zero; values here are never negative."""
    return int(value + Fraction(1, 2))


def exact(value: object) -> Fraction:
    return Fraction(value) if isinstance(value, int | Decimal) else Fraction(str(value))


def ticket_of(centre: Centre, row: Row) -> Story | None:
    return centre.stories.get(str(row.get("ticket_id") or ""))


def team_of(centre: Centre, row: Row) -> str:
    story = ticket_of(centre, row)
    return str(row.get("team") or (story.row.get("team") if story else "") or "")


def last_solver(story: Story | None, at: int) -> str:
    """Who solved it last, up to and including that instant."""
    found = ""
    for step in story.steps if story else []:
        if step.solved and step.at <= at:
            found = step.solver
    return found


def served_by(centre: Centre, row: Row, at: int) -> str:
    """The survey's agent, else the last solver then, else the assignee then."""
    if row.get("agent_id"):
        return centre.person(row["agent_id"])
    story = ticket_of(centre, row)
    if found := last_solver(story, at):
        return found
    assignee = ""
    for step in story.steps if story else []:
        if step.at <= at:
            assignee = step.assignee
    return centre.person(assignee)


def row_case(centre: Centre, table: str, row: Row, time: str, numerator: int, denominator: int = 1) -> Case:
    """A case that is one row of one person."""
    moment = row[time]
    at = micros(moment) if isinstance(moment, datetime) else moment
    start = centre.moment(moment)
    record = str(row[KEY[table]]) if table in KEY else f"{row['agent_id']}/{row['date']}"
    case = Case(
        record, centre.person(row.get("agent_id")), at, numerator, denominator, start, team=team_of(centre, row)
    )
    case.out |= {"later than as-of"} if centre.late(moment) else set()
    case.out |= {"excluded"} if (table, record) in centre.excluded else set()
    return case


def one_to_five(row: Row) -> Fraction | None:
    """A score mapped to 1–5 by its own scale; None off the scale."""
    score, low, high = exact(row["score"]), exact(row["scale_min"]), exact(row["scale_max"])
    return 1 + 4 * (score - low) / (high - low) if low < high and low <= score <= high else None


def satisfaction(centre: Centre, params: dict, clock: str, metric: str = "satisfaction") -> Iterator[Case]:
    for row in centre.rows.get("surveys", []):
        if row.get("answered_at") is None or row.get("score") is None:
            continue
        mapped = one_to_five(row)
        value = mapped if mapped is not None else Fraction(0)
        counted = {
            "satisfaction": half_up(value * MILLION),
            "satisfaction_rate": int(value >= 4),
            "dissatisfaction_rate": int(value <= 2),
        }
        case = row_case(centre, "surveys", row, "answered_at", counted[metric])
        case.agent = served_by(centre, row, micros(row.get("sent_at") or row["answered_at"]))
        case.start = micros(row["sent_at"]) if row.get("sent_at") else None
        case.out |= {"off scale"} if mapped is None else set()
        yield case


def satisfaction_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    return satisfaction(centre, params, clock, "satisfaction_rate")


def dissatisfaction_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    return satisfaction(centre, params, clock, "dissatisfaction_rate")


def survey_response_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("surveys", []):
        if row.get("sent_at") is not None:
            answered = row.get("answered_at") is not None and not centre.late(row["answered_at"])
            case = row_case(centre, "surveys", row, "sent_at", int(answered))
            case.agent, case.start = served_by(centre, row, micros(row["sent_at"])), micros(row["sent_at"])
            yield case


def complaint_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for case in handled_tickets(centre):
        yield case
    for row in centre.rows.get("complaints", []):
        if row.get("upheld") is not False:
            case = row_case(centre, "complaints", row, "received_at", 1, 0)
            case.counts, case.start = False, None
            if not row.get("agent_id"):
                case.agent = last_solver(ticket_of(centre, row), micros(row["received_at"]))
            case.out |= {"provisional"} if row.get("upheld") is None else set()
            yield case


def calls(centre: Centre, numerator, only_answered: bool) -> Iterator[Case]:
    for row in centre.rows.get("calls", []):
        if row["answered"] or not only_answered:
            case = row_case(centre, "calls", row, "started_at", numerator(row))
            case.exact = case.numerator * SECOND
            yield case


def handle_time(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    return calls(centre, lambda row: row["talk_seconds"] + row["hold_seconds"] + row["wrap_seconds"], True)


def talk_time(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    return calls(centre, lambda row: row["talk_seconds"], True)


def hold_time(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    return calls(centre, lambda row: row["hold_seconds"], True)


def wrap_time(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    return calls(centre, lambda row: row["wrap_seconds"], True)


def speed_of_answer(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    return calls(centre, lambda row: row["queue_seconds"], True)


def answer_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    return calls(centre, lambda row: int(row["answered"]), False)


def service_level(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    limit = exact(params["seconds"])
    return calls(centre, lambda row: int(bool(row["answered"]) and row["queue_seconds"] <= limit), False)


def qa_score(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("qa_reviews", []):
        score, most = exact(row["score"]), exact(row["max_score"])
        good = most > 0 and 0 <= score <= most
        fatal = params.get("fatal") == "zero" and row["fatal"] != "none" and row.get("confirmed")
        value = half_up(score / most * 100 * MILLION) if good and not fatal else 0
        case = row_case(centre, "qa_reviews", row, "reviewed_at", value)
        case.out |= set() if good else {"off scale"}
        yield case


def qa_accuracy(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("qa_reviews", []):
        wrong = row["fatal"] == params["error"] and bool(row.get("confirmed"))
        yield row_case(centre, "qa_reviews", row, "reviewed_at", int(not wrong))


def peer_rating(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("feedback", []):
        mapped = one_to_five(row)
        case = row_case(centre, "feedback", row, "given_at", half_up((mapped or Fraction(0)) * MILLION))
        case.out |= {"off scale"} if mapped is None else set()
        case.part, case.rater = str(row["relation"]), str(row["rater_id"])
        yield case


def knowledge_contributions(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("articles", []):
        if row["accepted"]:
            yield row_case(centre, "articles", row, "contributed_at", 1, 0)


def training_attendance(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("trainings", []):
        if row["required"]:
            yield row_case(centre, "trainings", row, "held_at", int(row["attended"]))


def training_pass_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("trainings", []):
        if row.get("passed") is not None:
            yield row_case(centre, "trainings", row, "held_at", int(row["passed"]))


def certification_pass_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("certifications", []):
        yield row_case(centre, "certifications", row, "held_at", int(row["passed"]))


def conduct_count(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("conduct", []):
        if row["confirmed"] and row["kind"] == params["kind"]:
            yield row_case(centre, "conduct", row, "noted_at", 1, 0)


def attendance_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for row in centre.rows.get("attendance", []):
        protected = row.get("leave_kind") in centre.settings.protected_leave
        due = row["due_minutes"] - (row["leave_minutes"] if protected else 0)
        if due > 0:
            yield row_case(centre, "attendance", row, "date", min(row["worked_minutes"], due), due)
