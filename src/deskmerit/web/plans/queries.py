"""Plan versions as the calculator takes them."""

from typing import TYPE_CHECKING

from deskmerit.core.plan import Plan, Workflow
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.plans.models import PlanVersion

if TYPE_CHECKING:
    from deskmerit.web.cycles.models import Cycle


def plan_of(version: PlanVersion) -> Plan:
    """The plan of a version (every stored version could be read when it was proposed)."""
    plan, _ = bridge.read(version.text)
    assert plan is not None, f"{version} can't be read"
    return plan


def workflow_of(cycle: "Cycle", plan: str) -> Workflow | None:
    """The deadlines of a cycle's plan by its id; None where the cycle has no such plan."""
    for version in cycle.versions.all():
        found = plan_of(version)
        if found.id == plan:
            return found.workflow
    return None
