"""What time does by itself: clocks that ran out take their step; run by the worker every minute."""

import logging
from collections import Counter

from django.db import transaction

from deskmerit.core.workflow import CLOCKS, FLOWS, allowed
from deskmerit.web.shared import clock as present
from deskmerit.web.shared import flow as flows
from deskmerit.web.shared import models as shared
from deskmerit.web.shared.refusal import Refused

log = logging.getLogger(__name__)


MOST = 500
"""Clocks handled in one sweep, so that other work gets its turn."""

_failed: Counter[int] = Counter()
"""How often a clock went wrong in this process: those that never did come first, and none waits for ever."""


def sweep() -> int:
    """Handles clocks whose due day is over, the longest overdue first; how many were. Safe to run twice and beside
    another worker."""
    late = list(
        shared.Clock.objects.filter(stopped_at=None, due__lt=present.today())
        .order_by("due", "pk")
        .values_list("pk", flat=True)
    )
    for gone in _failed.keys() - set(late):
        del _failed[gone]
    return sum(_alone(pk) for pk in sorted(late, key=lambda pk: _failed[pk])[:MOST])


def _alone(pk: int) -> bool:
    """One that goes wrong is logged and tried again with a later sweep; no other person's deadline waits for it."""
    try:
        return _handle(pk)
    except Exception:
        log.exception("clock %s could not be handled", pk)
        _failed[pk] += 1
        return False


def _handle(pk: int) -> bool:
    with transaction.atomic():
        clock = shared.Clock.objects.select_for_update().filter(pk=pk, stopped_at=None, due__lt=present.today()).first()
        if clock is None:
            return False
        hooks = flows.hooks_of(clock.flow)
        row = hooks.model._default_manager.filter(pk=clock.row).first()
        if row is None:
            shared.Clock.objects.filter(pk=pk).update(stopped_at=present.now())
            return False
        _overdue(hooks, row, clock)
    return True


def _overdue(hooks: flows.Hooks, row: flows.Row, clock: shared.Clock) -> None:
    """The clock stops, what follows happens, and where nothing takes its place it runs anew as a reminder."""
    flow, rule = FLOWS[clock.flow], CLOCKS[clock.code]
    shared.Clock.objects.filter(pk=clock.pk).update(stopped_at=present.now(), overdue_at=present.now())
    flows.audit(None, clock.flow, "overdue", row, clock=clock.code, due=str(clock.due))
    state = getattr(row, hooks.state)
    if rule.then and allowed(flow, state, rule.then):
        try:
            flows.take(clock.flow, row, rule.then, None)
        except Refused as refused:
            log.warning("%s %s could not be taken: %s", clock.flow, rule.then, refused)
    hooks.overdue(row, clock)
    if rule.on_overdue == "close" or getattr(row, hooks.state) not in rule.runs_in:
        return
    if not shared.Clock.objects.filter(flow=clock.flow, row=clock.row, code=clock.code, stopped_at=None).exists():
        again = flows.start(clock.flow, row, rule, None)
        if again is not None:  # counted from today, whatever the event was: a reminder is due again
            flows.restart(again, clock)
