"""Things to try of plans, quality checks, feedback, interviews, improvement plans, notices."""

from web.permissions.page import Alike, Thing

THINGS: dict[str, Thing | str] = {}

ALIKE: dict[str, Alike] = {}
