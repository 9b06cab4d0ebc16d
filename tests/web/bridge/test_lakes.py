"""Of a lake the application looks at its manifest alone; on object storage no page asks for it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deskmerit.chain.figures import KeptFigures
from deskmerit.chain.trends import Trends
from deskmerit.core.award import AwardLine
from deskmerit.core.issue import Issue
from deskmerit.core.period import parse_period
from deskmerit.core.score_groups import Group
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Step
from deskmerit.core.wish import WishLine
from deskmerit.records.store import Records
from deskmerit.sources.load import Loaded, load
from deskmerit.web.bridge import codec, kept, lakes, runs
from deskmerit.web.bridge.evidence import keep_evidence
from deskmerit.web.bridge.runs import CARDS, Run, make_run
from web.bridge.conftest import Centre
from web.lakes import fill, later, newest


@pytest.fixture(scope="module")
def filled(small_centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small centre, its tickets in a lake."""
    folder = Path(shutil.copytree(small_centre.folder, tmp_path_factory.mktemp("filled") / "desk"))
    fill(folder)
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small centre with its lake, larger than a page may read."""
    folder = Path(shutil.copytree(filled, tmp_path / "desk"))
    monkeypatch.setattr(kept, "SMALL", 0)
    monkeypatch.setattr(kept, "_kept", {})
    return folder


def test_of_a_lake_the_number_of_the_manifest_is_seen_and_no_data_file(desk: Path) -> None:
    before = kept.stamp_of(desk)
    assert [name for name, *_ in before if name.startswith("lake")] == ["lake"]
    (desk / "lake" / "events" / "half-written.parquet").write_bytes(b"nothing yet")
    assert kept.stamp_of(desk) == before
    later(desk)
    assert kept.stamp_of(desk) != before


def test_a_lake_in_a_folder_deeper_down_is_no_files_to_walk_through_either(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "data").mkdir()
    (desk / "lake").rename(desk / "data" / "lake")
    (desk / "data" / "notes.txt").write_text("not the lake's", encoding="utf-8")
    (desk / "deskmerit.yaml").open("a", encoding="utf-8").write("\nlake: data/lake\n")
    walked, real = list[str](), os.scandir
    monkeypatch.setattr(os, "scandir", lambda place: walked.append(Path(place).name) or real(place))
    before = kept.stamp_of(desk)
    assert [name for name, *_ in before if name.startswith(("lake", "data"))] == ["data/notes.txt", "lake"]
    assert "lake" not in walked
    later(desk)
    assert kept.stamp_of(desk) != before


def test_after_a_load_a_page_shows_what_was_read_last_and_an_act_reads_anew(desk: Path) -> None:
    first = kept.loaded(desk)
    page = kept.at_hand(desk, "surveys")
    assert page is not None
    assert page.holds
    later(desk)
    page = kept.at_hand(desk, "surveys")
    assert page is not None
    assert not page.holds
    assert kept.exactly(desk, "surveys") is kept.loaded(desk).records.tables
    assert (first.records.manifest, kept.loaded(desk).records.manifest) == (1, 2)


def test_the_manifest_that_figures_stand_on_is_told_with_them(desk: Path, small_centre: Centre) -> None:
    run = make_run(desk, small_centre.plans, parse_period("2026-Q3"), wanted=CARDS)
    assert ("manifest", "1") in run.made_from
    assert lakes.number_of(run.made_from) == run.records.manifest == newest(desk) == 1
    assert lakes.number_of(small_centre.run.made_from) == 0


def test_the_manifest_is_told_where_a_load_came_while_it_was_read(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(folder: Path, *more: object) -> Loaded:
        found = load(folder)
        later(desk)
        return found

    monkeypatch.setattr(kept, "load", overtaken)
    held = kept.Held(desk)
    assert (held.manifest, held.loaded().records.manifest, held.manifest, newest(desk)) == (0, 1, 1, 2)
    assert held.loaded() is held.loaded()


def test_records_of_a_lake_give_the_figures_of_the_files_it_was_filled_from(desk: Path, small_centre: Centre) -> None:
    run = make_run(desk, small_centre.plans, parse_period("2026-Q3"), wanted=CARDS)
    assert [(card.agent_id, card.total, card.grade) for card in run.cards] == [
        (card.agent_id, card.total, card.grade) for card in small_centre.run.cards
    ]


def told(run: Run, room: Path) -> dict[str, str]:
    """All that the application keeps of a run, as it writes it, with the hash of the evidence."""
    kinds = {
        "cards": tuple[Scorecard, ...], "issues": tuple[Issue, ...], "steps": dict[str, tuple[Step, ...]],
        "trends": Trends, "teams": tuple[Group, ...], "awards": tuple[AwardLine, ...], "wishes": tuple[WishLine, ...],
    }  # fmt: skip
    written = {name: codec.dumps(kind, getattr(run, name)) for name, kind in kinds.items()}
    plain = repr([run.period, run.phase, run.as_of, run.data, run.plans, run.made_from, run.leads])
    return {**written, "plain": plain, "evidence": keep_evidence(run, room / "evidence.parquet")}


@pytest.mark.slow  # three runs of every plan; tests/cli tries the same on a small one
def test_a_run_goes_on_from_what_was_kept_and_every_byte_is_that_of_a_run_made_anew(
    desk: Path, small_centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, real = list[KeptFigures | None](), runs.kept_figures
    monkeypatch.setattr(runs, "kept_figures", lambda *said: made.append(real(*said)) or made[-1])
    quarter = parse_period("2026-Q3")
    fill(desk, held=["calls"])  # a large table with files besides is measured whole
    before = told(make_run(desk, small_centre.plans, quarter), tmp_path)
    later(desk)
    again = told(make_run(desk, small_centre.plans, quarter), tmp_path)
    first, second = made
    assert first is not None
    assert second is not None
    assert all(answer.tickets is None for answer in first.answers), "nothing was kept yet"
    assert all(answer.tickets is not None for answer in second.answers), "nothing was measured whole"
    monkeypatch.setattr(runs, "kept_figures", lambda *_: None)
    assert again == told(make_run(desk, small_centre.plans, quarter), tmp_path)
    assert again["cards"] != before["cards"]


@pytest.fixture
def far(desk: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The same lake in a bucket; each question asked of the bucket."""
    asked: list[str] = []
    local = lakes.place(desk)

    def counted(name: str, of: Callable[..., object]) -> Callable[..., object]:
        def ask(_place: object, *more: object) -> object:
            asked.append(name)
            return of(local, *more)

        return ask

    (desk / "deskmerit.yaml").open("a", encoding="utf-8").write("\nlake: s3://bucket/desk\n")
    monkeypatch.setattr(lakes, "newest", counted("newest", lakes.newest))
    monkeypatch.setattr(lakes, "numbered", counted("numbered", lakes.numbered))
    monkeypatch.setattr(kept, "load", lambda *_: Loaded(Records({}), [], {}))
    return asked


def test_no_page_asks_object_storage_and_the_worker_asks_it_once(desk: Path, far: list[str]) -> None:
    assert not kept.few(desk)
    assert kept.at_hand(desk, "tickets") is None
    assert far == []
    kept.loaded(desk)
    assert far.count("numbered") == 1
    far.clear()
    assert kept.at_hand(desk, "tickets") is not None
    assert far == []
    assert kept.at_hand(desk, "tickets", asked=True) is not None
    assert far == ["newest"]
