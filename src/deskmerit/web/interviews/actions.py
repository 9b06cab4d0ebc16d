"""What is done with an interview."""

from deskmerit.web.accounts.models import User
from deskmerit.web.scorecards.models import Result


def begin_for(result: Result, by: User) -> None:
    """Makes the interview of a published result due."""
