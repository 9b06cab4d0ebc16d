"""The catalogue on the screen: parameters as a plan author writes them, in either language."""

import pytest
import yaml

from deskmerit.metrics import CATALOGUE
from deskmerit.report.catalogue import in_a_plan, metric_text, params_text


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_line_for_a_plan_is_yaml_that_says_the_defaults(name: str) -> None:
    metric = CATALOGUE[name]
    defaults = {key: values[0] if values else "…" for key, values in metric.params.items()}
    defaults |= dict.fromkeys(metric.optional_params, False)
    assert (yaml.safe_load(in_a_plan(metric)) or {"params": {}})["params"] == defaults


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CATALOGUE)
def test_no_parameter_prints_as_python(name: str, lang: str) -> None:
    for text in (params_text(CATALOGUE[name], lang), metric_text(CATALOGUE[name], {}, lang).partition("params:")[2]):
        said = text.partition("\n\n")[0].replace("(required)", "")
        assert not [sign for sign in ("'", "(", "None", "True", "False") if sign in said]
    for part in params_text(CATALOGUE[name], lang).split("; "):
        assert not part.endswith(":")


def test_the_relations_and_what_is_required_are_written_out() -> None:
    assert params_text(CATALOGUE["peer_rating"], "zh") == "relations: {manager: 50, peer: 30, partner: 20}"
    assert params_text(CATALOGUE["within_target"], "en") == "metric: … (required); seconds: … (required)"
    assert params_text(CATALOGUE["within_target"], "zh") == "metric: …（必填）; seconds: …（必填）"
    assert "params: {contact: replies, days: 7}" in metric_text(CATALOGUE["first_contact_resolution"], {}, "zh")
