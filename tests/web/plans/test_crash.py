"""A process that dies while a plan is approved asks nobody, and then everybody once."""

from django.db import transaction

from deskmerit.web.plans import actions
from deskmerit.web.plans.models import PlanVersion
from web.crashing import MANY, survives
from web.plans.test_versions import TOLD, do, faster


@MANY
def test_an_approval_that_dies_approves_nothing_and_then_asks_everybody_once(world, most) -> None:
    draft = do(actions.start, world.hr, faster())
    do(actions.propose, world.hr, draft, world.business.person, **TOLD)

    def approve() -> None:
        with transaction.atomic():
            actions.approve(world.business, PlanVersion.objects.get(pk=draft.pk))

    survives(approve, most)
