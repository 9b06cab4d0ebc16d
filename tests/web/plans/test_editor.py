"""The form over the plan file: it loses nothing, says findings beside their field, adds, moves and removes."""

from typing import Any

import pytest

from deskmerit.web.bridge import plans as bridge
from deskmerit.web.plans.editing import Editor, editor_of
from deskmerit.web.plans.editor.moves import moved
from deskmerit.web.plans.editor.parts import View, nested
from deskmerit.web.plans.editor.plan import taken
from deskmerit.web.plans.editor.weights import columns_of

SHIPPED = list(bridge.shipped())


def tree_of(name: str = "template") -> dict[str, Any]:
    """The tree of a shipped plan's text."""
    return bridge.tree_of(bridge.written(bridge.shipped()[name]))[0]


def sent(editor: Editor) -> dict[str, str]:
    """What a browser sends when nothing was changed."""
    found: dict[str, str] = {}
    for section in editor.sections:
        _fields(section, found)
    for column in editor.columns:
        for cell in [*column.cells, *([column.key] if column.key else [])]:
            found[cell.name] = cell.value
        if column.rest:
            found[f"{column.name}._rest"] = column.rest
        if column.slot in ("monthly", "quarterly", "yearly"):
            found[f"sets.{column.slot}"] = "on"
    return found


def _fields(view: View, found: dict[str, str]) -> None:
    if view.kind in ("text", "number", "long", "date", "id", "choice", "refresh", "rest"):
        found[view.name] = view.value
    elif view.kind == "check" and view.value:
        found[view.name] = "on"
    elif view.kind == "checks":
        found[f"{view.name}._"] = "1"
    for child in view.children:
        _fields(child, found)


def again(tree: dict[str, Any], **changed: str) -> dict[str, Any]:
    """The tree after it went through the form, some fields changed."""
    names = {key.replace("__", "."): value for key, value in changed.items()}
    return taken(nested(sent(editor_of(tree)) | names), tree)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_plan_through_the_form_means_the_same(name: str) -> None:
    plan, _issues = bridge.read(bridge.text_of(again(tree_of(name))))
    assert plan is not None
    assert plan.fingerprint == bridge.shipped()[name].fingerprint


def test_what_the_form_does_not_know_is_carried_along() -> None:
    tree = tree_of()
    tree["colour"] = "teal"
    tree["scoring"]["mood"] = ["calm"]
    tree["dimensions"][0]["indicators"][0]["target"] = {"at_most": "30", "at_least": "3"}
    back = again(tree)
    assert back["colour"] == "teal"
    assert back["scoring"]["mood"] == ["calm"]
    assert back["dimensions"][0]["indicators"][0]["target"] == {"at_most": "30", "at_least": "3"}


def test_a_changed_target_and_weight_stand_in_the_text() -> None:
    changed = {"dimensions.0.indicators.0.target.low": "25", "w.base.0.0": "20", "w.phase0.0.0": "14"}
    tree = taken(nested(sent(editor_of(tree_of())) | changed), tree_of())
    first = tree["dimensions"][0]["indicators"][0]
    assert first["target"] == {"at_most": "25"}
    assert first["weight"] == "20"
    assert tree["phases"]["satisfaction"]["first_response"] == "14"


def test_what_is_no_number_stays_as_it_was_typed() -> None:
    changed = {"w.base.0.0": "fifteen", "grades.1.from": "8o"}
    tree = taken(nested(sent(editor_of(tree_of())) | changed), tree_of())
    editor = editor_of(bridge.tree_of(bridge.text_of(tree))[0])
    assert editor.columns[0].cells[0].value == "fifteen"
    assert _at(editor, "w.base.0.0").findings[0].code == "plan-not-a-number"
    assert _at(editor, "grades.1.from").findings[0].code == "plan-not-a-number"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"w.phase1.0.0": "25"}, "phases.1", "weights-not-100"),
        ({"w.base.0.0": "20"}, "dimensions", "weights-not-100"),
        ({"dimensions.0.indicators.0.rule.points": "x"}, "dimensions.0.indicators.0.rule.points", "plan-not-a-number"),
        ({"dimensions.0.indicators.2.params.days": "q"}, "dimensions.0.indicators.2.params.days", "plan-not-a-number"),
        ({"vetoes.0.when.bound.low": "z"}, "vetoes.0.when", "plan-not-a-number"),
        ({"awards.0.coefficients": "S: y, not_rated: 1"}, "awards.0.coefficients", "plan-not-a-number"),
        ({"grades.1.from": "95"}, "grades.1.from", "grade-order"),
        ({"effective.from": "soon"}, "effective.from", "plan-not-a-date"),
        ({"dimensions.0.indicators.0.guards": "nobody"}, "dimensions.0.indicators.0.guards", "plan-unknown-indicator"),
        ({"dimensions.1.indicators.0.metric": "happiness"}, "dimensions.1.indicators.0.metric", "plan-unknown-metric"),
    ],
)
def test_a_finding_stands_beside_its_field(change: dict[str, str], field: str, code: str) -> None:
    tree = taken(nested(sent(editor_of(tree_of())) | change), tree_of())
    editor = editor_of(tree)
    beside = [each.code for column in editor.columns if column.slot == field for each in column.findings]
    assert code in [*beside, *(each.code for each in _at(editor, field).findings)]


