"""Files brought in: matched, tried before anything is written, imported once, taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from deskmerit.sources.maps import Choices, read_map, run_import
from deskmerit.web import workspace
from deskmerit.web.bridge import imports as bridge
from deskmerit.web.intake import import_tasks, imports
from deskmerit.web.intake.models import Import
from deskmerit.web.shared.refusal import Refused

TEXT = "考试号,考生,证书名称,考试时间,考核结果\nT1,A001,L1,2026-09-01 10:00,合格\nT2,A001,L2,2026-09-02 10:00,不合格\n"
BROKEN = TEXT + "T3,A001,L3,gestern,合格\nT4,A001,,2026-09-02 10:00,也许\n"
MATCHED = {
    "attempt_id": "考试号",
    "agent_id": "考生",
    "certificate": "证书名称",
    "held_at": "考试时间",
    "passed": "考核结果",
}


@pytest.fixture(autouse=True)
def clean(centre: Path) -> Iterator[None]:
    """The workspace as it was."""
    before = {path: path.read_bytes() for path in centre.iterdir() if path.is_file()}
    yield
    for path in [each for each in centre.iterdir() if each.is_file()]:
        if path not in before:
            path.unlink()
    for path, content in before.items():
        if path.read_bytes() != content:
            path.write_bytes(content)
    for path in (centre / "maps").glob("*.yaml"):
        path.unlink()


def files() -> dict[str, bytes]:
    """The files of the workspace's records."""
    return {path.name: path.read_bytes() for path in workspace.folder().iterdir() if path.is_file()}


def uploaded(world: Any, text: str = TEXT, name: str = "exams-2026-09.csv") -> Import:
    """A file uploaded, matched and tried."""
    with transaction.atomic():
        row = imports.begin(world.hr, [SimpleUploadedFile(name, text.encode("utf-8"))])
    form = {"name": "exams", "source": "academy", "zone": "Asia/Shanghai", "dates": "y/m/d", "table": "certifications",
            "matched": MATCHED, "constants": {}, "over": True}  # fmt: skip
    with transaction.atomic():
        imports.match(world.hr, row, form)
    import_tasks.work.call(row.pk)
    row.refresh_from_db()
    return row


def written(world: Any, row: Import) -> Import:
    """The import made."""
    with transaction.atomic():
        imports.accept(world.hr, row)
    import_tasks.work.call(row.pk)
    row.refresh_from_db()
    return row


def test_headers_suggest_their_columns() -> None:
    assert (
        bridge.suggested("certifications", ["考试编号", "考生", "证书名称", "考试时间", "考核结果"])["held_at"]
        == "考试时间"
    )
    assert bridge.likely_table(["工单号", "创建时间"], imports.TABLES) == "tickets"


def test_nothing_is_written_before_it_is_accepted_and_undo_restores(world) -> None:
    before = files()
    row = uploaded(world)
    assert (row.state, row.rows_in, row.rows_kept, row.rows_left) == ("ready", 2, 2, 0)
    assert files() == before
    written(world, row)
    assert row.state == "done"
    assert set(files()) - set(before) == {"certifications-exams-2026-09.csv"}
    with transaction.atomic():
        imports.undo(world.hr, row)
    assert files() == before


def test_the_same_file_twice_gives_the_same_bytes(world) -> None:
    written(world, uploaded(world))
    once = files()
    again = uploaded(world)
    assert again.changes == []
    written(world, again)
    assert files() == once


def test_the_map_kept_is_the_one_the_command_uses(world, tmp_path) -> None:
    written(world, uploaded(world))
    export = tmp_path / "exams-2026-09.csv"
    export.write_text(TEXT, encoding="utf-8")
    done = run_import([export], str(workspace.folder() / "maps/exams.yaml"), tmp_path / "out", Choices())
    made = next(path for path in done.files if path.name.startswith("certifications"))
    assert made.read_bytes() == files()["certifications-exams-2026-09.csv"]


def test_a_broken_file_tells_all_its_problems_at_once(world) -> None:
    row = uploaded(world, BROKEN)
    assert (row.rows_in, row.rows_kept, row.rows_left) == (4, 2, 2)
    assert sorted(each.where.row for each in imports.left_of(row)) == [4, 5]
    told = world.client(world.auditor).get(reverse("import_left", args=[row.pk])).content.decode("utf-8-sig")
    assert len(told.splitlines()) == 3
    assert "gestern" in told


