"""Everything kept about somebody as a ZIP, and nobody else in it: other people appear as what they did alone."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from deskmerit.report.values import harmless
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import drafts
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.bridge.mine import records_of
from deskmerit.web.org.models import Login, Person, Team
from deskmerit.web.scorecards.models import Card, Restatement
from deskmerit.web.shared import mask
from deskmerit.web.shared.organisation import settings_of

CONCERNED = ("person", "concerns", "user", "deputy")
"""The columns that say whom a row is about; other people in it are those who acted."""
HANDED_ON = ("audit.event.actor",)
"""Columns of acts that are told to whoever did them."""
SKIPPED = {
    # app or app.model: why its rows are not handed out
    "feedback": "360° ratings are confidential: who rated whom and when is told to nobody",
    "quality.task": "contacts drawn for review are told by the review itself",
    "mfa": "the secrets of one's authenticators are no data about a person",
    "sessions": "the browser's session cookies",
    "contenttypes": "no data about people",
    "auth": "no data about people",
    "django_tasks_database": "work of the application",
}
UNTOLD = {
    # app.model: rows that a person is told later, when they are decided
    "quality.check": Q(state__in=("draft", "awaiting_confirmation")),
    "scorecards.card": Q(run__kind="measured")  # told by the published copy, as the panel decided
    | (Q(run__kind="restated") & ~Q(pk__in=Restatement.objects.filter(state="told").values("after"))),
    "scorecards.restatement": ~Q(state="told"),
    "cycles.shift": ~Q(state="in_force", cycle__state__in=("published", "settled")),
    "awards.runline": ~Q(run__state__in=("locked", "paid")),
    "audit.event": Q(verb__startswith="shift.") | Q(verb__startswith="restatement."),
}
HIDDEN = {
    "password",
    "digest",
    "token",
    "token_secret",
    "session_key",
    "key",
    "before_hash",
    "hash",
    "file",
    "card",
    "failure",
}
FIRST, OTHER = "me", "another person"
README = """这份文件包含 Deskmerit 中与您有关的全部数据，不含他人的姓名、工号与邮箱：他人仅以其角色出现。
database/：应用中的数据；records/：工单等记录。每张表有 CSV 与 JSON 两种格式。
360度评价按约定保密，不在其中；其结果见评估表。附件文件可在各自页面下载。

Everything about you in Deskmerit, and nobody else's name, number or e-mail: others appear as what they did.
database/: what the application keeps; records/: tickets and other records. Each table as CSV and JSON.
360° ratings are confidential and not in it; their result stands on the scorecard. Attached files: on their pages.
"""


def export(user: User) -> bytes:
    """The ZIP. Times are UTC; texts that name others say `another person` in their place."""
    hide, out = _others(user.person), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        for name, rows in _tables(user):
            _write(archive, name, [{key: _clean(value, hide) for key, value in row.items()} for row in rows])
    return out.getvalue()


def _tables(user: User) -> Iterator[tuple[str, Sequence[dict[str, Any]]]]:
    for model in apps.get_models():
        condition = about(model, user)
        if condition is not None:
            untold = UNTOLD.get(model._meta.label_lower, Q(pk__in=[]))
            found = model._default_manager.filter(condition).exclude(untold).distinct().order_by("pk")
            yield f"database/{model._meta.label_lower}", [_row(each, user) for each in found]
    if user.person is not None:
        for table, rows in records_of(workspace.folder(), user.person.agent_id).items():
            yield f"records/{table}", [{key: _said(key, value) for key, value in row.items()} for row in rows]


def _said(column: str, value: Any) -> Any:
    """Customers' words, without their numbers and addresses."""
    return mask.inside(value) if column in ("comment", "subject") and isinstance(value, str) else value


