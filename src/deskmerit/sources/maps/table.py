"""A row is a record: each row of the export makes one record in each table that the map names."""

import re

from deskmerit.records.columns import TABLES
from deskmerit.records.values import Bad
from deskmerit.sources.maps.cells import Cells, Row
from deskmerit.sources.maps.headers import made_id
from deskmerit.sources.maps.made import Batch, Made, Record
from deskmerit.sources.maps.model import ImportMap, Target


def make_table(imap: ImportMap, batches: list[Batch], made: Made) -> None:
    """Adds the records of every row. A row with a cell that can't be read makes none and is reported."""
    for batch in batches:
        for row, number in batch.rows:
            records = _records(imap, batch.cells, row, number, made)
            if records is None:
                continue
            for table, record in records:
                made.add(table, _with_people(imap, batch.cells, row, number, table, record, made))


def _records(imap: ImportMap, cells: Cells, row: Row, number: int, made: Made) -> list[tuple[str, Record]] | None:
    found: list[tuple[str, Record]] = []
    steps = 0
    for target in imap.targets:
        steps += target.table == "events"
        if any(cells.text(row, column) is None for column in target.needs):
            continue
        record = _record(imap, cells, row, number, target, made)
        if record is None:
            return None
        if target.table == "events":
            record.setdefault("seq", steps)
        found.append((target.table, _identified(cells, number, target.table, steps, record)))
    if not found:
        made.refuse(cells.where(number), "import-row-makes-nothing")
        return None
    return found


def _record(imap: ImportMap, cells: Cells, row: Row, number: int, target: Target, made: Made) -> Record | None:
    """One record, or None where a cell is bad or a required one empty: that row was reported."""
    record: Record = {}
    for column in TABLES[target.table].columns:
        name = column.name
        logical = target.columns.get(name, "")
        cell = cells.value(row, logical, number) if logical else None
        cell = target.constants.get(name) if cell is None else cell
        value = cells.typed(cell, column, cells.columns.named(logical))
        if isinstance(value, Bad):
            said = cells.text(row, logical) or target.constants.get(name)
            made.refuse(cells.where(number, logical), "import-bad-cell", value=said, reason=value.reason)
            return None
        if value is None and column.required and logical and name != made_id(target.table):
            made.refuse(cells.where(number, logical), "import-empty-cell", column=cells.columns.named(logical))
            return None
        if value is not None:
            record[name] = value
    if "source" in {column.name for column in TABLES[target.table].columns}:
        record.setdefault("source", imap.source)
    record |= {name: cells.text(row, column) for name, column in target.extra.items()}
    return record | {"source_file": cells.sheet.file, "source_row": number}


def _identified(cells: Cells, number: int, table: str, step: int, record: Record) -> Record:
    """The record with an id: its own, else one made of the ticket and the step, else of the file and the row."""
    name = made_id(table)
    if not name or record.get(name) is not None:
        return record
    if table == "events":
        return {name: f"{record.get('ticket_id')}-{step}"} | record
    stem = re.sub(r"\.\w+(\.gz)?$", "", cells.sheet.file)
    sheet = f"-{cells.sheet.name}" if cells.sheet.name else ""
    return {name: f"{stem}{sheet}-{number}"} | record


def _with_people(
    imap: ImportMap, cells: Cells, row: Row, number: int, table: str, record: Record, made: Made
) -> Record:
    """Turns logins into people, in every column that refers to one."""
    if table in ("agents", "identities"):
        return record
    place = cells.where(number)
    name = cells.text(row, imap.agent_name) if imap.agent_name else None
    login = record.get("agent_id")
    if isinstance(login, str):
        record = record | {"agent_id": made.people.seen(login, place, name)}
    if table != "events":
        return record
    actor, value = record.get("actor_id"), record.get("value")
    role = made.people.role(actor if isinstance(actor, str) else None, str(record["actor_role"]))
    if isinstance(actor, str) and role in ("agent", "bot"):
        actor = made.people.seen(actor, place)
    if record["kind"] == "assigned" and isinstance(value, str):
        value = made.people.seen(value, place, name)
    return record | {"actor_id": actor, "actor_role": role, "value": value}
