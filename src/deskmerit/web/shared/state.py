"""Changing a row's state by compare-and-set: of two people acting at once one wins and the other is told."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from deskmerit.web.shared.refusal import Overtaken


def move[M: models.Model](row: M, *, was: str | tuple[str, ...], to: str, field: str = "state", **values: Any) -> M:
    """Sets `field` to `to`, only where it still is `was`; `values` are other columns set along.

    Raises Overtaken when somebody was faster. The row in hand is refreshed with what was written.
    """
    before = (was,) if isinstance(was, str) else was
    manager = type(row)._default_manager
    changed = manager.filter(pk=row.pk, **{f"{field}__in": before}).update(**{field: to}, **values)
    if not changed:
        raise Overtaken(overtaken())
    for name, value in {field: to, **values}.items():
        setattr(row, name, value)
    return row


def hold(row: models.Model, *names: str) -> None:
    """Locks a row to the transaction's end. Raises Overtaken where one of its columns changed since it was read."""
    fresh = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if any(getattr(fresh, name) != getattr(row, name) for name in names):
        raise Overtaken(overtaken())


def overtaken() -> str:
    """What somebody is told who was too late."""
    return _("Somebody else acted on this a moment ago. Read the page again, then decide.")
