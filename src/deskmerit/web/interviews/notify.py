"""Whom an interview's notices reach. They carry names, dates and places, never a score or a grade."""

from collections.abc import Iterable
from datetime import date

from deskmerit.web.interviews.models import Interview
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person


def tell(
    interview: Interview, people: Iterable[Person | None], code: str, key: str, due: date | None = None, **params: str
) -> None:
    """Tells each of the people once; nobody twice by being two of them."""
    from deskmerit.web.interviews.flow import url_of

    told = {"about": interview.person.name, "period": interview.result.cycle.period, **params}
    for each in {person.pk: person for person in people if person is not None}.values():
        notify(each, code, f"{code}:{interview.pk}:{key}", url_of(interview), due=due, **told)
