"""Plan versions as the calculator takes them, and what the pages of plans read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from deskmerit.core.plan import Plan, Workflow
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import codec
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.bridge.preview import Preview
from deskmerit.web.org.models import Posting
from deskmerit.web.plans import access
from deskmerit.web.plans.diff import differences
from deskmerit.web.plans.models import Acknowledgement, PlanDocument, PlanVersion
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared import models as shared
from deskmerit.web.shared.models import preference

if TYPE_CHECKING:
    from deskmerit.web.cycles.models import Cycle


def plan_of(version: PlanVersion) -> Plan:
    """The plan of a version (every stored version could be read when it was proposed)."""
    plan, _ = bridge.read(version.text)
    assert plan is not None, f"{version} can't be read"
    return plan


def workflow_of(cycle: "Cycle", plan: str) -> Workflow | None:
    """The deadlines of a cycle's plan by its id; None where the cycle has no such plan."""
    for version in cycle.versions.all():
        found = plan_of(version)
        if found.id == plan:
            return found.workflow
    return None


def next_phase(slug: str) -> str:
    """The focus phase chosen for a plan's next cycle; "" for the base weights."""
    found: str = preference(f"phase:{slug}", {}).get("phase", "")
    return found


def in_force(document: PlanDocument, day: date | None = None) -> PlanVersion | None:
    """The version that holds on a day (default: today)."""
    return _latest(document.versions.all(), day or clock.today())


def _latest(versions: Iterable[PlanVersion], day: date) -> PlanVersion | None:
    held = [
        each for each in versions
        if each.state == PlanVersion.State.APPROVED and each.effective_from and each.effective_from <= day
    ]  # fmt: skip
    return max(held, key=lambda each: (each.effective_from, each.number), default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """A plan in the list: the version in force, one that comes, one being written or decided; `mine`: of one's post."""

    document: PlanDocument
    current: PlanVersion | None
    coming: PlanVersion | None
    draft: PlanVersion | None
    positions: tuple[str, ...]
    mine: bool
    asked: int
    acknowledged: int

    @property
    def shown(self) -> PlanVersion | None:
        """The version that stands for the plan."""
        return self.current or self.coming or self.draft


def list_of(user: User) -> list[Line]:
    """The plans somebody may see, that of their own post first."""
    kept = Acknowledgement.objects.filter(version=OuterRef("pk")).order_by().values("version")
    seen = list(
        access.visible_to(user)
        .select_related("document", "author", "approver", "asked_of")
        .annotate(
            asked=Subquery(kept.exclude(state="lapsed").annotate(n=Count("pk")).values("n")),
            said=Subquery(
                kept.filter(state__in=("acknowledged", "told_otherwise")).annotate(n=Count("pk")).values("n")
            ),
        )
    )
    posts = posts_of(user)
    grouped: dict[int, list[PlanVersion]] = {}
    for version in seen:
        grouped.setdefault(version.document_id, []).append(version)
    lines = [_line(versions, posts) for versions in grouped.values()]
    return sorted(lines, key=lambda line: (not line.mine, line.document.slug))


def posts_of(user: User) -> set[str]:
    """The posts somebody holds today."""
    if user.person is None:
        return set()
    return set(Posting.objects.on(clock.today()).filter(person=user.person).values_list("position", flat=True))


def _line(versions: list[PlanVersion], posts: set[str]) -> Line:
    today = clock.today()
    current = _latest(versions, today)
    approved = [each for each in versions if each.state == PlanVersion.State.APPROVED and each != current]
    coming = [each for each in approved if each.effective_from and each.effective_from > today]
    drafts = [each for each in versions if each.state in ("draft", "proposed", "returned")]
    first = current or next(iter((*coming, *drafts)), None)
    plan = bridge.read(first.text)[0] if first else None
    positions = plan.positions if plan else ()
    mine = bool(posts & set(positions)) and current is not None
    told = [each for each in (*coming, current) if each is not None and vars(each).get("asked")]
    counts = (vars(told[0])["asked"], vars(told[0])["said"] or 0) if told else (0, 0)
    return Line(
        versions[0].document, current, coming[0] if coming else None, drafts[0] if drafts else None, positions, mine,
        *counts,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """How many know a version: of those asked, and those who have not answered."""

    asked: int
    known: int
    open: int


def acknowledged(version: PlanVersion) -> Known:
    """How many were asked to acknowledge a version, and how many did or were told otherwise."""
    found = version.acknowledgements.exclude(state="lapsed").aggregate(
        asked=Count("pk"), open=Count("pk", filter=Q(state="asked"))
    )
    return Known(found["asked"], found["asked"] - found["open"], found["open"])


def acknowledgements(version: PlanVersion) -> QuerySet[Any]:
    """The people asked, with the number of reminders; those who have not answered first."""
    waits = Case(When(state="asked", then=0), default=1)
    ran = shared.Clock.objects.filter(flow="acknowledgement", row=OuterRef("pk")).exclude(overdue_at=None)
    times = ran.order_by().values("row").annotate(n=Count("pk")).values("n")
    rows = version.acknowledgements.select_related("person").annotate(reminders=Coalesce(Subquery(times), 0))
    return rows.order_by(waits, "person__name", "pk")


def previewed(version: PlanVersion, text: str = "") -> Preview | None:
    """The newest finished preview of a version's text (or another text of it)."""
    mark = bridge.read(text)[0] if text else None
    wanted = mark.fingerprint if mark else version.fingerprint
    found = version.previews.filter(state="done", fingerprint=wanted).first()
    return codec.from_json(Preview, found.data) if found else None


def changes_of(version: PlanVersion, most: int = 30) -> list[dict[str, object]]:
    """What differs from the version in force, as rows for a decision; the examples of the text left aside."""
    current = in_force(version.document)
    plan, _issues = bridge.read(version.text)
    if plan is None or current is None:
        return []
    found = [each for each in differences(plan_of(current), plan) if not each.example][:most]
    return [
        {"label": " · ".join(x for x in (each.what or each.section, each.label) if x),
         "before": each.before or wording.NONE, "after": each.after or wording.NONE}
        for each in found
    ]  # fmt: skip


def consequence(version: PlanVersion) -> list[dict[str, object]]:
    """Grades and cost before and after, as rows for a decision; none where nobody previewed the version."""
    found = previewed(version)
    if found is None:
        return []
    rows: list[dict[str, object]] = [
        {"label": wording.grade_title(grade), "before": before, "after": after, "same": before == after}
        for grade, (before, after) in found.counts.items()
    ]
    for cost in found.costs:
        sums = (wording.money(cost.before, cost.currency), wording.money(cost.after, cost.currency))
        rows.append({"label": cost.award, "before": sums[0], "after": sums[1], "same": cost.before == cost.after})
    return rows
