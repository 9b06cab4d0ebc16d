"""How long what is kept: months per table, then pseudonymised, so that totals and the audit trail stay whole.

A person is pseudonymised `person` months after leaving: name, number, address and free texts go, scores and sums stay
under a pseudonym. The preference `retention` ({key: months}) overrides the months.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deskmerit.web.accounts import actions
from deskmerit.web.accounts.mine import paths
from deskmerit.web.accounts.models import Token, User
from deskmerit.web.audit.trail import record
from deskmerit.web.notices.models import Notice
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import preference
from deskmerit.web.shared.refusal import Refused


@dataclass(frozen=True, slots=True)
class Rule:
    """How long: months after `since`, why that long, what happens then."""

    key: str
    title: str | Promise
    months: int
    since: str | Promise
    reason: str | Promise
    then: str | Promise


_LEAVING = gettext_lazy("the day of leaving")
_PSEUDONYM = gettext_lazy("pseudonymised")
_DELETED = gettext_lazy("deleted")

RULES = (
    Rule("person", gettext_lazy("Name, employee number, e-mail"), 24, _LEAVING,
         gettext_lazy("claims about pay and appeals may still be raised"), _PSEUDONYM),
    Rule("texts", gettext_lazy("Interviews, plans, appeals, remarks: what was written"), 24, _LEAVING,
         gettext_lazy("they explain a grade as long as it can be contested"), gettext_lazy("blanked")),
    Rule("results", gettext_lazy("Scores, grades, awards"), 60, gettext_lazy("the end of the period"),
         gettext_lazy("wage records; kept under a pseudonym, so that totals stay"), gettext_lazy("stay pseudonymous")),
    Rule("audit", gettext_lazy("Audit trail"), 120, gettext_lazy("the event"),
         gettext_lazy("proves who decided; holds keys, no names"), gettext_lazy("stays pseudonymous")),
    Rule("records", gettext_lazy("Tickets, calls, surveys"), 24, gettext_lazy("the event"),
         gettext_lazy("evidence of published figures; deleted in the workspace by its keeper"), _DELETED),
    Rule("notices", gettext_lazy("Inbox"), 12, gettext_lazy("the message"),
         gettext_lazy("proves that somebody was told in time"), _DELETED),
    Rule("sessions", gettext_lazy("Signed-in devices"), 3, gettext_lazy("the last use"),
         gettext_lazy("finding misuse of an account"), _DELETED),
    Rule("tokens", gettext_lazy("Personal tokens"), 12, gettext_lazy("expiry or revocation"),
         gettext_lazy("finding misuse of the interface"), _DELETED),
)  # fmt: skip
"""The literal table; docs/serve.md and each person's data page show it."""

KEPT_TEXTS = {"audit.event", "plans.planversion", "notices.delivery", "cycles.run"}
"""Tables whose texts stay: the hash chain covers them, or they are about nobody."""


def months(key: str) -> int:
    """How many months a rule holds in this installation."""
    own = preference("retention", {}) or {}
    key = "person" if key == "texts" else key  # they go together
    return int(own.get(key, next(each.months for each in RULES if each.key == key)))


def table() -> list[tuple[Rule, int]]:
    """Every rule with its months here."""
    return [(rule, months(rule.key)) for rule in RULES]


