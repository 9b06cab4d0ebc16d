"""What waits for somebody, and the figures of home, my page and the team page."""

from deskmerit.web.accounts.models import User


def waiting_count(user: User) -> int:
    """How many things wait for a user's action."""
    return user.person.clocks.filter(stopped_at=None).count() if user.person else 0
