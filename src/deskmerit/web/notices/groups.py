"""What notices are about: groups that a person may keep out of their mail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "results": (_("Results and cycles"), ("result", "cycle", "shift", "restatement")),
    "interviews": (_("Interviews and improvement plans"), ("interview", "improvement")),
    "appeals": (_("Appeals and flags"), ("appeal", "flag")),
    "awards": (_("Awards and wishes"), ("award", "wish", "wishes")),
    "quality": (_("Quality checks and 360° feedback"), ("quality", "feedback")),
    "plans": (_("Evaluation plans"), ("plan", "acknowledgement")),
    "data": (_("Data and corrections"), ("correction", "entry", "data", "import", "sync")),
    "other": (_("Everything else"), ()),
}
"""Group → its title and the first words of its codes."""


def group_of(code: str) -> str:
    """The group of a code, by its first word.

    >>> group_of("result-published"), group_of("plan_returned"), group_of("due-today")
    ('results', 'plans', 'other')
    """
    first = code.replace("_", "-").split("-")[0]
    return next((group for group, (_title, words) in GROUPS.items() if first in words), "other")
