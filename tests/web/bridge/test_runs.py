"""A run gives what the commands give, keeps what it loaded, and takes rows that stand in no file yet."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from deskmerit.chain.award import award_period
from deskmerit.chain.groups import groups_of
from deskmerit.chain.present import steps_of, trends
from deskmerit.chain.score import Question, score_period
from deskmerit.core.issue import errors
from deskmerit.sources.added import ADDED, with_rows
from deskmerit.sources.load import load
from deskmerit.web.bridge import kept
from deskmerit.web.bridge.codec import dumps, loads
from deskmerit.web.bridge.runs import CARDS, make_run
from deskmerit.web.bridge.tables import write_table
from web.bridge.conftest import QUARTER, Centre

WHEN = datetime(2026, 10, 2, tzinfo=UTC)


def test_a_run_tells_what_the_commands_tell(small_centre: Centre) -> None:
    run, records = small_centre.run, kept.loaded(small_centre.folder).records
    question = Question(small_centre.plans, QUARTER)
    scored = score_period(records, question)
    assert list(run.cards) == list(scored.cards)
    assert run.data == records.fingerprint
    assert {agent: list(steps) for agent, steps in run.steps.items()} == {
        card.agent_id: steps_of(scored, card.agent_id) for card in scored.cards
    }
    assert run.trends == trends(scored, records)
    assert list(run.teams) == groups_of(records, question, "team")
    assert [*run.awards, *run.wishes] == sorted(award_period(records, scored, "", QUARTER.label)[0], key=kind)
    assert errors(run.issues) == []


def kind(line: object) -> bool:
    """Awards before wishes."""
    return type(line).__name__ == "WishLine"


def test_records_are_read_again_only_when_a_file_changes(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text("agent_id,name,kind\na1,王芳,human\n", encoding="utf-8")
    first = kept.loaded(tmp_path)
    assert kept.loaded(tmp_path) is first
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "notes.txt").write_text("no record", encoding="utf-8")
    assert kept.loaded(tmp_path) is first
    row = {"contribution_id": "W1", "agent_id": "a1", "article_id": "K1", "action": "created", "accepted": True}
    write_table(tmp_path, "articles", [{**row, "contributed_at": WHEN}])
    changed = kept.loaded(tmp_path)
    assert changed.counts["articles"].rows_out == 1
    assert kept.loaded(tmp_path) is changed


def test_rows_added_in_memory_count_as_if_they_stood_in_a_file(small_centre: Centre, tmp_path: Path) -> None:
    survey = next(row for row in small_centre.csv("surveys") if row["score"])
    row = {"adjustment_id": "N1", "kind": "exclude", "table": "surveys", "record_id": survey["survey_id"]}
    row |= {"reason": "恶意评价", "decided_by": "HR01"}
    loaded = kept.loaded(small_centre.folder)
    added = with_rows(loaded, {"adjustments": [{**row, "decided_at": WHEN}]}, small_centre.folder)
    folder = tmp_path / "copy"
    shutil.copytree(small_centre.folder, folder)
    write_table(folder, "adjustments", [{**row, "decided_at": WHEN}])
    assert added.records.fingerprint == load(folder).records.fingerprint != loaded.records.fingerprint


def test_a_wrong_row_is_an_issue_and_left_out(small_centre: Centre) -> None:
    there = small_centre.csv("adjustments")[0]["adjustment_id"]
    twice = {"adjustment_id": there, "kind": "exclude", "table": "surveys", "record_id": "?", "reason": "x"}
    bare = {"adjustment_id": "N2", "kind": "exclude", "table": "surveys", "reason": "no record named"}
    rows = [{**each, "decided_by": "HR01", "decided_at": WHEN} for each in (twice, bare)]
    added = with_rows(kept.loaded(small_centre.folder), {"adjustments": rows}, small_centre.folder)
    found = {(issue.code, issue.where.row) for issue in added.issues if issue.where.file == ADDED}
    assert found == {("key-twice", 1), ("needs-one-of", 2)}
    assert added.records.fingerprint == small_centre.run.data


def test_a_run_goes_into_json_and_back_without_losing_a_digit(small_centre: Centre) -> None:
    run = small_centre.run
    hints = type(run).__annotations__
    for name in ("cards", "steps", "trends", "teams", "awards", "wishes", "issues", "plans", "made_from", "period"):
        value = getattr(run, name)
        assert value, name
        text = dumps(hints[name], value)
        assert loads(hints[name], text) == value, name
        assert repr(loads(hints[name], text)) == repr(value) or name in ("steps", "trends", "teams", "issues"), name
        assert dumps(hints[name], loads(hints[name], text)) == text, name


def test_a_preview_run_makes_no_more_than_it_needs(small_centre: Centre) -> None:
    run = make_run(small_centre.folder, small_centre.plans, QUARTER, wanted=CARDS)
    assert run.cards == small_centre.run.cards
    assert (run.steps, run.trends, run.teams, run.awards) == ({}, {}, (), ())
