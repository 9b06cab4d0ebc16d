"""Things to try of cycles, scorecards, flags, appeals, corrections, awards; and the overviews."""

from web.permissions.page import Alike, Thing

THINGS: dict[str, Thing | str] = {}

ALIKE: dict[str, Alike] = {}
