"""Bases and wishes as canonical tables, from the moment the application keeps them (see `takeover`)."""

from collections.abc import Iterator, Mapping

from deskmerit.web.awards.models import Base, Wish

type Row = Mapping[str, object]


def bases() -> Iterator[Row]:
    """Every base in force, oldest first."""
    held = Base.objects.filter(withdrawn_at=None).select_related("person")
    for each in held.order_by("from_date", "award", "position", "person__agent_id"):
        yield {
            "agent_id": each.person.agent_id if each.person else "",
            "position": each.position,
            "award": each.award,
            "amount": each.amount,
            "from_date": each.from_date,
        }


def wishes() -> Iterator[Row]:
    """Every wish, the one liked best first."""
    for each in Wish.objects.select_related("person").order_by("period", "person__agent_id", "rank"):
        yield {"agent_id": each.person.agent_id, "period": each.period, "award": each.award, "rank": each.rank}
