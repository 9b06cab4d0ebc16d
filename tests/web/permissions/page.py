"""One row of the declared matrix: a page or a step, and whom it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the page of permissions is written without the application
    from deskmerit.web.accounts.models import User
    from deskmerit.web.org.models import Person
    from web.conftest import World

ROLES = ("employee", "lead", "panel", "hr", "quality", "admin", "auditor")
RELATIONS = ("self", "own", "other")
EVERYBODY = "yes"
ALL = "self own other"

type Cells = dict[str, str]
"""Role → relations for which the page answers; a role that is missing gets 404."""
type Arguments = dict[str, Any]
"""The arguments of an address; under "post" what a complete form sends, under "query" what follows the address."""
type Thing = Callable[[World, User, Person], Arguments | None]
type Alike = Callable[[World], Arguments]


def each(*roles: str, to: str = EVERYBODY) -> Cells:
    """The same for some roles (default: all of them)."""
    return dict.fromkeys(roles or ROLES, to)


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the name of its address: what it shows, who may read it, who may act on it.

    `step`: one step of a page whose steps differ in rights; its thing is at `key`, "name/step". `done`: of those whom
    an action answers, who succeeds with a complete one; the others are told why not. Left out where it doesn't matter.
    """

    name: str
    what: str
    zh: str
    get: Cells | None = None
    post: Cells | None = None
    step: str = ""
    done: Cells | None = None

    @property
    def key(self) -> str:
        """By what its thing is found in things.py."""
        return f"{self.name}/{self.step}" if self.step else self.name
