"""A process that dies while an appeal is decided or put into effect leaves nothing half done."""

from typing import Any

from django.db import transaction

from deskmerit.web.appeals import actions, tasks
from deskmerit.web.appeals.models import Appeal
from web.crashing import MANY, survives


@MANY
def test_a_decision_that_dies_decides_nothing_and_then_everything_once(published: Any, heard: Appeal, most) -> None:
    def uphold() -> None:
        with transaction.atomic():
            actions.uphold(published.hr2, Appeal.objects.get(pk=heard.pk), "故障属实", "日志显示故障")

    survives(uphold, most)


@MANY
def test_putting_into_effect_that_dies_corrects_nothing_and_then_everything_once(upheld: Appeal, most) -> None:
    survives(lambda: tasks.apply_decision.call(upheld.pk), most)
