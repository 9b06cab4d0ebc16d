"""Why an action could not be done, as a value its page shows; raised by actions, caught by views."""

from collections.abc import Sequence


class Refused(Exception):  # noqa: N818 - a refusal is no error of the program
    """An action that may not or can not happen now: a sentence that says why and what would mend it.

    Raised inside the action's transaction, so that nothing of it stays.
    """

    def __init__(self, *sentences: str) -> None:
        self.sentences: Sequence[str] = sentences
        super().__init__(" ".join(str(each) for each in sentences))


class NotYours(Refused):
    """An action for somebody who stands in no relation to the thing: a page answers it with 404."""


class Overtaken(Refused):
    """Somebody else changed the same thing first; the page must be read again before deciding."""
