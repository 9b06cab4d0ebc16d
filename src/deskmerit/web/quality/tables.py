"""Quality checks as rows of `qa_reviews` and `qa_items`: those that the person reviewed was told of."""

from collections.abc import Iterator, Mapping

from deskmerit.core.workflow import FATAL_COUNTS_IN
from deskmerit.web.quality.models import UNTOLD, Check
from deskmerit.web.quality.sheet import Sheet, fatal_class, name_of, read_marks
from deskmerit.web.shared import wording


def _told() -> Iterator[tuple[Check, Sheet]]:
    """Every check of a sample that was told, with its sheet; each version is read once. A chosen contact is none."""
    rows = (
        Check.objects.exclude(state__in=UNTOLD)
        .filter(targeted_why="")
        .select_related("person", "reviewer", "version__sheet")
    )
    known: dict[int, Sheet] = {}
    for each in rows.order_by("pk").iterator(chunk_size=1000):
        if each.version_id not in known:
            known[each.version_id] = each.version.read()
        yield each, known[each.version_id]


def qa_reviews() -> Iterator[Mapping[str, object]]:
    """A row a check. A fatal error is confirmed once a second reviewer said so and its dispute window has closed."""
    for each, sheet in _told():
        fatal = fatal_class(sheet, list(each.fatals))
        counts = bool(each.confirmed) and each.state in FATAL_COUNTS_IN
        yield {
            "review_id": each.code,
            "agent_id": each.person.agent_id,
            "reviewer_id": each.reviewer.agent_id,
            "reviewed_at": each.submitted_at,
            "score": each.score,
            "max_score": 100,
            "fatal": fatal,
            "confirmed": None if fatal == "none" else counts,
            "ticket_id": each.contact if each.kind == "ticket" else "",
            "form": f"{name_of(each.version.sheet.title)} v{each.version.number}",
        }


def qa_items() -> Iterator[Mapping[str, object]]:
    """A row an item, by its Chinese name; points as the sheet gives them."""
    for each, sheet in _told():
        marks = read_marks(each.marks)
        for item in sheet.items():
            mark = marks.get(item.id)
            if mark is None or not mark.decided:
                continue
            yield {
                "review_id": each.code,
                "item": name_of(item.title) or wording.NONE,
                "score": None if mark.not_applicable else mark.points,
                "max_score": None if mark.not_applicable else item.points,
                "not_applicable": mark.not_applicable,
                "comment": mark.comment,
            }