def test_a_killed_writing_is_begun_again_without_loss(world, monkeypatch) -> None:
    row = uploaded(world)
    with transaction.atomic():
        imports.accept(world.hr, row)
    changes = imports.changes_of(row)
    bridge.made(workspace.folder(), imports.place(row, "stage"), imports.place(row, "before"), changes)
    once = files()  # written, and killed before it was noted down
    Import.objects.update(touched_at=row.begun_at.replace(year=2025))
    assert import_tasks.pick_up() == 1
    import_tasks.work.call(row.pk)
    row.refresh_from_db()
    assert (row.state, files()) == ("done", once)
    assert import_tasks.work.call(row.pk) == "done"


def test_a_file_changed_meanwhile_is_never_written_over(world) -> None:
    row = uploaded(world)
    path = workspace.folder() / row.changes[0]["name"]
    path.write_text("mine", encoding="utf-8")
    with transaction.atomic():
        imports.accept(world.hr, row)
    with pytest.raises(RuntimeError, match="changed since"):
        import_tasks.work.call(row.pk)
    row.refresh_from_db()
    assert (row.state, path.read_text("utf-8")) == ("failed", "mine")


def test_an_import_under_a_later_one_is_taken_back_after_it(world) -> None:
    row = written(world, uploaded(world))
    path = workspace.folder() / row.changes[0]["name"]
    path.write_text("later", encoding="utf-8")
    with pytest.raises(Refused, match="later imports"), transaction.atomic():
        imports.undo(world.hr, row)
    row.refresh_from_db()
    assert row.state == "done"


def test_needed_columns_are_told_together(world) -> None:
    with transaction.atomic():
        row = imports.begin(world.hr, [SimpleUploadedFile("x.csv", TEXT.encode("utf-8"))])
    form = {"name": "x", "source": "", "zone": "Asia/Shanghai", "dates": "y/m/d", "table": "certifications",
            "matched": {"agent_id": "考生"}, "constants": {}}  # fmt: skip
    with pytest.raises(Refused, match=r"certificate.*passed|证书.*通过"), transaction.atomic():
        imports.match(world.hr, row, form)


def test_words_of_a_header_are_never_syntax_of_the_map(world) -> None:
    strange = '考"试: [号], #1\\'
    text = bridge.map_text(
        "m", "certifications", 's"x', "Asia/Shanghai", "y/m/d", {**MATCHED, "attempt_id": strange}, {}
    )
    assert bridge.keep_map(workspace.folder(), "m", text) == "maps/m.yaml"
    found, _issues = read_map(str(workspace.folder() / "maps/m.yaml"))
    assert found is not None
    assert (strange,) in found.headers.values()


def test_only_hr_and_administrators_bring_files_in(world) -> None:
    for user in (world.lead, world.agent, world.auditor):
        with pytest.raises(Refused), transaction.atomic():
            imports.begin(user, [SimpleUploadedFile("x.csv", b"a,b\n1,2\n")])
        assert world.client(user).get(reverse("import_new")).status_code == 404


def test_a_file_goes_through_its_pages(world) -> None:
    client = world.client(world.hr)
    page = client.post(reverse("import_new"), {"sheets": SimpleUploadedFile("exams.csv", TEXT.encode("utf-8"))})
    row = Import.objects.get()
    assert page.url == reverse("import_page", args=[row.pk])
    shown = client.get(page.url)
    assert shown.context["table"] == "certifications"
    form = shown.context["form"]
    given = {name: form[name].value() or "" for name in form.fields if name != "over"} | {"m.attempt_id": "考试号"}
    client.post(page.url, given | {"table": "certifications", "step": "match", "name": "exams"})
    row.refresh_from_db()
    assert (row.state, row.failure) == ("ready", "")
    assert client.get(page.url).status_code == 200
    client.post(reverse("import_act", args=[row.pk, "accept"]))
    client.post(reverse("import_act", args=[row.pk, "undo"]))
    row.refresh_from_db()
    assert row.state == "undone"
    assert world.client(world.auditor).get(reverse("import_list")).status_code == 200
