"""A small catalogue after semantics §3, so that plan files are tested apart from the engine."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.metric import Direction, Kind, Metric, Unit

_LOWER, _HIGHER = Direction.LOWER, Direction.HIGHER


def _seconds(name: str, clocked: bool = True, **params: tuple[object, ...]) -> Metric:
    return Metric(name, Unit.SECONDS, Kind.MEAN, _LOWER, "tickets", digits=0, clocked=clocked, params=params)


def _share(name: str, direction: Direction = _HIGHER, clocked: bool = False, **params: tuple[object, ...]) -> Metric:
    hundred = Decimal(100)
    return Metric(
        name, Unit.PERCENT, Kind.SHARE, direction, "tickets", per_unit=Fraction(100), clocked=clocked, params=params,
        lowest=Decimal(0), highest=hundred,
    )  # fmt: skip


def _rating(name: str, **params: tuple[object, ...]) -> Metric:
    return Metric(name, Unit.RATING, Kind.MEAN, _HIGHER, "surveys", per_unit=Fraction(1, 10**6), params=params)


def _count(name: str, **params: tuple[object, ...]) -> Metric:
    return Metric(name, Unit.COUNT, Kind.COUNT, _HIGHER, "articles", digits=0, params=params)


_ALL = (
    _seconds("first_response_time", **{"from": ("creation", "queued", "assigned")}),
    _seconds("response_time"),
    _seconds("resolution_time", pause=("none", "pending")),
    _seconds("handle_time", clocked=False),
    _share("ticket_timeliness", clocked=True, hours=(24,)),
    _share("within_target", clocked=True, metric=(), seconds=()),
    _share("first_contact_resolution", contact=("replies", "handlers", "session"), days=(7,)),
    _share("reopen_rate", _LOWER, days=(7,)),
    _share("transfer_rate", _LOWER),
    _share("escalation_rate", _LOWER),
    _rating("satisfaction"),
    _share("satisfaction_rate"),
    _share("dissatisfaction_rate", _LOWER),
    _share("survey_response_rate"),
    _share("complaint_rate", _LOWER),
    replace(_share("qa_score"), optional_params=("fatal_is_zero",)),
    _share("qa_accuracy", error=("customer", "business", "compliance")),
    _rating("peer_rating", relations=({"manager": 50, "peer": 30, "partner": 20},)),
    _count("knowledge_contributions"),
    _count("conduct_count", kind=()),
    _count("tickets_handled"),
    _share("training_attendance"),
    _share("training_pass_rate"),
    _share("certification_pass_rate"),
    _share("attendance_rate"),
    _share("answer_rate"),
)
CATALOGUE: dict[str, Metric] = {metric.id: metric for metric in _ALL}
