"""Things to try of plans, quality checks, feedback, interviews, improvement plans, notices."""

from web.permissions import things_notices, things_plans, things_quality, things_talks
from web.permissions.page import Alike, Thing

THINGS: dict[str, Thing | str] = {
    **things_notices.THINGS,
    **things_quality.THINGS,
    **things_talks.THINGS,
    **things_plans.THINGS,
}

ALIKE: dict[str, Alike] = {
    **things_notices.ALIKE,
    **things_quality.ALIKE,
    **things_plans.ALIKE,
}
