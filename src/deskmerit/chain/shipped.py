"""The shipped plans, read once."""

from collections.abc import Mapping
from functools import cache

from deskmerit.core.plan import Plan
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import SHIPPED, read_plan


@cache
def shipped_plans() -> Mapping[str, Plan]:
    """The shipped plans by id, in their order."""
    read = (read_plan(name, CATALOGUE)[0] for name in SHIPPED)
    return {plan.id: plan for plan in read if plan is not None}
