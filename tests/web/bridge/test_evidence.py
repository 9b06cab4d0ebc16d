"""The kept evidence is what the chain tells, record for record; of 360° ratings nothing is kept."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deskmerit.chain.evidence import MOVED, Evidence
from deskmerit.chain.score import Scored
from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.scorecard import Scorecard
from deskmerit.report.rows import lines
from deskmerit.web.bridge.evidence import digest, holds, keep_evidence, list_records, read_evidence
from deskmerit.web.bridge.runs import CARDS, Run, make_run
from web.bridge.conftest import QUARTER, Centre, small_plan


@pytest.fixture(scope="module")
def corrected(small_centre: Centre) -> Run:
    """A run in which tickets of several people are credited to a colleague, and surveys are excluded."""
    when = {"decided_by": "HR01", "decided_at": datetime(2026, 10, 2, tzinfo=UTC), "reason": "登录错误"}
    tickets = [row["ticket_id"] for row in small_centre.csv("tickets")][-200::20]
    surveys = [row["survey_id"] for row in small_centre.csv("surveys")][-40::8]
    to = {"kind": "reattribute", "table": "tickets", "new": "A007"} | when
    out = {"kind": "exclude", "table": "surveys"} | when
    rows = [{"adjustment_id": f"M{each}", "record_id": each} | to for each in tickets]
    rows += [{"adjustment_id": f"E{each}", "record_id": each} | out for each in surveys]
    return make_run(small_centre.folder, (small_plan(rated=True),), QUARTER, extra={"adjustments": rows}, wanted=CARDS)


@pytest.fixture(scope="module")
def file(corrected: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The evidence of that run."""
    path = tmp_path_factory.mktemp("kept") / "evidence.parquet"
    assert keep_evidence(corrected, path) == digest(path)
    return path


def test_kept_evidence_is_what_the_chain_tells(corrected: Run, file: Path) -> None:
    asked = [(card, *each) for card in corrected.cards for each in lines(card)]
    specs = {
        (card.agent_id, place, line.id): spec_of(corrected.scored, card, place, line.id) for card, place, line in asked
    }
    evidence = Evidence(corrected.records, corrected.scored, list(dict.fromkeys(specs.values())))
    moved = told = 0
    for (agent, place, indicator), spec in specs.items():
        found = read_evidence(file, agent, indicator, place)
        if spec.metric == "peer_rating":
            assert found == []
            continue
        expected = evidence.of(spec, agent, place)
        assert found == expected, (agent, indicator)
        told += len(found)
        moved += sum(case["reason"] == MOVED for case in found)
    assert told > 500
    assert moved > 2


def spec_of(scored: Scored, card: Scorecard, place: Place, indicator: str) -> MeasureSpec:
    """The measure behind a line."""
    part = next((part for part in card.parts if part.place == place), None)
    plan = scored.plans[part.plan if part else card.plan]
    every = (*plan.indicators(), *plan.bonus, *plan.annual.indicators)
    return next(each.spec for each in every if each.id == indicator)


def test_no_360_rating_is_kept_and_the_same_run_gives_the_same_file(
    corrected: Run, small_centre: Centre, file: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.parquet"
    assert keep_evidence(corrected, again) == digest(file)
    assert again.read_bytes() == file.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["again.parquet"]
    assert any(line.metric == "peer_rating" for card in corrected.cards for line in card.indicators())
    table = pq.read_table(file)
    assert "peer_rating" not in table["metric"].to_pylist()
    secret = {row["feedback_id"] for row in small_centre.csv("feedback")}
    assert secret
    assert not secret & set(table["record_id"].to_pylist())


def test_whether_a_record_stands_behind_a_figure_is_found_in_a_list_that_follows_its_file(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "1.parquet"
    copy.write_bytes(file.read_bytes())
    record = pq.read_table(copy)["record_id"][40].as_py()
    asked = [[record, "nothing"], ["nothing"], []]
    before = [holds(copy, each) for each in asked]
    assert before == [True, False, False]
    assert (list_records(copy), list_records(copy)) == (True, False)
    monkeypatch.setattr(pq, "read_table", _only_hidden(pq.read_table))
    assert [holds(copy, each) for each in asked] == before
    monkeypatch.undo()
    pq.write_table(pq.read_table(copy).slice(0, 0), copy)
    os.utime(copy, ns=(0, copy.stat().st_mtime_ns + 10**9))
    assert not holds(copy, [record])
    assert not holds(tmp_path / "gone.parquet", [record])
    assert not list_records(tmp_path / "gone.parquet")


def _only_hidden(real: Callable[..., pa.Table]) -> Callable[..., pa.Table]:
    def read(path: Path, **more: object) -> pa.Table:
        assert path.name.startswith("."), "the evidence itself is not read"
        return real(path, **more)

    return read
