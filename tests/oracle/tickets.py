"""The ticket metrics, each told event by event."""

from collections.abc import Iterator
from fractions import Fraction

from oracle.case import Case, month_of
from oracle.centre import Centre, Step, Story
from oracle.clock import SECOND, due, elapsed, local_date

DAYS = 86_400 * SECOND
DONE = ("solved", "closed")


def base(story: Story) -> set[str]:
    """Why no case of this ticket counts."""
    return ({"merged"} if story.merged else set()) | ({"excluded"} if story.excluded else set())


def timed(centre: Centre, story: Story, clock: str, start: int, end: int, agent: str) -> Case:
    """A case that lasts: whole seconds, floored once."""
    took = elapsed(centre.line(story, clock), start, end)
    team = str(story.row.get("team") or "")
    return Case(story.id, agent, end, took // SECOND, 1, start, end, team, base(story), took)


def first_response_time(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for story in centre.stories.values():
        queued, given = None, {}
        for step in story.steps:
            if step.reply:
                start = {"creation": story.created, "queued": queued, "assigned": given.get(step.actor)}[params["from"]]
                if start is not None:
                    case = timed(centre, story, clock, start, step.at, step.actor)
                    case.out |= {"opened by agent"} if story.by_agent else set()
                    yield case
                break
            if step.kind == "queued":
                queued = step.at
            if step.kind == "assigned":
                given[step.value] = step.at


def response_time(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for story in centre.stories.values():
        waiting = story.created if story.by_customer else None
        for step in story.steps:
            if step.kind == "customer_message" and waiting is None and not automatic(centre, step):
                waiting = step.at
            if step.reply and waiting is not None:
                yield timed(centre, story, clock, waiting, step.at, step.actor)
                waiting = None


def automatic(centre: Centre, step: Step) -> bool:
    return step.role in ("bot", "system") or step.actor in centre.bots


def resolution_time(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for story in centre.stories.values():
        solves = story.solves()
        if not solves or story.steps[-1].status not in DONE:
            continue
        number, solve = solves[-1]
        case = timed(centre, story, clock, story.created, solve.at, solve.solver)
        if params["pause"] == "pending":
            line, since, status = centre.line(story, clock), story.created, "new"
            case.exact = 0
            for step in story.steps[: number + 1]:
                if status != "pending":
                    case.exact += elapsed(line, since, step.at)
                since, status = step.at, step.status
            case.numerator = case.exact // SECOND
        yield case


def ticket_timeliness(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    target = int(Fraction(str(params["hours"])) * 3600 * SECOND)
    for story in centre.stories.values():
        line, solves = centre.line(story, clock), story.solves()
        solve = solves[0][1] if solves else None
        end = solve.at if solve else centre.as_of
        took = elapsed(line, story.created, end)
        if solve is None and took <= target:
            continue
        due_at = due(line, story.created, target, end)
        if took <= target:
            assert solve is not None
            at = min(solve.at, due_at if due_at is not None else solve.at)
            agent = solve.solver
        else:
            assert due_at is not None
            at, agent = due_at, ""
            for step in story.steps:
                if step.at <= due_at:
                    agent = centre.person(step.assignee)
        team = str(story.row.get("team") or "")
        yield Case(story.id, agent, at, int(took <= target), 1, story.created, at, team, base(story), took)


def first_contact_resolution(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    days = int(params["days"]) * DAYS
    for story in centre.stories.values():
        solves = story.solves()
        if not solves:
            continue
        number, solve = solves[0]
        replies = sum(step.reply for step in story.steps[:number])
        people = {step.value for step in story.steps[:number] if step.kind == "assigned" and centre.person(step.value)}
        if (replies if params["contact"] == "replies" else len(people)) == 0:
            continue
        others = [other for other in centre.alike(story) if other is not story]
        if params["contact"] == "replies":
            once = replies == 1
        elif params["contact"] == "handlers":
            once = len(people) == 1
        else:
            once = not any(not o.merged and story.created <= o.created <= solve.at for o in others)
        back = any(step.reopened and step.at - solve.at <= days for step in story.steps[number:])
        anew = any(solve.at < other.created <= solve.at + days for other in others)
        case = solved_case(story, solve, int(once and not back and not anew))
        case.out |= {"provisional"} if centre.as_of < solve.at + days else set()
        yield case


def solved_case(story: Story, solve: Step, numerator: int) -> Case:
    team = str(story.row.get("team") or "")
    return Case(story.id, solve.solver, solve.at, numerator, 1, story.created, solve.at, team, base(story))


def reopen_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    days = int(params["days"]) * DAYS
    for story in centre.stories.values():
        for number, solve in story.solves():
            back = any(step.reopened and step.at - solve.at <= days for step in story.steps[number:])
            case = solved_case(story, solve, int(back))
            case.out |= {"provisional"} if centre.as_of < solve.at + days else set()
            yield case


def transfer_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for story in centre.stories.values():
        holder, since, done = "", None, False
        for step in story.steps:
            ended = None
            if step.kind == "assigned" and step.value != holder:
                ended, holder_before, holder = 1, holder, step.value
                start = step.at if holder and not done else None
            elif step.solved:
                ended, holder_before, start, done = 0, holder, None, True
            elif step.reopened:
                done, since = False, step.at if holder else None
            if ended is not None:
                if since is not None:
                    team, holder_then = str(story.row.get("team") or ""), centre.person(holder_before)
                    yield Case(story.id, holder_then, step.at, ended, 1, since, step.at, team, base(story))
                since = start


def escalation_rate(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for story in centre.stories.values():
        handled: dict[tuple[str, str], Case] = {}
        for step in story.steps:
            for person in sorted(touching(centre, step)):
                case = monthly(centre, story, step, person, handled)
                if step.kind == "escalated" and step.human and step.actor == person:
                    case.numerator = 1
        yield from handled.values()


def touching(centre: Centre, step: Step) -> set[str]:
    """Whose doing an event is: a reply, a solve, being assigned, escalating."""
    people = {step.actor} if step.human and step.kind in ("public_reply", "escalated") else set()
    people |= {step.solver} if step.solved and step.solver else set()
    people |= {step.value} if step.kind == "assigned" and centre.person(step.value) else set()
    return people


def monthly(centre: Centre, story: Story, step: Step, person: str, found: dict[tuple[str, str], Case]) -> Case:
    """The one case of a ticket, a person and a month; its first event dates it."""
    settings = centre.settings
    month = month_of(local_date(settings.zone, step.at), settings.month_starts_on)
    team = str(story.row.get("team") or "")
    blank = Case(story.id, person, step.at, 0, 1, story.created, step.at, team, base(story))
    return found.setdefault((person, month), blank)


def handled_tickets(centre: Centre) -> Iterator[Case]:
    """Tickets a person replied to or solved, once a month; one that nobody solved was handled by nobody."""
    for story in centre.stories.values():
        found: dict[tuple[str, str], Case] = {}
        for step in story.steps:
            if step.reply:
                monthly(centre, story, step, step.actor, found)
            if step.solved and step.solver:
                monthly(centre, story, step, step.solver, found)
        yield from found.values()


def tickets_handled(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for case in handled_tickets(centre):
        case.numerator, case.denominator = 1, 0
        yield case


def tickets_solved(centre: Centre, params: dict, clock: str) -> Iterator[Case]:
    for story in centre.stories.values():
        for _, solve in story.solves():
            case = solved_case(story, solve, 1)
            case.denominator = 0
            yield case
