"""What our measure is compared with: four of the metrics in Polars, as its users would write them."""

from pathlib import Path

import polars as pl

_DONE = ("solved", "closed")


def with_polars(folder: Path) -> None:
    """Four of the ticket metrics in lazy Polars, calendar clock, by person and month: those that pandas does here."""
    tickets = pl.scan_parquet(folder / "tickets").select("ticket_id", "created_at")
    events = pl.scan_parquet(folder / "events")
    events = events.select("ticket_id", "occurred_at", "seq", "kind", "actor_id", "actor_role", "value")
    _all(tickets, events.sort("ticket_id", "occurred_at", "seq").collect().lazy())


def _all(tickets: pl.LazyFrame, events: pl.LazyFrame) -> list[pl.DataFrame]:
    """The four metrics in one plan, so that Polars shares what they have in common."""
    status = _status(events)
    return pl.collect_all([_first_response(tickets, events), _resolution(tickets, status), *_solves(status)])


def _by_person_and_month(cases: pl.LazyFrame) -> pl.LazyFrame:
    month = pl.col("occurred_at").dt.convert_time_zone("Asia/Shanghai").dt.strftime("%Y-%m").alias("month")
    return cases.group_by("agent", month).agg(pl.len().alias("n"), pl.col("value").sum())


def _since_creation(cases: pl.LazyFrame, tickets: pl.LazyFrame) -> pl.LazyFrame:
    lasted = (pl.col("occurred_at") - pl.col("created_at")).dt.total_seconds()
    return cases.join(tickets, on="ticket_id").with_columns(value=lasted)


def _first_response(tickets: pl.LazyFrame, events: pl.LazyFrame) -> pl.LazyFrame:
    replies = events.filter(pl.col("kind") == "public_reply", pl.col("actor_role") == "agent")
    first = replies.unique("ticket_id", keep="first", maintain_order=True).rename({"actor_id": "agent"})
    return _by_person_and_month(_since_creation(first.drop("value"), tickets))


def _status(events: pl.LazyFrame) -> pl.LazyFrame:
    """The status changes in order with the assignee, the status before, and whether either is solved or closed."""
    moves = events.filter(pl.col("kind").is_in(["status", "assigned"])).with_columns(
        agent=pl.when(pl.col("kind") == "assigned").then("value").forward_fill().over("ticket_id")
    )
    status = moves.filter(pl.col("kind") == "status").with_columns(
        before=pl.col("value").shift().over("ticket_id").fill_null("new")
    )
    return status.with_columns(done=pl.col("value").is_in(_DONE), was_done=pl.col("before").is_in(_DONE))


def _resolution(tickets: pl.LazyFrame, status: pl.LazyFrame) -> pl.LazyFrame:
    stands = pl.col("done").last().over("ticket_id")
    solved = status.filter(stands).filter(pl.col("done"), ~pl.col("was_done"))
    last = solved.unique("ticket_id", keep="last", maintain_order=True).drop("value")
    return _by_person_and_month(_since_creation(last, tickets))


def _solves(status: pl.LazyFrame) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Tickets solved, and the share of solves reopened within seven days."""
    turns = status.filter(pl.col("done") != pl.col("was_done"))
    turns = turns.with_columns(next_at=pl.col("occurred_at").shift(-1).over("ticket_id"))
    solves = turns.filter("done")
    again = (pl.col("next_at") - pl.col("occurred_at") <= pl.duration(days=7)).fill_null(False).cast(pl.Int64)
    return _by_person_and_month(solves.with_columns(value=1)), _by_person_and_month(solves.with_columns(value=again))
