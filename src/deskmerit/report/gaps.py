"""Our figures beside a helpdesk's own, as a table, and in a sentence for each metric."""

from collections.abc import Sequence
from dataclasses import dataclass

from deskmerit.core.number import divide_half_up
from deskmerit.report.table import Cell, Table

GAPS = ("metric", "ticket_id", "ours", "theirs", "difference", "why", "record")

EQUAL, DIFFERS, THEY_COUNT, ONLY_OURS, ONLY_THEIRS = "equal", "differs", "they_count", "only_ours", "only_theirs"


@dataclass(frozen=True, slots=True)
class Pair:
    """A ticket's figure in seconds, ours and the helpdesk's; None is none.

    `why`: `equal`, `they_count` (the helpdesk counts up to `record`, another event), `only_ours`, `only_theirs`, the
    reason for which the case is left out here, or `differs`.
    """

    metric: str
    ticket: str
    ours: int | None
    theirs: int | None
    why: str
    record: str = ""


def gap_table(pairs: Sequence[Pair], lang: str = "en") -> Table:
    """A ticket and metric per row, in seconds; `difference` is ours less theirs."""
    title = "与客服系统的对照" if lang == "zh" else "Beside the helpdesk's own figures"
    rows: list[tuple[Cell, ...]] = [
        (
            pair.metric,
            pair.ticket,
            pair.ours,
            pair.theirs,
            None if pair.ours is None or pair.theirs is None else pair.ours - pair.theirs,
            pair.why,
            pair.record,
        )
        for pair in pairs
    ]
    return Table(title, GAPS, rows, lang)


def gap_lines(pairs: Sequence[Pair], lang: str = "en") -> list[str]:
    """For each metric: means of the tickets that both have, how many agree, and who has what alone."""
    found = []
    for metric in dict.fromkeys(pair.metric for pair in pairs):
        mine = [pair for pair in pairs if pair.metric == metric]
        both = [(pair.ours, pair.theirs) for pair in mine if pair.ours is not None and pair.theirs is not None]
        ours, theirs = (_mean([pair[side] for pair in both]) for side in (0, 1))
        equal = sum(pair.why == EQUAL for pair in mine)
        alone = [sum(pair.theirs is None for pair in mine), sum(pair.ours is None for pair in mine)]
        if lang == "zh":
            found.append(
                f"{metric}：共有 {len(both):,} 张工单，平均 {ours} 秒（本系统）与 {theirs} 秒（客服系统），"
                f"其中 {equal:,} 张一致；仅本系统有 {alone[0]:,} 张，仅客服系统有 {alone[1]:,} 张。"
            )
        else:
            found.append(
                f"{metric}: {len(both):,} tickets in both, mean {ours} s here and {theirs} s there, {equal:,} equal;"
                f" {alone[0]:,} only here, {alone[1]:,} only there."
            )
    return found


def _mean(seconds: Sequence[int]) -> str:
    return f"{divide_half_up(sum(seconds), len(seconds), 0):f}" if seconds else "–"
