"""Certificates for grades and seats: issued by HR, numbered, dated, checked by a code, printed on demand."""

from collections.abc import Mapping, Sequence

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.awards.access import is_hr
from deskmerit.web.awards.models import Certificate
from deskmerit.web.awards.queries import awards_of, plans_of
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock, pdf, wording
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.state import hold

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs of a code: none that are mistaken for another."""


def issue(by: User, cycle: Cycle, grades: Sequence[str], awards: Sequence[str] = ()) -> list[Certificate]:
    """Certificates for everybody of the grades and everybody with a seat of the awards who has none yet."""
    if not is_hr(by):
        raise Refused(_("Certificates are issued by HR."))
    if not cycle.is_published:
        raise Refused(_("Certificates follow published grades."))
    if not grades and not awards:
        raise Refused(_("Choose what the certificates are for."))
    hold(cycle)  # numbers follow each other, two at once as well
    wanted = [*_by_grade(cycle, grades), *_by_seat(cycle, awards)]
    held = set(cycle.certificates.filter(revoked_at=None).values_list("person", "grade", "award"))
    number, made = cycle.certificates.count(), list[Certificate]()
    for person, grade, award, title in wanted:
        if (person.pk, grade, award) not in held and person != by.person:
            number += 1
            made.append(_made(by, cycle, person, grade, award, title, number))
    if not made:
        raise Refused(_("Everybody of this choice has a certificate already, or nobody is of it."))
    return made


def _by_grade(cycle: Cycle, grades: Sequence[str]) -> list[tuple[Person, str, str, Mapping[str, str]]]:
    titles = {grade.id: dict(grade.title) for plan in plans_of(cycle) for grade in plan.grades}
    found = cycle.results.filter(card__grade__in=grades).select_related("person__user", "card")
    return [(each.person, each.card.grade, "", titles.get(each.card.grade, {})) for each in found]


def _by_seat(cycle: Cycle, awards: Sequence[str]) -> list[tuple[Person, str, str, Mapping[str, str]]]:
    from deskmerit.web.awards.models import Seat

    titles = {name: dict(award.title) for name, award in awards_of(cycle).items()}
    seats = Seat.objects.filter(round__cycle=cycle, granted=True, award__in=awards).select_related("person__user")
    return [(each.person, "", each.award, titles.get(each.award, {})) for each in seats]


def _made(
    by: User, cycle: Cycle, person: Person, grade: str, award: str, title: Mapping[str, str], number: int
) -> Certificate:
    raw = get_random_string(12, ALPHABET)
    made = Certificate.objects.create(
        person=person,
        cycle=cycle,
        number=f"C-{cycle.period}-{cycle.pk}-{number:03d}",
        name=person.name,
        grade=grade,
        award=award,
        title=dict(title),
        code="-".join((raw[:4], raw[4:8], raw[8:])),
        issued_by=by.person,
        issued_on=clock.today(),
    )
    record(by, "certificate.issued", made, person=person, number=made.number)
    notify(person, "certificate-issued", f"certificate:{made.pk}", _url(), period=cycle.period)
    return made


def revoke(by: User, row: Certificate, reason: str) -> None:
    """Takes a certificate back, with a reason; its code tells so from then on."""
    if not is_hr(by) or row.person_id == by.person_id:
        raise Refused(_("Certificates are revoked by HR, and by nobody for themselves."))
    if not reason.strip():
        raise Refused(_("Give the reason: it stays with the decision."))
    told = {"revoked_at": clock.now(), "revoked_why": reason.strip()[:200]}
    if not Certificate.objects.filter(pk=row.pk, revoked_at=None).update(**told):
        raise Refused(_("This certificate was revoked already."))
    record(by, "certificate.revoked", row, person=row.person, reason=reason)


def document(row: Certificate) -> bytes:
    """The certificate as PDF, in the language of the page."""
    what = wording.lang_text(row.title) or row.grade or row.award
    return pdf.render(
        "certificate.typ",
        {
            "title": _("Certificate"),
            "name": row.name,
            "said": _("is awarded for the period %(period)s") % {"period": row.cycle},
            "what": f"{row.grade} · {what}" if row.grade else what,
            "thanks": _("In recognition of outstanding service to our customers."),
            "number": _("No. %(number)s") % {"number": row.number},
            "date": wording.day(row.issued_on),
            "code": _("Verification code %(code)s") % {"code": row.code},
        },
        wording.lang(),
    )


def _url() -> str:
    from django.urls import reverse

    return reverse("certificate_list")
