"""What the tests of processes do inside a workspace: run as a program, a function by its name."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import transaction  # noqa: E402 - as above

from deskmerit.web.audit.trail import head, verify  # noqa: E402 - as above
from deskmerit.web.cycles import actions  # noqa: E402 - as above
from deskmerit.web.cycles.models import Cycle, Run  # noqa: E402 - as above
from deskmerit.web.demo import base  # noqa: E402 - as above
from deskmerit.web.scorecards.models import Card, Result  # noqa: E402 - as above


def opened() -> None:
    """People, plans and an open cycle whose run waits for a worker."""
    call_command("migrate", verbosity=0)
    base.at("2026-10-09T10:00:00+08:00")
    cast = base.people()
    with transaction.atomic():
        cycle = base.new_cycle("2026-Q3", base.plan_versions(cast), cast)
        actions.open_cycle(cast.hr, cycle)


def told() -> None:
    """The state of things in a line: runs, cards, results, audit events, whether the trail is whole."""
    states = ",".join(Run.objects.order_by("pk").values_list("state", flat=True))
    number, _ = head()
    flaws = verify()[2]
    cycle = Cycle.objects.get()
    print(
        f"runs={states} cycle={cycle.state} cards={Card.objects.count()} results={Result.objects.count()} "
        f"events={number} flaws={len(flaws)}"
    )


if __name__ == "__main__":
    {"opened": opened, "told": told}[sys.argv[1]](*sys.argv[2:])
