"""Files that belong to a decision: kept with their hash, read by whoever may see the thing itself."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _

from deskmerit.core.workflow import FLOWS
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.shared import clock
from deskmerit.web.shared.act import user_of
from deskmerit.web.shared.flow import hooks_of
from deskmerit.web.shared.models import Attachment
from deskmerit.web.shared.refusal import Refused

LARGEST = 20 * 2**20
ENDINGS = ("pdf", "png", "jpg", "jpeg", "gif", "webp", "txt", "csv", "xlsx", "docx", "eml", "msg", "mp3", "wav", "zip")


def attach(flow: str, row: Any, files: Iterable[UploadedFile], by: Any, purpose: str = "evidence") -> list[Attachment]:
    """Keeps files with a thing, in the present transaction. Raises Refused for each that can't be kept."""
    listed = list(files)
    wrong = [sentence for file in listed if (sentence := _wrong(file))]
    if wrong:
        raise Refused(*wrong)
    found = []
    for file in listed:
        digest = sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
        kept = Attachment.objects.create(
            flow=flow,
            row=row.pk,
            name=(file.name or "file")[-200:],
            file=file,
            size=file.size or 0,
            sha256=digest.hexdigest(),
            purpose=purpose,
            added_by=by.person,
            added_at=clock.now(),
        )
        record(by, f"{flow}.attached", row, person=hooks_of(flow).concerns(row), file=kept.name, sha256=kept.sha256)
        found.append(kept)
    return found


def attachments(flow: str, row: Any) -> list[Attachment]:
    """The files of a thing, oldest first."""
    return files_of(flow, row.pk)


def files_of(flow: str, row: int) -> list[Attachment]:
    """The same by the key of a thing."""
    return list(Attachment.objects.filter(flow=flow, row=row).select_related("added_by"))


def download(request: HttpRequest, pk: int) -> FileResponse:
    """A file, for whoever may see the thing it belongs to; always saved, never shown inside a page."""
    found = Attachment.objects.filter(pk=pk).first()
    if found is None or not may_open(user_of(request), found.flow, found.row):
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)


def may_open(user: User, flow: str, row: int) -> bool:
    """Whether somebody reads the files of a thing, by its flow's word and its key."""
    if flow not in FLOWS:
        return False
    hooks = hooks_of(flow)
    if hooks.reads_files is not None:
        return hooks.reads_files(user, row)
    return hooks.visible is not None and hooks.visible(user).filter(pk=row).exists()


def _wrong(file: UploadedFile) -> str:
    name = file.name or ""
    if (file.size or 0) > LARGEST:
        return _("%(name)s is larger than 20 MB: attach a smaller copy, or the part that matters.") % {"name": name}
    if name.rsplit(".", 1)[-1].lower() not in ENDINGS:
        return _("%(name)s can't be attached: use one of %(endings)s.") % {"name": name, "endings": ", ".join(ENDINGS)}
    return ""
