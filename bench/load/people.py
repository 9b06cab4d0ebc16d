"""The organisation: teams with leads, their people, and the offices; everybody has an account."""

from dataclasses import dataclass
from datetime import date
from random import Random

from deskmerit.web.accounts.models import User
from deskmerit.web.demo.base import Cast
from deskmerit.web.org.models import Deputy, Leading, Person, Posting, Role, Team

BEGUN = date(2023, 1, 1)
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文建国宇浩然欣怡梓涵子轩雨泽思佳琪一诺俊晨"
OFFICE = (
    ("H001", "hr", "hr"), ("H002", "hr", "hr"), ("B001", "panel", "business"), ("Q001", "quality", ""),
    ("X001", "admin", ""), ("U001", "auditor", ""),
)  # fmt: skip


@dataclass(slots=True)
class Staff:
    """Who is there: people of the centre by team, and the offices. Leads come first in their team."""

    cast: Cast
    teams: list[Team]
    members: list[list[Person]]

    def everybody(self) -> list[tuple[Person, Team, Person | None]]:
        """Each person of the centre with the team and the lead (None: a lead)."""
        return [
            (person, team, None if at == 0 else group[0])
            for team, group in zip(self.teams, self.members, strict=True)
            for at, person in enumerate(group)
        ]


def hire(teams: int, size: int, seed: int = 7) -> Staff:
    """Teams of `size` people each, the first of them the lead, all since `BEGUN`."""
    chance = Random(seed)
    made = [Team(name=f"客服{at + 1:02d}组") for at in range(teams)]
    Team.objects.bulk_create(made)
    people = [_person(f"E{at + 1:04d}", chance) for at in range(teams * size)]
    Person.objects.bulk_create(people)
    groups = [people[at * size : (at + 1) * size] for at in range(teams)]
    _place(made, groups)
    accounts(people)
    return Staff(_offices(groups[0], chance), made, groups)


def _person(number: str, chance: Random) -> Person:
    name = chance.choice(FAMILY) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2))))
    return Person(agent_id=number, name=name, employee_no=number, email=f"{number}@example.com", hired_on=BEGUN)


def _place(teams: list[Team], groups: list[list[Person]]) -> None:
    pairs = [(team, person, at) for team, group in zip(teams, groups, strict=True) for at, person in enumerate(group)]
    Posting.objects.bulk_create(
        Posting(person=person, team=team, position="客服专员" if at else "客服组长", from_date=BEGUN)
        for team, person, at in pairs
    )
    leads = [(team, person) for team, person, at in pairs if not at]
    Leading.objects.bulk_create(Leading(team=team, person=person, from_date=BEGUN) for team, person in leads)


def accounts(people: list[Person]) -> list[User]:
    """Accounts that nobody can sign in to by password: sessions are made in the store."""
    made = [User(username=each.employee_no, email=each.email, person=each, password="!") for each in people]
    return User.objects.bulk_create(made)


def _offices(first: list[Person], chance: Random) -> Cast:
    people = [_person(number, chance) for number, _, _ in OFFICE]
    Person.objects.bulk_create(people)
    hr, deputy, business, quality, admin, auditor = accounts(people)
    Role.objects.bulk_create(
        Role(person=person, kind=kind, function=function, from_date=BEGUN)
        for person, (_, kind, function) in zip(people, OFFICE, strict=True)
    )
    for person in (*people[:1], people[2], first[0]):
        Deputy.objects.create(person=person, deputy=people[1], from_date=BEGUN)
    lead, agent = (User.objects.get(person=person) for person in first[:2])
    return Cast(hr, deputy, business, quality, admin, auditor, lead, agent)
