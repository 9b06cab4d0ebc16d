"""The records behind a line (semantics §9): the same rows on the screen, in the file and in the interface."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from deskmerit.report.behind import Behind, Row, behind
from deskmerit.web.bridge.evidence import CONFIDENTIAL, digest, read_evidence
from deskmerit.web.cycles.models import Run
from deskmerit.web.cycles.tasks import evidence_file
from deskmerit.web.scorecards.models import Card
from deskmerit.web.scorecards.sheet import Line, Sheet

LOW = {
    "satisfaction": lambda numerator: numerator <= 2_000_000,  # 2 of 5, in millionths
    "satisfaction_rate": lambda numerator: numerator == 0,
    "dissatisfaction_rate": lambda numerator: numerator == 1,
}
"""Which ratings count as low; while a period is open they show without the customer."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it is shown. `ref` names it for a flag, also where it is veiled."""

    record: str
    started: str
    completed: str
    figure: str
    why: str
    counted: bool
    ref: str

    @property
    def left_out(self) -> str:
        """Why it doesn't count, "" where it does."""
        return "" if self.counted else self.why


def behind_line(sheet: Sheet, line: Line) -> tuple[Behind, list[Shown]]:
    """The records of a line: how many count, how many don't, what they sum to, and each of them."""
    cases = _cases(sheet.card, line)
    found = behind(cases, line.line, sheet.context.lang, sheet.context.zone, line.indicator)
    ordered = [*(case for case in cases if case["included"]), *(case for case in cases if not case["included"])]
    veil = sheet.card.run.kind in (Run.Kind.RUNNING, Run.Kind.MEASURED)
    rows = [
        _shown(row, case, veil and is_low(line.line.metric, case))
        for row, case in zip(found.rows, ordered if found.rows else (), strict=True)
    ]
    return found, rows


def is_low(metric: str, case: Mapping[str, Any]) -> bool:
    """Whether a record is a low rating by a customer."""
    low = LOW.get(metric)
    return low is not None and case["numerator"] is not None and low(int(case["numerator"]))


def veiled(record: str) -> str:
    """A name for a record that doesn't tell which one it is."""
    return "~" + hmac.new(settings.SECRET_KEY.encode(), record.encode(), hashlib.sha256).hexdigest()[:20]


def altered() -> list[Run]:
    """The runs whose evidence is another than the one they were kept with; one deleted after its time is none."""
    kept = Run.objects.exclude(evidence_sha="").order_by("evidence", "pk").select_related("cycle")
    by_name = {run.evidence: run for run in kept}
    files = {name: Path(evidence_file(name)) for name in by_name}
    return [run for name, run in by_name.items() if files[name].is_file() and digest(files[name]) != run.evidence_sha]


def _cases(card: Card, line: Line) -> Sequence[dict[str, Any]]:
    if line.line.metric == CONFIDENTIAL or not card.run.evidence:
        return []
    file = Path(evidence_file(card.run.evidence))
    if not file.is_file():
        return []
    return [dict(case) for case in read_evidence(file, card.person.agent_id, line.line.id, line.place)]


def _shown(row: Row, case: dict[str, Any], veil: bool) -> Shown:
    record = str(case["record_id"] or "")
    if not veil:
        return Shown(row.record, row.started, row.completed, row.figure, row.why, row.counted, record)
    return Shown("", "", row.completed[:10], row.figure, row.why, row.counted, veiled(record))
