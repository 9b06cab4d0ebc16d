"""Who is left out because no plan serves their post: how many, of which posts, and what to type."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from deskmerit.chain.people import people_of
from deskmerit.chain.score import Question, by_position
from deskmerit.chain.shipped import shipped_plans
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.people import Person, Stint
from deskmerit.core.plan import Plan
from deskmerit.records.store import Records

PERSON = "no-plan-for-position"


def left_out(records: Records, question: Question, *, default: bool) -> list[Issue]:
    """A note on the people whom no plan here serves, none where all are served; `default`: no plan was named."""
    return unserved(people_of(records, question.period, ()), by_position(question.plans, records), default=default)


def unserved(people: Iterable[Person], plans: Mapping[str, Plan], *, default: bool) -> list[Issue]:
    """The same for people already at hand; `plans` by the post they serve, "" for all others."""
    lost = [one for one in people if (stints := _stints(one)) and not any(_serves(plans, each) for each in stints)]
    if not lost:
        return []
    posts = Counter(_stints(one)[-1].place.position for one in lost)
    here = dict.fromkeys(plan.id for plan in plans.values())
    serving = {post: plan.id for plan in reversed(list(shipped_plans().values())) for post in plan.positions}
    wanted = dict.fromkeys([*(here if default else ()), *sorted(serving.get(post, "plan.yaml") for post in posts)])
    values = {
        "count": str(len(lost)),
        "positions": ", ".join(f"{post or '–'} × {count}" for post, count in posts.most_common()),
        "plans": ", ".join(here),
        "type": ("" if default else "… ") + " ".join(f"--plan {name}" for name in wanted),
    }
    return [Issue(Level.NOTE, "people-without-plan", Where(), values)]


def without_each(issues: Sequence[Issue], cards: Iterable[str]) -> list[Issue]:
    """The issues without a note on each person who is left out as a whole; `cards`: those who were scored."""
    scored = set(cards)
    return [issue for issue in issues if issue.code != PERSON or issue.params["agent"] in scored]


def _stints(one: Person) -> list[Stint]:
    return [stint for stint in one.stints if stint.posted_days]


def _serves(plans: Mapping[str, Plan], stint: Stint) -> bool:
    return stint.place.position in plans or "" in plans
