"""Files that belong to a decision, as JSON: for whoever may see the thing itself."""

from datetime import datetime

from django.http import FileResponse, Http404, HttpRequest
from ninja import Router, Schema

from deskmerit.web.shared import attach
from deskmerit.web.shared.act import user_of

router = Router(tags=["shared"])
MOST = 2**62


class FileOut(Schema):
    """An attached file: evidence, or a signed scan."""

    id: int
    name: str
    size: int
    sha256: str
    purpose: str
    added_by: str
    added_at: datetime


@router.get("/files/{int:pk}", response={200: None}, summary="An attached file itself")
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The same file that its page gives."""
    return attach.download(request, min(pk, MOST))


@router.get("/files/{flow}/{int:row}", response=list[FileOut], summary="The files of an interview, appeal, row …")
def files(request: HttpRequest, flow: str, row: int) -> list[FileOut]:
    """By the word of a flow (docs/workflows.md) and the key of the thing; oldest first."""
    if row > MOST or not attach.may_open(user_of(request), flow, row):
        raise Http404
    names = ("name", "size", "sha256", "purpose", "added_at")
    return [
        FileOut(id=each.pk, added_by=str(each.added_by or ""), **{name: getattr(each, name) for name in names})
        for each in attach.files_of(flow, row)
    ]