def ago(count: int) -> date:
    """The day that many months before today."""
    today = clock.today()
    whole = today.year * 12 + today.month - 1 - count
    first = date(whole // 12, whole % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return first.replace(day=min(today.day, last.day))


@dataclass(frozen=True, slots=True)
class Done:
    """What pseudonymising a person changes: the pseudonym, blanked texts by table, texts guarded against change."""

    pseudonym: str
    blanked: dict[str, int]
    guarded: tuple[str, ...]


class _Undo(Exception):  # noqa: N818 - carries a preview out of its transaction
    def __init__(self, done: Done) -> None:
        self.done = done


def preview(person: Person) -> Done:
    """What `pseudonymise` would do, without doing it."""
    try:
        with transaction.atomic():
            raise _Undo(pseudonymise(None, Person.objects.get(pk=person.pk)))
    except _Undo as undo:
        return undo.done


@transaction.atomic
def pseudonymise(by: User | None, person: Person) -> Done:
    """Takes a person's name out of everything that is not a total or the trail. Only for people who left; no way back.

    Raises Refused.
    """
    if person.left_on is None or person.left_on > clock.today():
        raise Refused(_("Only people who have left are pseudonymised. Enter the leaving date first."))
    if person.pseudonymised_at is not None:
        raise Refused(_("This person is pseudonymised already."))
    pseudonym = f"P-{sha256(f'{settings.SECRET_KEY}:{person.pk}'.encode()).hexdigest()[:8]}"
    blanked, guarded = dict[str, int](), list[str]()
    for label, count in _blank(person):
        if count < 0:
            guarded.append(label)
        elif count:
            blanked[label] = count
    _account(by, person, pseudonym)
    now = clock.now()
    Person.objects.filter(pk=person.pk).update(name=pseudonym, employee_no="", email="", pseudonymised_at=now)
    record(by, "accounts.pseudonymised", person, person=person, blanked=blanked, guarded=guarded)
    person.refresh_from_db()
    return Done(pseudonym, blanked, tuple(guarded))


def _account(by: User | None, person: Person, pseudonym: str) -> None:
    """The login ends for good: nothing in it tells who it was."""
    for user in User.objects.filter(person=person):
        actions.close(by, user, "pseudonymised")
        user.set_unusable_password()
        User.objects.filter(pk=user.pk).update(
            username=pseudonym, email="", first_name="", last_name="", password=user.password
        )
        for model in (EmailAddress, Authenticator, SocialAccount):
            model.objects.filter(user=user).delete()
        user.channels.all().delete()
        user.notices.all().delete()


def _blank(person: Person) -> Iterator[tuple[str, int]]:
    """Blanks the free texts of what concerns a person: table and how many rows; −1 where triggers guard them."""
    for model in apps.get_models():
        label = model._meta.label_lower
        texts = [each.attname for each in model._meta.concrete_fields if type(each) is models.TextField]
        if label in KEPT_TEXTS or not texts or not model.__module__.startswith("deskmerit."):
            continue
        where = Q(pk__in=[])
        for path in paths(model):
            if path.rsplit("__", 1)[-1] in ("person", "concerns"):
                where |= Q(**{path: person})
        rows = model._default_manager.filter(where)
        said = Q()
        for text in texts:
            said |= ~Q(**{text: ""})
        keys = list(rows.filter(said).values_list("pk", flat=True).distinct())
        if keys:
            yield label, _emptied(model, keys, texts)


def _emptied(model: type[models.Model], keys: list[Any], texts: list[str]) -> int:
    try:
        with transaction.atomic():
            return model._default_manager.filter(pk__in=keys).update(**dict.fromkeys(texts, ""))
    except DatabaseError:  # append-only: the trigger says no, and what it guards stays
        return -1


def due() -> int:
    """What the worker does daily: closes accounts of those who left, pseudonymises, deletes; how many."""
    done = actions.close_left()
    left = Person.objects.filter(left_on__lte=ago(months("person")), pseudonymised_at=None)
    for person in left:
        pseudonymise(None, person)
        done += 1
    now = clock.now()
    back = {key: now - (clock.today() - ago(months(key))) for key in ("notices", "sessions", "tokens")}
    done += Notice.objects.filter(made_at__lt=back["notices"]).delete()[0]
    done += UserSession.objects.filter(last_seen_at__lt=back["sessions"]).delete()[0]
    ended = Q(revoked_at__lt=back["tokens"]) | Q(expires_on__lt=ago(months("tokens")))
    return done + Token.objects.filter(ended).delete()[0]
