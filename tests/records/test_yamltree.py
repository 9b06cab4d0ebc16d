"""YAML files: texts stay as written, and what could harm or mislead is reported with its line."""

from pathlib import Path

from deskmerit.records.yamltree import MAX_DEPTH, Map, Scalar, Seq, parse, plain, read


def codes(text: str) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.where.line) for issue in parse(text, "f.yaml")[1]]


def test_times_numbers_dates_and_no_stay_the_text_that_was_written() -> None:
    tree, issues = parse("a: 09:00\nb: 1.10\nc: 2026-07-01\nd: no\ne: 007\nf: 1e3\n", "f.yaml")
    assert plain(tree) == {"a": "09:00", "b": "1.10", "c": "2026-07-01", "d": "no", "e": "007", "f": "1e3"}
    assert issues == []


def test_nodes_know_their_lines() -> None:
    tree, _ = parse("# note\na:\n  - x\n  - {b: y}\n", "f.yaml")
    assert isinstance(tree, Map)
    listed = tree.get("a")
    assert isinstance(listed, Seq)
    assert (tree.line_of("a"), [item.line for item in listed]) == (2, [3, 4])


def test_only_an_unquoted_null_is_nothing() -> None:
    assert plain(parse("[~, '~', null, 'null', '']", "f")[0]) == [None, "~", None, "null", ""]


def test_an_empty_file_is_no_tree_and_no_issue() -> None:
    assert [parse(text, "f") for text in ("", "# only a note\n", "---\n", "~")] == [(None, [])] * 4


def test_a_bomb_of_aliases_is_refused_without_unfolding_it() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    found = codes("\n".join(lines))
    assert ("yaml-alias", 1) in found
    assert len(found) == 30 + 29 * 9


def test_a_lone_anchor_is_refused_and_its_value_kept() -> None:
    tree, issues = parse("a: &x 1", "f")
    assert (plain(tree), [issue.code for issue in issues]) == ({"a": "1"}, ["yaml-alias"])


def test_tags_are_refused() -> None:
    assert codes("a: !!python/object/apply:os.system [ls]") == [("yaml-tag", 1)]


def test_a_second_value_for_a_key_is_reported_and_the_first_stands() -> None:
    tree, issues = parse("a: 1\nb:\n  c: 2\n  c: 3\n", "f.yaml")
    assert plain(tree) == {"a": "1", "b": {"c": "2"}}
    assert str(issues[0].where) == "f.yaml:4 b.c"


def test_depth_is_limited() -> None:
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert codes("[" * 50_000) == [("yaml-too-deep", 1)]


def test_size_is_limited() -> None:
    assert codes("a: " + "x" * 1_000_000) == [("yaml-too-large", None)]


def test_syntax_errors_name_the_line() -> None:
    assert codes("a: 1\nb: [1, 2\nc: 3\n") == [("yaml-syntax", 3)]
    assert codes("a:\n\t- b\n") == [("yaml-syntax", 2)]
    assert codes("a: 1\nb: \x07\n") == [("yaml-bad-character", 2)]
    assert parse("\ufeffa: \x07", "f")[1][0].params["character"] == "U+0007"


def test_a_list_as_a_key_is_reported() -> None:
    assert codes("[a, b]: 1") == [("yaml-key-not-text", 1)]


def test_a_second_document_is_reported() -> None:
    assert codes("a: 1\n---\nb: 2\n") == [("yaml-many-documents", 3)]


def test_files_in_utf8_with_bom_and_in_gb18030_read_alike(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        (tmp_path / "f.yaml").write_text("名称: 客服中心\n", encoding=encoding)
        assert plain(read(tmp_path / "f.yaml")[0]) == {"名称": "客服中心"}


def test_a_file_in_another_encoding_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"a: \xff\xfe\xff")
    tree, issues = read(tmp_path / "f.yaml")
    assert (tree, issues[0].code, issues[0].where.file) == (None, "yaml-encoding", "f.yaml")


def test_quotes_are_remembered() -> None:
    tree, _ = parse("'12'", "f")
    assert isinstance(tree, Scalar)
    assert (tree.text, tree.plain) == ("12", False)
