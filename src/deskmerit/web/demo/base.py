"""People with accounts and roles, plans, and the cycles of the simulated centre."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from deskmerit.core.period import parse_period
from deskmerit.core.plan import Plan
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.adopt import adopt
from deskmerit.web.org.models import Deputy, Leading, Person, Role
from deskmerit.web.plans.models import PlanDocument, PlanVersion
from deskmerit.web.shared import clock

type Part = Iterator[str]
"""What a folder does in the demonstration's year: yields the instant it waits for, then acts."""

PASSWORD = "deskmerit-demo"
BEGUN = date(2025, 10, 1)
PLANS = ("template", "complaints", "team-lead")


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the demonstration by what they do."""

    hr: User
    hr_deputy: User
    business: User
    quality: User
    admin: User
    auditor: User
    lead: User
    agent: User

    def sign_ins(self) -> list[tuple[tuple[str, str], str]]:
        """Role (en, zh) and user name, for the terminal."""
        named = (
            (("employee", "员工"), self.agent),
            (("team lead, panel", "组长、评估小组"), self.lead),
            (("HR, panel", "人力资源、评估小组"), self.hr),
            (("HR, deputy", "人力资源（代理人）"), self.hr_deputy),
            (("business department, panel", "业务部门、评估小组"), self.business),
            (("quality reviewer", "质检员"), self.quality),
            (("administrator", "管理员"), self.admin),
            (("auditor", "审计"), self.auditor),
        )
        return [(role, user.username) for role, user in named]


OFFICE = (
    ("H001", "赵敏", "hr", "hr"),
    ("H002", "周航", "hr", "hr"),
    ("B001", "孙丽", "panel", "business"),
    ("Q001", "何静", "quality", ""),
    ("X001", "吴工", "admin", ""),
    ("U001", "郑审", "auditor", ""),
)
"""People beside the centre: id, name, role, panel function."""


def people() -> Cast:
    """Takes the organisation over and gives everybody an account."""
    adopt(workspace.folder())
    made: dict[str, User] = {}
    with transaction.atomic():
        for agent_id, name, role, function in OFFICE:
            person = Person.objects.create(
                agent_id=agent_id, name=name, employee_no=agent_id, email=f"{agent_id.lower()}@example.com"
            )
            made[agent_id] = account(person)
            Role.objects.create(person=person, kind=role, function=function, from_date=BEGUN)
            if role == "hr":
                Role.objects.create(person=person, kind="panel", function="hr", from_date=BEGUN)
        for person in Person.objects.filter(kind="human", user=None):
            account(person)
        office = {each.agent_id: each for each in Person.objects.filter(agent_id__in=made)}
        for one, other in (("H001", "H002"), ("H002", "H001"), ("B001", "H002"), ("Q001", "H002")):
            Deputy.objects.create(person=office[one], deputy=office[other], from_date=BEGUN)
        for leading in Leading.objects.order_by("from_date"):
            Role.objects.get_or_create(
                person=leading.person, kind="panel", function="service", defaults={"from_date": leading.from_date}
            )
            Deputy.objects.get_or_create(
                person=leading.person, deputy=made["H002"].person, defaults={"from_date": leading.from_date}
            )
    return _cast(made)


def _cast(made: dict[str, User]) -> Cast:
    lead = Leading.objects.on(clock.today()).order_by("team__name").first()
    assert lead is not None
    agent = Person.objects.filter(postings__in=lead.team.postings.all(), left_on=None).exclude(pk=lead.person_id)
    first = agent.exclude(leadings__isnull=False).first()
    assert first is not None
    hr, hr_deputy, business, quality, admin, auditor = (made[name] for name, *_ in OFFICE)
    return Cast(hr, hr_deputy, business, quality, admin, auditor, lead.person.user, first.user)


def account(person: Person) -> User:
    """An account by employee number; in the demonstration with one password for all."""
    user = User(username=person.employee_no or person.agent_id, email=person.email, person=person)
    user.password = _hash()
    user.is_active = person.left_on is None
    user.save()
    return user


@cache
def _hash() -> str:
    """One hash for all: the demonstration's password is no secret, and hashing is slow on purpose."""
    return make_password(PASSWORD)


@transaction.atomic
def plan_version(plan: Plan, cast: Cast, effective: date = BEGUN) -> PlanVersion:
    """A plan as an approved first version."""
    document = PlanDocument.objects.create(slug=plan.id, title=dict(plan.title))
    at = datetime.combine(effective, datetime.min.time(), UTC)
    version = PlanVersion.objects.create(
        document=document,
        number=1,
        text=bridge.written(plan),
        fingerprint=plan.fingerprint,
        state=PlanVersion.State.APPROVED,
        note="",
        author=cast.hr.person,
        made_at=at,
        proposed_at=at,
        approver=cast.business.person,
        approved_at=at,
        consultation="职工代表座谈，2025-09-15",
        consulted_on=date(2025, 9, 15),
        notice_on=date(2025, 9, 20),
        effective_from=effective,
    )
    record(cast.hr, "plan_version.begun", version, fingerprint=plan.fingerprint)
    return version


def plan_versions(cast: Cast) -> list[PlanVersion]:
    """The plans of the centre."""
    shipped = bridge.shipped()
    return [plan_version(shipped[name], cast) for name in PLANS]


def new_cycle(label: str, versions: Iterable[PlanVersion], cast: Cast) -> Cycle:
    """A cycle of a quarter with its panel of three, as a draft."""
    from deskmerit.web.cycles.actions import prepare

    period = parse_period(label)
    cycle = Cycle(period=period.label, kind=period.kind.value, start=period.start, end=period.end)
    people = (cast.lead.person, cast.hr.person, cast.business.person)
    seats = [
        (person, function) for person, function in zip(people, ("service", "hr", "business"), strict=True) if person
    ]
    return prepare(cast.hr, cycle, list(versions), seats)


def at(text: str) -> None:
    """Moves the clock."""
    clock.set_now(datetime.fromisoformat(text))
