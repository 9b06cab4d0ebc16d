"""What the web application keeps in `app/records/` is read by the same function as the folder's own files."""

from pathlib import Path

from deskmerit.sources.load import load
from records.desk import balanced, told, write

AGENTS = "agent_id,name,kind\n"
TICKETS = "ticket_id,created_at\n"


def ids(folder: Path, table: str) -> list[str]:
    """The first column of a table as loaded."""
    return [str(each) for each in load(folder).records.tables[table].columns[0].to_pylist()]  # type: ignore[union-attr]  # in memory


def test_the_applications_people_replace_the_folders_and_a_note_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"agents.csv": AGENTS + "a1,王芳,human\na2,李雷,human\n"})
    write(tmp_path, {"app/records/agents.csv": AGENTS + "a2,李雷,human\na3,韩梅,human\n"})
    loaded = load(tmp_path)
    assert ids(tmp_path, "agents") == ["a2", "a3"]
    assert told(loaded.issues) == [("replaced-by-application", "agents.csv", None, "")]
    assert balanced(loaded)


def test_an_emptied_table_of_people_replaces_too(tmp_path: Path) -> None:
    write(tmp_path, {"agents.csv": AGENTS + "a1,王芳,human\n", "app/records/agents.csv": AGENTS})
    assert ids(tmp_path, "agents") == []


def test_other_tables_of_the_application_are_added_and_the_folders_row_stays_under_a_key_held_twice(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"tickets.csv": TICKETS + "T1,2026-09-01T01:00:00Z\n"})
    write(tmp_path, {"app/records/tickets.csv": TICKETS + "T1,2026-09-05T01:00:00Z\nT2,2026-09-02T01:00:00Z\n"})
    loaded = load(tmp_path)
    assert ids(tmp_path, "tickets") == ["T1", "T2"]
    assert told(loaded.issues) == [("key-twice", "app/records/tickets.csv", 2, "ticket_id")]


def test_what_else_lies_in_the_applications_folder_is_no_record(tmp_path: Path) -> None:
    write(
        tmp_path, {"tickets.csv": TICKETS + "T1,2026-09-01T01:00:00Z\n", "app/tickets.csv": TICKETS + "T9,2026-09-01\n"}
    )
    assert ids(tmp_path, "tickets") == ["T1"]
