"""Which records a correction names: by id, or by a window of time and a filter."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.spec import TableSpec, Type
from deskmerit.records.view import PART, ROW, View, literal


@dataclass(frozen=True, slots=True)
class Selection:
    """A record: where it stands, its id, and the value of the column asked for."""

    part: int
    row: int
    record_id: str
    value: object


class Unselectable(Exception):  # noqa: N818  # not a bug: carries an issue's code out of nested helpers
    """A correction whose records can't be told; `code` and `params` are its issue's."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def record_key(spec: TableSpec) -> tuple[str, ...]:
    """The columns whose values, joined by "/", are a record's id in adjustments.

    >>> record_key(TABLES["tickets"]), record_key(TABLES["attendance"])
    (('ticket_id',), ('agent_id', 'date'))
    """
    return tuple(name for name in spec.key if name != "source")


def select(row: Mapping[str, object], views: Mapping[str, View], zone: str, column: str | None) -> list[Selection]:
    """The records an adjustment names, with the values of `column`.

    With a `record_id` its window and filter play no part. A filter is `column=value;column=a|b`; a column the table
    lacks is looked up on the row's ticket. Raises Unselectable.
    """
    name = str(row["table"])
    view = views.get(name)
    if view is None:
        raise Unselectable("adjustment-unknown-table" if name not in TABLES else "adjustment-of-nothing", value=name)
    key = record_key(view.spec)
    if not key:
        raise Unselectable("adjustment-without-id", value=name)
    texts = [f"cast(v.{quoted(part)} as varchar)" for part in key]
    said = texts[0] if len(texts) == 1 else f"concat_ws('/', {', '.join(texts)})"
    where = f"{said} = {literal(row['record_id'])}" if row["record_id"] else _window(row, view, views, zone)
    value = quoted(column) if column else "null"
    query = (
        f"select {PART}, {ROW}, {said} as record_id, {value} as value from {view.name} v where {where} order by 1, 2"
    )
    found = view.connection.sql(query).to_arrow_table().to_pylist()
    return [Selection(row[PART], row[ROW], row["record_id"], row["value"]) for row in found]


def _window(row: Mapping[str, object], view: View, views: Mapping[str, View], zone: str) -> str:
    if not view.spec.time or view.spec.column(view.spec.time[0]).type is Type.MONTH:
        raise Unselectable("adjustment-without-time", value=view.spec.name)
    time = "coalesce(" + ", ".join(_instant(view.spec, name, zone) for name in view.spec.time) + ")"
    bounds = f"{time} >= {_moment(row['from_at'])} and {time} < {_moment(row['to_at'])}"
    return " and ".join([bounds, *_filters(str(row["filter"] or ""), view, views)])


def _instant(spec: TableSpec, name: str, zone: str) -> str:
    """A date is the midnight at which it begins in the organisation's zone."""
    if spec.column(name).type is Type.DATE:
        return f"timezone({literal(zone)}, cast({quoted(name)} as timestamp))"
    return quoted(name)


def _moment(at: object) -> str:
    return f"timestamptz {literal(at)}"


def _filters(said: str, view: View, views: Mapping[str, View]) -> list[str]:
    columns = _names(view)
    on_ticket = _names(views["tickets"]) if "tickets" in views and "ticket_id" in columns else set()
    found = []
    for part in filter(None, (part.strip() for part in said.replace("；", ";").split(";"))):
        name, equals, values = (piece.strip() for piece in part.partition("="))
        accepted = ", ".join(literal(value.strip()) for value in values.split("|"))
        if equals and name in columns:
            found.append(f"cast(v.{quoted(name)} as varchar) in ({accepted})")
        elif equals and name in on_ticket:
            found.append(
                f"v.ticket_id in (select ticket_id from tickets where cast({quoted(name)} as varchar) in ({accepted}))"
            )
        else:
            raise Unselectable("adjustment-bad-filter", value=part, columns=", ".join(sorted(columns | on_ticket)))
    return found


def _names(view: View) -> set[str]:
    return {row[0] for row in view.connection.execute(f"describe {view.name}").fetchall()} - {PART, ROW}
