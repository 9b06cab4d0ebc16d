"""What our measure is compared with: the floor any event log costs, and the pandas most people would write."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd


def floor(folder: Path, memory: str) -> None:
    """One grouping by ticket with min and max of the time, plus one lag window by ticket and time."""
    con = duckdb.connect()
    con.execute(f"set memory_limit = '{memory}'; set threads = 2; set enable_progress_bar = false")
    con.execute("set preserve_insertion_order = false")
    events = f"read_parquet('{folder}/events/*.parquet')"
    con.execute(f"""
        select count(*), sum(epoch_us(last_at) - epoch_us(first_at)) from (
          select ticket_id, min(occurred_at) first_at, max(occurred_at) last_at from {events} group by ticket_id)
        """).fetchall()
    con.execute(f"""
        select sum(epoch_us(occurred_at) - epoch_us(before_at)) from (
          select occurred_at, lag(occurred_at) over (partition by ticket_id order by occurred_at) before_at
          from {events})
        """).fetchall()


def with_pandas(folder: Path) -> None:
    """Straightforward pandas for a third of the ticket metrics, calendar clock, by person and month."""
    tickets = pd.read_parquet(folder / "tickets", columns=["ticket_id", "created_at"])
    events = pd.read_parquet(
        folder / "events",
        columns=["ticket_id", "occurred_at", "seq", "kind", "actor_id", "actor_role", "value"],
    )
    events = events.sort_values(["ticket_id", "occurred_at", "seq"], kind="stable")
    metrics: tuple[Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame], ...]
    metrics = (_first_response, _resolution, _solved, _reopened)
    for metric in metrics:
        metric(tickets, events)


def _by_person_and_month(cases: pd.DataFrame, when: str) -> pd.DataFrame:
    month = cases[when].dt.tz_convert("Asia/Shanghai").dt.strftime("%Y-%m")
    return cases.groupby([cases["agent"], month])["value"].agg(["size", "sum"])


def _first_response(tickets: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    replies = events[(events["kind"] == "public_reply") & (events["actor_role"] == "agent")]
    first = replies.groupby("ticket_id", sort=False).first().reset_index().merge(tickets, on="ticket_id")
    first["value"] = (first["occurred_at"] - first["created_at"]).dt.total_seconds() // 1
    return _by_person_and_month(first.rename(columns={"actor_id": "agent"}), "occurred_at")


def _solves(events: pd.DataFrame) -> pd.DataFrame:
    moves = events[events["kind"].isin(["status", "assigned"])].copy()
    moves["agent"] = moves["value"].where(moves["kind"] == "assigned").groupby(moves["ticket_id"]).ffill()
    status = moves[moves["kind"] == "status"].copy()
    status["before"] = status.groupby("ticket_id")["value"].shift().fillna("new")
    status["done"] = status["value"].isin(["solved", "closed"])
    status["was_done"] = status["before"].isin(["solved", "closed"])
    return status


def _resolution(tickets: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    status = _solves(events)
    last = status.groupby("ticket_id")["done"].last()
    solved = status[status["done"] & ~status["was_done"]].groupby("ticket_id").last().reset_index()
    solved = solved[solved["ticket_id"].isin(last[last].index)].merge(tickets, on="ticket_id")
    solved["value"] = (solved["occurred_at"] - solved["created_at"]).dt.total_seconds() // 1
    return _by_person_and_month(solved, "occurred_at")


def _solved(tickets: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    status = _solves(events)
    solved = status[status["done"] & ~status["was_done"]].assign(value=1)
    return _by_person_and_month(solved, "occurred_at")


def _reopened(tickets: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    status = _solves(events)
    moves = status[status["done"] != status["was_done"]].copy()
    moves["next_at"] = moves.groupby("ticket_id")["occurred_at"].shift(-1)
    solved = moves[moves["done"]].copy()
    solved["value"] = (solved["next_at"] - solved["occurred_at"] <= pd.Timedelta(days=7)).astype(int)
    return _by_person_and_month(solved, "occurred_at")
