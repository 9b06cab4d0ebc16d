"""The same four people everywhere: an agent, her team lead, HR, an outsider; and one cycle measured for real.

The centre is simulated once per process and measured once; each test gets its rows and rolls back.
"""

import fcntl
import hashlib
import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client
from django.utils import timezone

from deskmerit.core.period import parse_period
from deskmerit.sources import simulate
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import evidence, kept, plans, runs
from deskmerit.web.cycles import actions
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.tasks import evidence_file
from deskmerit.web.org.adopt import adopt
from deskmerit.web.org.models import Deputy, Leading, Person, Role
from deskmerit.web.plans.models import PlanDocument, PlanVersion
from deskmerit.web.scorecards.models import Result
from deskmerit.web.scorecards.store import keep_cards
from deskmerit.web.shared import clock
from web import lakes, snapshot
from web.database import django_db_modify_db_settings, django_db_setup, tables

__all__ = ["django_db_modify_db_settings", "django_db_setup", "tables"]

ROOT = Path(__file__).parents[2]
PLANS = ("template", "complaints", "team-lead")
PERIOD = "2026-Q3"
BEGUN = date(2026, 1, 1)


@pytest.fixture(scope="session")
def made(request: pytest.FixtureRequest) -> Path:
    """A small simulated centre and its measured third quarter, kept between runs as long as the chain's code stays."""
    rooms = [
        path for path in (ROOT / "src" / "deskmerit").rglob("*.py") if "web" not in path.parts or "bridge" in path.parts
    ]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in [*sorted(rooms), Path(__file__)])).hexdigest()
    place = request.config.cache.mkdir("centre")
    folder = place / digest[:16]
    with (place / "lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process makes it, others wait
        if not (folder / "run.pickle").exists():
            for older in place.glob("*/"):
                shutil.rmtree(older)
            _make(folder)
    return folder


def _make(folder: Path) -> None:
    span = {"first": date(2026, 6, 1), "end": date(2026, 10, 1)}
    simulate.write(folder / "centre", simulate.simulate(7, people=30, tickets_a_day=12, **span))
    known = plans.shipped()
    run = runs.make_run(folder / "centre", [known[name] for name in PLANS], parse_period(PERIOD))
    evidence.keep_evidence(run, folder / "evidence.parquet")
    (folder / "run.pickle").write_bytes(pickle.dumps(run))


@pytest.fixture(scope="session")
def centre(made: Path) -> Path:
    """The small centre in the workspace that the settings name."""
    folder = workspace.folder()
    shutil.copytree(made / "centre", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def measured(made: Path, centre: Path) -> runs.Run:
    """The third quarter of the centre, with its evidence in place."""
    file = Path(evidence_file("tests.parquet"))
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(made / "evidence.parquet", file)
    run: runs.Run = pickle.loads((made / "run.pickle").read_bytes())
    return run


@pytest.fixture(scope="session")
def filled(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small centre whose tickets, events and surveys stand in a lake."""
    folder = Path(shutil.copytree(made / "centre", tmp_path_factory.mktemp("filled") / "centre"))
    lakes.fill(folder)
    return folder


@pytest.fixture
def in_lake(centre: Path, filled: Path, tmp_path: Path) -> Iterator[Path]:
    """The centre, its tickets, events and surveys in a lake for the time of a test."""
    for name in lakes.HELD:
        shutil.move(centre / f"{name}.csv", tmp_path)
    shutil.copytree(filled / "lake", centre / "lake")
    yield centre
    for name in lakes.HELD:
        shutil.copy2(tmp_path / f"{name}.csv", centre)
    for name in ("lake", ".deskmerit"):
        shutil.rmtree(centre / name, ignore_errors=True)
    kept._kept.clear()


@dataclass(slots=True)
class World:
    """The four people as users, others by name, and the cycle."""

    agent: User
    lead: User
    hr: User
    outsider: User  # an agent of another team
    hr2: User
    business: User
    quality: User
    admin: User
    auditor: User
    versions: list[PlanVersion]
    cycle: Cycle

    def client(self, user: User) -> Client:
        """A browser signed in as somebody."""
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def result(self, user: User | None = None) -> Result:
        """Somebody's published result (default: the agent's)."""
        return self.cycle.results.get(person=(user or self.agent).person)


@pytest.fixture
def at() -> Iterator[Callable[[str], None]]:
    """Moves the clock for a test: `at("2026-10-09T10:00:00+08:00")`."""
    yield lambda text: clock.set_now(datetime.fromisoformat(text))
    clock.set_now(None)


@pytest.fixture(scope="session")
def world_in(centre: Path, measured: runs.Run) -> Callable[[str], World]:
    """Puts the world of a state (world, in_review, published) into the present database."""

    def put(state: str) -> World:
        shutil.rmtree(centre / "app" / "records", ignore_errors=True)  # what an earlier test let the application write
        if not SNAPSHOTS:
            _play(measured)
        SNAPSHOTS[state].put()
        clock.set_now(SNAPSHOTS[state].at + timedelta(seconds=1))  # nothing that was done lies ahead
        return _found()

    return put


@pytest.fixture
def world(
    request: pytest.FixtureRequest, db: None, at: Callable[[str], None], world_in: Callable[[str], World]
) -> World:
    """People, roles, plans and the cycle, open with running figures; the clock stands after the quarter's end.

    Where the test asks for a later state as well, it is that one: `in_review` and `published` are the same world.
    """
    return world_in(next((name for name in ("published", "in_review") if name in request.fixturenames), "world"))


@pytest.fixture
def in_review(world: World) -> World:
    """The cycle measured, and its panel at work."""
    return world


@pytest.fixture
def published(in_review: World) -> World:
    """The cycle signed by its panel and published."""
    return in_review


SNAPSHOTS: dict[str, snapshot.Snapshot] = {}
"""State → its rows, as they were made by the first test of this process that asked."""


def _play(measured: runs.Run) -> None:
    """Plays the quarter once, keeps what stood in the database at each state, and leaves it as it was."""
    before = snapshot.tables()
    with transaction.atomic():
        clock.set_now(datetime.fromisoformat("2026-10-09T10:00:00+08:00"))
        world = _open(measured)
        SNAPSHOTS["world"] = snapshot.take(before)
        _review(world, measured)
        SNAPSHOTS["in_review"] = snapshot.take(before)
        _publish(world)
        SNAPSHOTS["published"] = snapshot.take(before)
        transaction.set_rollback(True)


def _open(measured: runs.Run) -> World:
    adopt(workspace.folder())
    office = {
        name: _office(name, role, function)
        for name, role, function in (
            ("H1", "hr", "hr"), ("H2", "hr", "hr"), ("B1", "panel", "business"), ("Q1", "quality", ""),
            ("X1", "admin", ""), ("U1", "auditor", ""),
        )
    }  # fmt: skip
    for person in Person.objects.filter(kind="human", user=None):
        _account(person)
    for one, other in (("H1", "H2"), ("H2", "H1"), ("B1", "H2")):
        Deputy.objects.create(person=office[one].person, deputy=office[other].person, from_date=BEGUN)
    agent, lead, outsider = _staff(measured)
    Deputy.objects.create(person=lead.person, deputy=office["H2"].person, from_date=BEGUN)
    STAFF.update(agent=agent.username, lead=lead.username, outsider=outsider.username)
    versions = [_version(name, office) for name in PLANS]
    cycle = Cycle(period=PERIOD, kind="quarter", start=date(2026, 7, 1), end=date(2026, 10, 1))
    seats = [(lead.person, "service"), (office["H1"].person, "hr"), (office["B1"].person, "business")]
    with transaction.atomic():
        actions.prepare(office["H1"], cycle, versions, seats)
        actions.open_cycle(office["H1"], cycle)
    found = _found()
    done(found, measured)
    return found


def _review(world: World, measured: runs.Run) -> None:
    with transaction.atomic():
        actions.measure(world.hr, world.cycle)
    done(world, measured)
    with transaction.atomic():
        actions.begin_review(world.hr, world.cycle)


def _publish(world: World) -> None:
    for user in (world.hr, world.lead, world.business):
        with transaction.atomic():
            actions.sign(user, world.cycle)
    with transaction.atomic():
        actions.publish_cycle(world.hr, world.cycle)


STAFF: dict[str, str] = {}
OFFICE = {
    "hr": "H1", "hr2": "H2", "business": "B1", "quality": "Q1", "admin": "X1", "auditor": "U1",
}  # fmt: skip


def _found() -> World:
    """The world that stands in the database."""
    wanted = {**STAFF, **OFFICE}
    users = {each.username: each for each in User.objects.filter(username__in=wanted.values()).select_related("person")}
    people = {name: users[username] for name, username in wanted.items()}
    return World(**people, versions=list(PlanVersion.objects.order_by("pk")), cycle=Cycle.objects.get())


def done(world: World, measured: runs.Run) -> Run:
    """Lets the cycle's waiting run be made, from what was measured once."""
    run = world.cycle.runs.filter(state="queued").latest("pk")
    keep_cards(run, measured, world.cycle)
    summary = {"grades": {}, "people": len(measured.cards)}
    Run.objects.filter(pk=run.pk).update(
        state="done", done_at=timezone.now(), as_of=measured.as_of, data=measured.data, evidence="tests.parquet",
        made_from=[list(each) for each in measured.made_from], summary=summary,
    )  # fmt: skip
    run.refresh_from_db()
    world.cycle.current = run
    world.cycle.save(update_fields=["current"])
    return run


def _staff(measured: runs.Run) -> tuple[User, User, User]:
    """An agent with a lead, that lead, and an agent of another team."""
    day = date(2026, 9, 1)
    for leading in Leading.objects.on(day).select_related("team", "person"):
        mine = Person.objects.filter(postings__in=leading.team.postings.on(day), left_on=None)
        agent = mine.exclude(leadings__isnull=False).first()
        others = Person.objects.filter(left_on=None, user__isnull=False, postings__isnull=False)
        outsider = others.exclude(postings__team=leading.team).exclude(leadings__isnull=False).first()
        if agent is not None and outsider is not None and all(measured.card(x.agent_id) for x in (agent, outsider)):
            return agent.user, leading.person.user, outsider.user
    raise AssertionError("the small centre has no team with a lead and an agent")


def _office(name: str, role: str, function: str) -> User:
    person = Person.objects.create(agent_id=name, name=f"{role} {name}", employee_no=name, email=f"{name}@example.com")
    Role.objects.create(person=person, kind=role, function=function, from_date=BEGUN)
    return _account(person)


PASSWORD = make_password("secret-of-tests")


def _account(person: Person) -> User:
    return User.objects.create(
        username=person.employee_no or person.agent_id, email=person.email, person=person, password=PASSWORD
    )


def _version(name: str, office: dict[str, User]) -> PlanVersion:
    plan = plans.shipped()[name]
    made = timezone.now() - timedelta(300)
    return PlanVersion.objects.create(
        document=PlanDocument.objects.create(slug=plan.id, title=dict(plan.title)), number=1, text=plans.written(plan),
        fingerprint=plan.fingerprint, state="approved", author=office["H1"].person, made_at=made, approved_at=made,
        approver=office["B1"].person, effective_from=BEGUN, consulted_on=BEGUN, notice_on=BEGUN,
    )  # fmt: skip
