"""Plan → YAML → plan → workbook → plan: nothing is lost, nothing is added, fingerprints stay."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from deskmerit.core.plan import Plan
from deskmerit.planfile import SHIPPED, plan_from_text, read_plan, write_workbook, write_yaml
from deskmerit.planfile.fingerprint import fingerprint
from planfile.random_plans import plans
from planfile.stub_catalogue import CATALOGUE
from planfile.test_plan_reading import EXAMPLE, OWN, plan


@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(plans(), st.sampled_from(("zh", "en")))
def test_any_plan_survives_yaml_and_workbook(tmp_path_factory: pytest.TempPathFactory, made: Plan, lang: str) -> None:
    text = write_yaml(made)
    again, issues = plan_from_text(text, "plan.yaml", CATALOGUE)
    assert not issues, (issues, text)
    assert again == made, text
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    returned, issues = read_plan(write_workbook(again, path, lang), CATALOGUE)
    assert not issues
    assert returned == made
    assert returned is not None
    assert returned.fingerprint == made.fingerprint == fingerprint(made)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_plan_survives_yaml_and_workbook(name: str, tmp_path: Path) -> None:
    made, issues = read_plan(name, CATALOGUE)
    assert not issues
    assert made is not None
    assert plan_from_text(write_yaml(made), name, CATALOGUE)[0] == made
    for lang in ("zh", "en"):
        assert read_plan(write_workbook(made, tmp_path / f"{lang}.xlsx", lang), CATALOGUE) == (made, [])


def test_layout_comments_and_defaults_said_aloud_change_no_fingerprint() -> None:
    written = "# why\n" + EXAMPLE.replace("weight: 15", "weight: 15.0").replace("        missing: reweight\n", "")
    assert plan(written).fingerprint == plan().fingerprint


CHANGES = [
    ("weight: 15", "weight: 15.5"),
    ("completed", "started"),
    ("at_most: 30", "at_least: 30"),
    ("en: Outstanding", "en: Excellent indeed"),
    ("[chat]", "[chat, mail]"),
    ("clock: business", "clock: calendar"),
    ("min_cases: 20", "min_cases: 21"),
    ("share: 10", "share: 11"),
    ("independent_review: true", "independent_review: false"),
    ("cumulative: false", "cumulative: true"),
    ("name: exactly on target", "name: on target"),
    ("effective: {from: 2026-01-01}", "effective: {to: 2026-01-01}"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_any_change_of_meaning_changes_the_fingerprint(old: str, new: str) -> None:
    assert old in EXAMPLE
    assert plan(EXAMPLE.replace(old, new, 1)).fingerprint != plan().fingerprint


def test_the_fingerprint_tells_rules_of_equal_fields_apart() -> None:
    rule = "{deduct: {points: 2, per: 5, step: completed}}"
    passing, ratio = plan(EXAMPLE.replace(rule, "pass_fail")), plan(EXAMPLE.replace(rule, "ratio"))
    assert passing.fingerprint != ratio.fingerprint


@pytest.mark.parametrize(("old", "new"), [("percent", "points"), ("higher", "lower"), ("then 1", "then 2")])
def test_what_a_metric_of_the_plans_own_means_is_part_of_the_fingerprint(old: str, new: str) -> None:
    text = EXAMPLE.replace("dimensions:", OWN)
    assert plan(text.replace(old, new, 1)).fingerprint != plan(text).fingerprint


def test_a_field_that_software_adds_later_keeps_old_fingerprints() -> None:
    assert fingerprint(replace(plan(), version="")) == plan().fingerprint


def test_a_workbook_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    one, two = (write_workbook(plan(), tmp_path / name, "zh").read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert one == two


def test_numbers_beyond_what_a_spreadsheet_keeps_come_back_exactly(tmp_path: Path) -> None:
    exact = Decimal("15.123456789012")
    made = plan(EXAMPLE.replace("weight: 15", f"weight: {exact}"))
    returned, _ = read_plan(write_workbook(made, tmp_path / "p.xlsx", "en"), CATALOGUE)
    assert returned is not None
    assert returned.indicators()[0].weight == exact
