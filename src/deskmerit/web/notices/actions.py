"""What is done with notices: read, chosen where they go, a messenger added and confirmed, a failed one tried again."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.notices import services
from deskmerit.web.notices.groups import GROUPS
from deskmerit.web.notices.models import Channel, Choice, Delivery, Notice
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.state import move

CODE_LASTS = timedelta(minutes=30)
MOST_TRIES = 5
MOST_CHANNELS = 5


def read(by: User, notice: Notice) -> None:
    """Marks a notice of one's own as read; the first time counts."""
    Notice.objects.filter(pk=notice.pk, user=by, read_at=None).update(read_at=clock.now())


def unread(by: User, notice: Notice) -> None:
    """Puts a notice of one's own back among the unread."""
    Notice.objects.filter(pk=notice.pk, user=by).update(read_at=None)


def read_all(by: User) -> int:
    """Marks everything as read; how many were not."""
    return by.notices.filter(read_at=None).update(read_at=clock.now())


def choose(by: User, silent: Iterable[str], daily: bool) -> None:
    """Keeps which groups stay in the inbox, and whether the rest comes once a day."""
    kept = [group for group in GROUPS if group in set(silent)]
    Choice.objects.update_or_create(user=by, defaults={"silent": kept, "daily": daily})


def add_channel(by: User, service: str, address: str) -> Channel:
    """Adds a personal address and sends a code to it: nothing else goes there before the code came back."""
    address = address.strip()
    if service not in services.offered():
        raise Refused(_("This installation has no app of that service."))
    wrong = services.check(service, address)
    if wrong:
        raise Refused(wrong)
    if Channel.objects.filter(service=service, address__iexact=address).exclude(user=by, confirmed_at=None).exists():
        raise Refused(_("This address is in use already: it belongs to one person."))
    if by.channels.exclude(service=service, address=address).count() >= MOST_CHANNELS:
        raise Refused(_("Remove an address before you add another one."))
    code = get_random_string(6, "0123456789")
    channel, _made = Channel.objects.update_or_create(
        user=by, service=service, address=address,
        defaults={"made_at": clock.now(), "code_until": clock.now() + CODE_LASTS, "tries": 0},
    )  # fmt: skip
    Channel.objects.filter(pk=channel.pk).update(code=_hash(channel, code))
    _send_code(channel, code)
    record(by, "channel.added", channel, person=by.person, service=service)
    return channel


def confirm_channel(by: User, channel: Channel, code: str) -> bool:
    """Whether the code was right: then the address is in use. After a few wrong ones a new code is needed."""
    now = clock.now()
    if channel.confirmed_at is not None:
        return True
    if channel.tries >= MOST_TRIES or channel.code_until is None or channel.code_until < now:
        raise Refused(_("This code is no longer valid. Have a new one sent."))
    if not constant_time_compare(channel.code, _hash(channel, code.strip())):
        Channel.objects.filter(pk=channel.pk).update(tries=channel.tries + 1)
        return False
    Channel.objects.filter(pk=channel.pk).update(confirmed_at=now, code="", code_until=None)
    record(by, "channel.confirmed", channel, person=by.person, service=channel.service)
    return True


def remove_channel(by: User, channel: Channel) -> None:
    """Nothing goes to this address any more, what still waited for it neither."""
    record(by, "channel.removed", channel, person=by.person, service=channel.service)
    channel.delete()


def try_again(by: User, delivery: Delivery) -> None:
    """An administrator lets a failed message be tried from the beginning, under the same Message-ID."""
    move(delivery, was=Delivery.State.FAILED, to=Delivery.State.WAITING, tries=0, next_at=clock.now())
    record(by, "delivery.again", delivery, person=delivery.notice.user.person)


def _send_code(channel: Channel, code: str) -> None:
    text = _("Your code: %(code)s. Enter it on the page where you added this address.") % {"code": code}
    try:
        services.send(channel.service, channel.address, "Deskmerit", text)
    except OSError:
        raise Refused(_("The service did not take the code. Check the address, or try again later.")) from None


def _hash(channel: Channel, code: str) -> str:
    return sha256(f"{settings.SECRET_KEY}:{channel.pk}:{code}".encode()).hexdigest()
