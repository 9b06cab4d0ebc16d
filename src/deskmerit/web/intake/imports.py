"""What is done with an uploaded file: kept, matched, tried, imported, taken back; each in one transaction.

Trying and writing are steps of the worker (`import_tasks`); a small file's are taken at once.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from deskmerit.core.issue import Issue
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge import codec
from deskmerit.web.bridge import imports as bridge
from deskmerit.web.bridge.tables import replacing
from deskmerit.web.intake.corrections_actions import refresh
from deskmerit.web.intake.data import brings
from deskmerit.web.intake.models import Import
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.state import move

LARGEST = 2 * 2**30
TABLES = (
    "tickets", "events", "surveys", "complaints", "calls", "qa_reviews", "qa_items", "articles", "trainings",
    "certifications", "conduct", "attendance", "figures",
)  # fmt: skip
"""What files bring in here; people, postings and logins come under People."""


def place(row: Import, name: str = "") -> Path:
    """A folder of an import: `stage` (what it would write), `before` (what stood there)."""
    return workspace.kept() / "imports" / str(row.pk) / name


def files_of(row: Import) -> list[Path]:
    """The uploaded files, by their own names."""
    return [workspace.kept() / "imports" / f"files-{row.digest}" / name for name in row.files]


def size_of(row: Import) -> int:
    """Bytes of the uploaded files."""
    return sum(path.stat().st_size for path in files_of(row) if path.is_file())


def begin(by: User, files: Sequence[UploadedFile], map_: str = "") -> Import:
    """Keeps uploaded files. With a map they are tried next, without one their columns are matched."""
    _may(by)
    names = [Path(each.name or "file").name for each in files]
    if not files or len(set(names)) < len(names):
        raise Refused(_("Choose one file, or several of different names."))
    if sum(each.size or 0 for each in files) > LARGEST:
        raise Refused(_("Together the files are larger than 2 GB: use `deskmerit import` on the server."))
    if map_ and map_ not in dict(bridge.maps(workspace.folder())):
        raise Refused(_("There is no such map any more. Choose another one."))
    digest = _kept(files, names)
    now = clock.now()
    state = Import.State.READING if map_ else Import.State.MATCHING
    row = Import.objects.create(
        digest=digest, files=names, map=map_, by=by.person, begun_at=now, touched_at=now, state=state
    )  # fmt: skip
    record(by, "import.begun", row, files=names, sha256=digest, map=map_)
    return row


def _kept(files: Sequence[UploadedFile], names: Sequence[str]) -> str:
    """Writes the files under their common fingerprint; the same upload again takes no room."""
    parts = []
    for file in files:
        digest = sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        parts.append(digest.hexdigest())
    said = "\0".join(f"{name}\0{part}" for name, part in sorted(zip(names, parts, strict=True)))
    whole = sha256(said.encode("utf-8")).hexdigest()
    folder = workspace.kept() / "imports" / f"files-{whole}"
    folder.mkdir(parents=True, exist_ok=True)
    for file, name in zip(files, names, strict=True):
        if not (folder / name).is_file():
            file.seek(0)
            with replacing(folder / name) as fresh, fresh.open("wb") as stream:
                stream.writelines(file.chunks())
    return whole


def match(by: User, row: Import, form: Mapping[str, Any]) -> Import:
    """Keeps matched columns as a map of the workspace; the files are tried with it next."""
    _may(by)
    table, matched = form["table"], {k: v for k, v in form["matched"].items() if v}
    constants = {k: v.strip() for k, v in form["constants"].items() if v.strip()}
    if table not in TABLES or not matched:
        raise Refused(_("Match at least one column."))
    lacking = [
        wording.lang_text(title) for name, title, needed, _allowed in bridge.columns(table)
        if needed and name not in matched and name not in constants
    ]  # fmt: skip
    if lacking:
        raise Refused(
            _("These columns are needed: %(columns)s. Match them, or give one value for all rows.")
            % {"columns": ", ".join(lacking)}
        )
    text = bridge.map_text(
        form["name"], table, form["source"], form["zone"], form["dates"], matched, constants
    )  # fmt: skip
    try:
        kept = bridge.keep_map(workspace.folder(), form["name"], text, over=bool(form.get("over")))
    except bridge.BadMap as bad:
        raise Refused(*_said(bad.issues)) from bad
    if not kept:
        raise Refused(_("Another map has this name: choose another one, or say that you replace it."))
    told = {"table": table, "source": form["source"], "zone": form["zone"]}
    move(row, was=(Import.State.MATCHING, Import.State.READY, Import.State.FAILED), to=Import.State.READING, map=kept,
         touched_at=clock.now(), failure="", **told)  # fmt: skip
    record(by, "import.matched", row, map=kept, sha256=sha256(text.encode("utf-8")).hexdigest(), **told)
    return row


def _said(issues: Sequence[Issue]) -> list[str]:
    from deskmerit.report.messages import render

    return [" ".join(filter(None, render(each, wording.lang()))) for each in issues]


def again(by: User, row: Import, replace: bool = False) -> None:
    """Tries the files once more: after another map, or with leave to lose records of an earlier import."""
    _may(by)
    before = (Import.State.READY, Import.State.FAILED)
    move(row, was=before, to=Import.State.READING, replace=replace, touched_at=clock.now(), failure="")


def accept(by: User, row: Import) -> None:
    """Asks for the import that was looked at: it is written by the worker, once."""
    _may(by)
    if row.told.get("blocked") or not row.tables:
        raise Refused(_("Mend the problems first: nothing can be imported as it is."))
    move(row, was=Import.State.READY, to=Import.State.WRITING, touched_at=clock.now())
    record(by, "import.accepted", row, rows=row.rows_kept, left=row.rows_left, tables=row.tables)


def drop(by: User, row: Import) -> None:
    """Gives an import up before anything was written."""
    _may(by)
    before = (Import.State.MATCHING, Import.State.READY, Import.State.FAILED)
    move(row, was=before, to=Import.State.DROPPED)
    record(by, "import.dropped", row)


def undo(by: User, row: Import) -> None:
    """Takes an import back: every file of the workspace is again what it was before. Later imports go first."""
    _may(by)
    move(row, was=Import.State.DONE, to=Import.State.UNDONE, undone_by=by.person, undone_at=clock.now())
    record(by, "import.undone", row, files=[each["name"] for each in row.changes])
    wrong = bridge.taken_back(workspace.folder(), place(row, "before"), changes_of(row))
    if wrong:
        raise Refused(
            _("These files were changed since: %(files)s. Take later imports back first.") % {"files": ", ".join(wrong)}
        )
    refresh(by)


def changes_of(row: Import) -> tuple[bridge.Change, ...]:
    """The files an import writes."""
    return tuple(bridge.Change(**each) for each in row.changes)


def issues_of(row: Import) -> tuple[Issue, ...]:
    """What was found when the files were tried."""
    found: tuple[Issue, ...] = codec.from_json(tuple[Issue, ...], row.told.get("issues", []))
    return found


def left_of(row: Import) -> tuple[Issue, ...]:
    """Each row left out with what is wrong; empty where the list is gone."""
    path = place(row, "left.json")
    found: tuple[Issue, ...] = codec.loads(tuple[Issue, ...], path.read_text("utf-8")) if path.is_file() else ()
    return found


def _may(by: User) -> None:
    if not brings(by):
        raise Refused(_("Only HR and administrators bring files in."))