def about(model: type[models.Model], user: User) -> Q | None:
    """The rows of a table that concern somebody; None where it is about nobody."""
    label = model._meta.label_lower
    if label in SKIPPED or model._meta.app_label in SKIPPED:
        return None
    if model in (User, Person):
        own: models.Model | None = user if model is User else user.person
        return Q(pk__in=[own.pk]) if own else None
    found: Q | None = None
    for path in [*paths(model), *(name.rsplit(".", 1)[1] for name in HANDED_ON if name.startswith(f"{label}."))]:
        target = user if _target(model, path) is User else user.person
        if target is not None:
            found = (found or Q(pk__in=[])) | Q(**{path: target})
    return found


def paths(model: type[models.Model], depth: int = 2) -> list[str]:
    """How a table's rows lead to whom they concern: `person`, `result__person` …

    Only through columns that must be filled: what a row merely mentions does not make it somebody's.
    """
    found = []
    for field in model._meta.fields:
        remote = field.related_model
        if not isinstance(field, models.ForeignKey) or not isinstance(remote, type):
            continue
        if remote in (Person, User):
            if field.name in CONCERNED:
                found.append(field.name)
        elif depth and not field.null and remote is not model:
            found += [f"{field.name}__{path}" for path in paths(remote, depth - 1)]
    return found


def _target(model: type[models.Model], path: str) -> Any:
    found: Any = model
    for name in path.split("__"):
        found = found._meta.get_field(name).related_model
    return found


def _row(row: models.Model, user: User) -> dict[str, Any]:
    told, withheld = dict[str, Any](), _withheld(row)
    for field in row._meta.concrete_fields:
        if field.name in HIDDEN | withheld:
            continue
        value = getattr(row, field.attname)
        if withheld and isinstance(value, dict):
            value = {key: each for key, each in value.items() if key not in withheld}
        remote = field.related_model
        if value is not None and remote in (Person, User):
            own = user.pk if remote is User else user.person_id
            value = FIRST if value == own else f"{OTHER} ({field.name})"
        elif value is not None and remote is Team:
            value = str(getattr(row, field.name))
        told[field.name] = value
    return told | drafts.own(row, user.person.agent_id) if isinstance(row, Appeal) and user.person else told


def _withheld(row: models.Model) -> set[str]:
    """The coaching list stands in no personal file; a rank only where the organisation shows it."""
    if not isinstance(row, Card):
        return set()
    return {"watch"} if settings_of().show_rank else {"watch", "rank"}


def _others(person: Person | None) -> re.Pattern[str]:
    """Finds everybody else's names, numbers, addresses and logins in a text."""
    named = set[str]()
    for other in Person.objects.exclude(pk__in=[person.pk] if person else []):
        named |= {other.name, other.employee_no, other.email, other.agent_id}
    named |= set(Login.objects.exclude(person=person).values_list("login", flat=True))
    if person:
        named -= {person.name, person.employee_no, person.email, person.agent_id}
    words = sorted((each for each in named if len(each) > 1), key=len, reverse=True)
    if not words:
        return re.compile(r"(?!)")
    return re.compile("|".join(_bounded(each) for each in words))


def _bounded(word: str) -> str:
    """Within Chinese text a name has no edges; elsewhere it is a word of its own."""
    found = re.escape(word)
    edges = (r"(?<![A-Za-z0-9])" if word[0].isascii() else "", r"(?![A-Za-z0-9])" if word[-1].isascii() else "")
    return f"{edges[0]}{found}{edges[1]}"


def _clean(value: Any, hide: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return hide.sub(OTHER, value)
    if isinstance(value, dict):
        return {_clean(key, hide): _clean(each, hide) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each, hide) for each in value]
    return value


def _write(archive: zipfile.ZipFile, name: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    if not rows:
        return
    archive.writestr(f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    told, columns = io.StringIO(), list(rows[0])
    writer = csv.writer(told, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(each)) for each in columns])
    archive.writestr(f"{name}.csv", "\ufeff" + told.getvalue())


def _cell(value: Any) -> str:
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, default=str)
    return "" if value is None else harmless(str(value))
