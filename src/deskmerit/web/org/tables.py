"""People, postings and logins as canonical tables."""

from collections.abc import Iterator, Mapping

from deskmerit.web.org.models import Login, Person, Posting

type Row = Mapping[str, object]


def agents() -> Iterator[Row]:
    """Everybody, people who left included."""
    for person in Person.objects.all():
        yield {
            "agent_id": person.agent_id,
            "name": person.name,
            "employee_no": person.employee_no,
            "email": person.email,
            "hired_on": person.hired_on,
            "left_on": person.left_on,
            "kind": person.kind,
        }


def postings() -> Iterator[Row]:
    """Who was where, when."""
    for posting in Posting.objects.select_related("person", "team").order_by("person__agent_id", "from_date", "pk"):
        yield {
            "agent_id": posting.person.agent_id,
            "team": posting.team.name,
            "position": posting.position,
            "site": posting.site,
            "account": posting.account,
            "from_date": posting.from_date,
            "to_date": posting.to_date,
        }


def identities() -> Iterator[Row]:
    """Logins of people in sources."""
    for login in Login.objects.select_related("person").order_by("source", "login", "from_at", "pk"):
        yield {
            "source": login.source,
            "login": login.login,
            "agent_id": login.person.agent_id,
            "from_at": login.from_at,
            "to_at": login.to_at,
        }
