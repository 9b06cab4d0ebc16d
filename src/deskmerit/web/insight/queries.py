"""What waits for somebody, and the figures of home, my page and the team page."""

from deskmerit.web.accounts.models import User


def waiting_count(user: User) -> int:
    """How many things wait for a user's action."""
    return user.notices.filter(read_at=None).count()
