"""A process that dies while it publishes or measures leaves nothing half done."""

from pathlib import Path

from django.db import transaction

from deskmerit.web.cycles import actions, tasks
from deskmerit.web.cycles.models import Cycle, Run
from web.crashing import MANY, survives


@MANY
def test_publishing_that_dies_publishes_nothing_and_then_everything_once(in_review, most) -> None:
    for user in (in_review.hr, in_review.lead, in_review.business):
        with transaction.atomic():
            actions.sign(user, in_review.cycle)

    def publish() -> None:
        with transaction.atomic():
            actions.publish_cycle(in_review.hr, Cycle.objects.get())

    survives(publish, most)


@MANY
def test_a_run_that_dies_keeps_no_card_and_is_made_once(world, measured, monkeypatch, tmp_path: Path, most) -> None:
    monkeypatch.setattr(tasks.runs, "make_run", lambda *args, **more: measured)
    monkeypatch.setattr(tasks, "write_all", lambda: None)
    monkeypatch.setattr(tasks, "evidence_file", lambda name: str(tmp_path / "runs" / name))

    def kept(run: object, file: Path) -> str:
        file.write_bytes(b"rows")  # stays when the transaction is lost; the next run writes it anew
        return "0" * 64

    monkeypatch.setattr(tasks.evidence, "keep_evidence", kept)
    with transaction.atomic():
        run = actions.ask_run(world.hr, world.cycle, Run.Kind.RUNNING)
    survives(lambda: tasks.make_run.call(run.pk), most, stays={"cycles_run"})
    assert [each.name for each in (tmp_path / "runs").iterdir()] == [f"{run.pk}-{'0' * 12}.parquet"]


def test_a_run_that_another_worker_finished_meanwhile_keeps_what_that_one_kept(world, measured, monkeypatch) -> None:
    """A slow worker whose run was taken up by another finds it done: cards in use are not written anew."""
    monkeypatch.setattr(tasks, "write_all", lambda: None)
    monkeypatch.setattr(tasks, "keep_evidence", lambda run, found: ("slow.parquet", "0" * 64))
    with transaction.atomic():
        run = actions.ask_run(world.hr, world.cycle, Run.Kind.RUNNING)

    def slowly(*args: object, **more: object) -> object:
        Run.objects.filter(pk=run.pk).update(state="done", evidence="fast.parquet")
        return measured

    monkeypatch.setattr(tasks.runs, "make_run", slowly)
    tasks.make_run.call(run.pk)
    run.refresh_from_db()
    assert (run.state, run.evidence, run.cards.count()) == ("done", "fast.parquet", 0)
