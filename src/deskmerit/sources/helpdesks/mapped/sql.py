"""Any database that SQLAlchemy reaches: the rows of a table or a query, those that changed since the last sync."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from deskmerit.sources.helpdesks.client import Stopped
from deskmerit.sources.helpdesks.mapped.rows import map_of
from deskmerit.sources.helpdesks.model import Batch, Source, State
from deskmerit.sources.maps import ImportMap

ROWS = 2000
CASES = 500


@dataclass(frozen=True, slots=True)
class Database:
    """An engine, and the map of what is in it."""

    engine: Any
    imap: ImportMap


def connect(source: Source, secret: str, folder: Path) -> Database:
    """A database by its address; `user:password` from the credential. Nothing is asked yet."""
    from sqlalchemy import create_engine, make_url

    url = make_url(source.url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).is_absolute():
        url = url.set(database=str(folder / url.database))
    user, _, password = secret.partition(":")
    if secret:
        url = url.set(username=user, password=password)
    # Without parameters in errors: a row of records is nobody's business in a log.
    return Database(create_engine(url, hide_parameters=True), map_of(folder, source.options["map"]))


def batches(client: Any, source: Source, state: State, since: datetime | None) -> Iterator[Batch]:
    """Changed rows by `cursor`, all of them without one; of a log, every row of each case that changed."""
    from sqlalchemy.exc import SQLAlchemyError

    assert isinstance(client, Database)
    try:
        with client.engine.connect() as connection:
            asking = _Asking(connection, source, client.imap)
            yield from asking.cases(state, since) if client.imap.log else asking.rows(state, since)
    except SQLAlchemyError as problem:
        raise Stopped(type(problem).__name__, source.name) from None


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked of one connection."""

    connection: Any
    source: Source
    imap: ImportMap

    def rows(self, state: State, since: datetime | None) -> Iterator[Batch]:
        """A record a row: the changed ones, in the order of the cursor."""
        cursor, known = self._cursor(), self._since(state, since)
        some = self._asked(known).order_by(self._column(cursor)) if cursor else self._asked(None)
        found = self.connection.execution_options(stream_results=True).execute(some)
        header, last = tuple(found.keys()), state.get("cursor")
        for page in found.partitions(ROWS):
            last = _said(page[-1][header.index(cursor)]) if cursor else None
            yield Batch([self._bundle(header, page, ())], {"cursor": last})

    def cases(self, state: State, since: datetime | None) -> Iterator[Batch]:
        """A step a row: of every case with a changed row, all rows."""
        from sqlalchemy import func, select

        assert self.imap.log is not None
        names = self.imap.headers.get(self.imap.log.case, (self.imap.log.case,))
        case = next((self._column(name) for name in names if name in self._inner().c), None)
        if case is None:
            raise Stopped("column", self.imap.log.case)
        cursor, known = self._cursor(), self._since(state, since)
        # Before the cases are looked for: what is written meanwhile lies behind it, and is found again.
        newest = select(func.max(self._column(cursor))).select_from(self._inner()) if cursor else None
        last = _said(self.connection.execute(newest).scalar()) if newest is not None else None
        changed = self._asked(known).with_only_columns(case).distinct().order_by(case)
        wanted = [row[0] for row in self.connection.execute(changed) if row[0] is not None]
        for at in range(0, len(wanted), CASES):
            some = wanted[at : at + CASES]
            found = self.connection.execute(self._asked(None).where(case.in_(some)))
            header = tuple(found.keys())
            # The cursor moves when all are read: cases don't come in its order.
            done = last if at + CASES >= len(wanted) else state.get("cursor")
            yield Batch([self._bundle(header, found.fetchall(), [str(each) for each in some])], {"cursor": done})

    def _bundle(self, header: tuple[str, ...], rows: Any, cases: Any) -> Mapping[str, object]:
        return {"map": self.imap, "header": header, "rows": [tuple(map(_cell, row)) for row in rows], "cases": cases}

    def _inner(self) -> Any:
        from sqlalchemy import MetaData, Table, text

        if self.source.options.get("query"):
            names = self.connection.execute(
                text(f"select * from ({self.source.options['query']}) q where 1 = 0")
            ).keys()
            from sqlalchemy import column

            return text(str(self.source.options["query"])).columns(*(column(name) for name in names)).subquery("q")
        schema, _, name = str(self.source.options.get("table") or "").rpartition(".")
        return Table(name, MetaData(), schema=schema or None, autoload_with=self.connection)

    def _column(self, name: str) -> Any:
        from sqlalchemy import column

        return column(name)

    def _asked(self, since: object) -> Any:
        from sqlalchemy import select

        asked = select("*").select_from(self._inner())
        return asked if since is None else asked.where(self._column(self._cursor()) >= since)

    def _cursor(self) -> str:
        return str(self.source.options.get("cursor") or "")

    def _since(self, state: State, since: datetime | None) -> object:
        said = state.get("cursor")
        if not self._cursor():
            return None
        return _read(said) if said is not None else since


def _cell(value: Any) -> object:
    """A value of a database as a cell: text of what is binary or a float, the rest as it is."""
    if isinstance(value, float):
        return repr(value)
    if value is None or isinstance(value, str | int | Decimal | datetime | date):
        return value
    return str(value)


def _said(value: object) -> object:
    """A cursor as the manifest keeps it: a number, or a text that says whether it was a time."""
    if isinstance(value, datetime):
        return f"at {value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()}"
    return value if isinstance(value, int) or value is None else f"is {value}"


def _read(said: object) -> object:
    if not isinstance(said, str):
        return said
    kind, _, value = said.partition(" ")
    return datetime.fromisoformat(value) if kind == "at" else value
