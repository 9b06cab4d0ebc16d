"""Many records are never read for a page: it finds its rows where they were laid down by whoever read them last."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskmerit.web.bridge import adjust, contacts, kept, mine, typed
from deskmerit.web.bridge.records_read import rows_by, rows_of
from web.bridge.conftest import Centre

SPAN = (datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Large:
    """A workspace that counts as large, and how many times it was read whole."""

    folder: Path
    reads: list[Path]

    def forget(self) -> None:
        """As in a process that has just begun."""
        kept._kept.clear()
        self.reads.clear()


@pytest.fixture
def large(small_centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Large:
    """A copy of the small centre, larger than a page may read."""
    folder = shutil.copytree(small_centre.folder, tmp_path / "centre")
    reads: list[Path] = []
    real = kept.load

    def load(place: Path, *more: object) -> object:
        reads.append(place)
        return real(place, *more)  # type: ignore[arg-type]  # what it was called with

    monkeypatch.setattr(kept, "SMALL", 0)
    monkeypatch.setattr(kept, "_kept", {})
    monkeypatch.setattr(kept, "load", load)
    return Large(folder, reads)


def asked(centre: Centre, folder: Path) -> list[object]:
    """Everything that pages and acts look up, of a few records."""
    tickets = [row["ticket_id"] for row in centre.csv("tickets")[:40:10]]
    survey = centre.csv("surveys")[3]["survey_id"]
    agent = centre.csv("qa_reviews")[0]["agent_id"]
    day = centre.csv("attendance")[0]
    window = {"table": "tickets", "record_id": "", "from_at": SPAN[0], "to_at": SPAN[1], "filter": "channel=chat"}
    return [
        *(contacts.told_exactly(folder, "ticket", each) for each in tickets),
        contacts.told_exactly(folder, "call", "nowhere"),
        contacts.contacts(folder, *SPAN),
        adjust.facts(folder, "surveys", [survey]),
        adjust.facts(folder, "feedback", [centre.csv("feedback")[0]["feedback_id"]]),
        adjust.named(folder, {**window, "record_id": tickets[0]}, "Asia/Shanghai"),
        adjust.named(folder, window, "Asia/Shanghai"),
        rows_of(folder, "qa_reviews", agent, "reviewed_at", *SPAN),
        rows_by(folder, "events", "ticket_id", tickets),
        typed.standing(folder, "attendance", [day, {**day, "date": "1999-01-01"}]),
        {name: sorted(map(str, rows)) for name, rows in mine.records_of(folder, agent).items()},
    ]


def test_rows_laid_down_are_those_that_the_files_give(large: Large, small_centre: Centre) -> None:
    kept.loaded(large.folder)
    read = asked(small_centre, large.folder)
    large.forget()
    assert asked(small_centre, large.folder) == read
    assert large.reads == []
    told, gone = read[0], read[4]
    assert isinstance(told, contacts.Told)
    assert told.row
    assert len(told.events) > 1
    assert gone == contacts.Told({}, ())
    assert all(read[index] for index in (5, 6, 8, 9, 10, 11, 13))
    assert read[12] == {0}


def test_before_anybody_read_them_a_page_is_told_so_and_an_act_reads_them(large: Large, small_centre: Centre) -> None:
    ticket = small_centre.csv("tickets")[0]["ticket_id"]
    assert contacts.told(large.folder, "ticket", ticket) == contacts.Told({}, (), holds=False)
    assert adjust.facts_at_hand(large.folder, "tickets", [ticket]) is None
    assert large.reads == []
    assert contacts.told_exactly(large.folder, "ticket", ticket).row
    assert len(large.reads) == 1


@pytest.mark.parametrize(
    ("changed", "holds"),
    [
        ("surveys.csv", False),
        ("app/records/qa_reviews.csv", True),
        ("app/records/adjustments.csv", False),
        ("app/records/identities.csv", False),
        ("app/runs/1.parquet", True),
    ],
)
def test_after_a_change_a_page_shows_what_was_read_last_and_an_act_reads_anew_what_it_needs(
    large: Large, small_centre: Centre, changed: str, holds: bool
) -> None:
    ticket = small_centre.csv("tickets")[0]["ticket_id"]
    kept.loaded(large.folder)
    large.forget()
    file = large.folder / changed
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(file.read_bytes() + b"\n" if file.exists() else b"")
    found = contacts.told(large.folder, "ticket", ticket)
    assert found.row["ticket_id"] == ticket
    assert found.holds is holds
    assert large.reads == []
    contacts.told_exactly(large.folder, "ticket", ticket)
    assert len(large.reads) == (not holds)


def test_of_what_was_laid_down_the_last_two_stay_and_nothing_half_done(large: Large) -> None:
    for n in range(3):
        large.folder.joinpath("deskmerit.yaml").write_text(f"organisation: n{n}\n", encoding="utf-8")
        kept.loaded(large.folder)
    there = sorted(path.name for path in (large.folder / ".deskmerit").iterdir())
    assert len([name for name in there if name.startswith("read-")]) == 2
    assert [name for name in there if name.startswith(".")] == []


def test_what_was_laid_down_and_thrown_away_is_laid_down_again(large: Large) -> None:
    kept.loaded(large.folder)
    shutil.rmtree(large.folder / ".deskmerit")
    kept.loaded(large.folder)
    assert len(large.reads) == 1
    kept._kept.clear()
    assert kept.at_hand(large.folder, "tickets") is not None


def test_few_records_are_read_at_once_and_nothing_is_laid_down(
    small_centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_centre: Callable[[Path, int], Path]
) -> None:
    monkeypatch.setattr(kept, "_kept", {})
    folder = make_centre(tmp_path / "few", 3)
    found = kept.at_hand(folder, "tickets")
    assert found is not None
    assert found.holds
    assert not (folder / ".deskmerit" / "read.json").exists()
