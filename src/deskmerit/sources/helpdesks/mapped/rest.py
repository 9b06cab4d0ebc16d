"""Any REST interface that dlt's declared resources describe: path, question, paging, place of the list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deskmerit.sources.helpdesks.client import Client, Patience, Stopped
from deskmerit.sources.helpdesks.mapped.rows import flat, map_of
from deskmerit.sources.helpdesks.model import Batch, Source, State
from deskmerit.sources.maps import ImportMap

ROWS = 500


@dataclass(frozen=True, slots=True)
class Interface:
    """The interface, and the map of what it tells."""

    client: Client
    imap: ImportMap


def connect(source: Source, secret: str, folder: Path) -> Interface:
    """An interface by its address; the credential goes into `header`, by default as a bearer token."""
    name = str(source.options.get("header") or "Authorization")
    said = {} if not secret else {name: f"Bearer {secret}" if name == "Authorization" else secret}
    imap = map_of(folder, source.options["map"])
    if imap.log:  # its cases would come in parts
        raise Stopped("map", str(source.options["map"]))
    return Interface(Client(source.url, said, Patience()), imap)


def batches(client: Any, source: Source, state: State, since: datetime | None) -> Iterator[Batch]:
    """Rows of the resource: those since the last sync, where `since` names the question for it and `cursor` a field."""
    assert isinstance(client, Interface)
    cursor, question = str(source.options.get("cursor") or ""), str(source.options.get("since") or "")
    last: Any = state.get("cursor")
    begin = last if last is not None else since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if since else None
    rows = list[dict[str, object]]()
    for item in _items(client, source, {question: begin} if question and begin is not None else {}):
        row = dict(flat(item))
        rows.append(row)
        if cursor and row.get(cursor) is not None:
            last = row[cursor] if last is None else max(last, row[cursor], key=_rank)
        if len(rows) >= ROWS:
            # What the order of the rows is nobody knows: the cursor moves when all are read.
            yield Batch([_bundle(client.imap, rows)], {"cursor": state.get("cursor")})
            rows = []
    yield Batch([_bundle(client.imap, rows)] if rows else [], {"cursor": last})


def _items(client: Interface, source: Source, question: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    from dlt.extract.exceptions import ResourceExtractionError
    from dlt.sources.helpers.requests import HTTPError
    from dlt.sources.rest_api import rest_api_resources

    endpoint = source.options["endpoint"]
    said: dict[str, Any] = _native(endpoint) if isinstance(endpoint, Mapping) else {"path": str(endpoint)}
    said["params"] = {**(said.get("params") or {}), **question}
    config = {"client": client.client.declared(), "resources": [{"name": "rows", "endpoint": said}]}
    try:
        (resource,) = rest_api_resources(config)
        yield from resource
    except ResourceExtractionError as problem:
        cause = problem.__cause__
        reason = str(cause.response.status_code) if isinstance(cause, HTTPError) else "unreachable"
        raise Stopped(reason, str(said.get("path"))) from None
    except (ValueError, TypeError):  # dlt refuses a description; its words may hold it whole
        raise Stopped("endpoint", str(said.get("path"))) from None


def _bundle(imap: ImportMap, rows: list[dict[str, object]]) -> Mapping[str, object]:
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    return {"map": imap, "header": header, "rows": [tuple(row.get(name) for name in header) for row in rows]}


def _rank(value: object) -> tuple[int, object]:
    return (0, value) if isinstance(value, int) else (1, str(value))


def _native(said: Any) -> Any:
    """Settings are read as texts; numbers and switches of a description as dlt takes them."""
    if isinstance(said, Mapping):
        return {str(name): _native(value) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return [_native(each) for each in said]
    words = {"true": True, "false": False, "null": None}
    return int(said) if isinstance(said, str) and said.isdigit() else words.get(said, said)