def _at(editor: Editor, name: str) -> View:
    return next((view for view in editor.slots() if view.name == name), View(name, "", ""))


def test_the_running_sum_counts_every_set() -> None:
    changed = {"w.base.0.0": "20", "w.phase1.0.1": "9"}
    tree = taken(nested(sent(editor_of(tree_of())) | changed), tree_of())
    assert [(column.sum, column.fine) for column in columns_of(tree)] == [("105", False), ("100", True), ("99", False)]


def test_weights_follow_an_indicator_that_moves() -> None:
    tree = tree_of()
    weights = dict(tree["phases"]["efficiency"])
    assert moved(tree, "down:dimensions.0.indicators.0") == "dimensions.0.indicators.1"
    back = again(tree)
    assert [each["id"] for each in back["dimensions"][0]["indicators"]] == ["timeliness", "first_response", "reopened"]
    assert back["phases"]["efficiency"] == weights


def test_a_new_indicator_is_named_by_its_metric() -> None:
    tree = tree_of()
    assert moved(tree, "add:dimensions.0.indicators") == "dimensions.0.indicators.3"
    back = again(tree, dimensions__0__indicators__3__metric="satisfaction")
    assert back["dimensions"][0]["indicators"][3]["id"] == "satisfaction-2"


@pytest.mark.parametrize("what", ["dimensions", "bonus", "grades", "vetoes", "awards", "goals", "duties", "notes"])
def test_a_row_is_added_and_removed(what: str) -> None:
    tree = again(tree_of())
    before = len(tree.get(what) or ())
    name = moved(tree, f"add:{what}")
    assert len(tree[what]) == before + 1
    assert editor_of(tree)
    moved(tree, f"remove:{name}")
    assert len(tree[what]) == before


def test_a_phase_begins_with_the_base_weights_and_a_period_gets_its_own() -> None:
    tree = again(tree_of())
    moved(tree, "add:phases")
    moved(tree, "add:monthly")
    assert tree["phases"]["new"]["first_response"] == tree["monthly"]["first_response"] == "15"
    back = again(tree)
    assert back["monthly"] == tree["monthly"]
    moved(back, "remove:monthly")
    moved(back, "remove:phases.0")
    assert "monthly" not in back
    assert list(back["phases"]) == ["efficiency", "new"]


def test_bands_are_written_with_their_ends() -> None:
    tree = tree_of()
    tree["dimensions"][0]["indicators"][0]["rule"] = {
        "bands": [{"at_most": "30", "points": "15"}, {"above": "30", "points": "0"}]
    }
    back = again(tree)
    bands = back["dimensions"][0]["indicators"][0]["rule"]["bands"]["bands"]
    assert bands == [{"at_most": "30", "points": "15"}, {"above": "30", "points": "0"}]
    moved(back, "add:dimensions.0.indicators.0.rule.bands")
    assert len(back["dimensions"][0]["indicators"][0]["rule"]["bands"]["bands"]) == 3


def test_a_rule_just_chosen_gets_its_first_band() -> None:
    back = again(tree_of(), dimensions__0__indicators__0__rule__kind="bands")
    assert moved(back, "add:dimensions.0.indicators.0.rule.bands").endswith("bands.0")
    assert "dimensions.0.indicators.0.rule.bands.0.points" in {view.name for view in editor_of(back).slots()}


def test_another_rule_brings_its_own_fields() -> None:
    back = again(tree_of(), dimensions__0__indicators__0__rule__kind="linear")
    names = {view.name for view in editor_of(back).slots()}
    assert "dimensions.0.indicators.0.rule.zero" in names
    assert "dimensions.0.indicators.0.rule.per" not in names
