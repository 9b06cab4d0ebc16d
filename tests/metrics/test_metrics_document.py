"""The catalogue, its document and semantics §3 agree."""

from pathlib import Path

from deskmerit.metrics import CATALOGUE, METRICS
from deskmerit.metrics.ask import defaults
from deskmerit.metrics.described import document

ROOT = Path(__file__).parents[2]

SEMANTICS = {
    "first_response_time",
    "response_time",
    "resolution_time",
    "ticket_timeliness",
    "within_target",
    "first_contact_resolution",
    "reopen_rate",
    "transfer_rate",
    "escalation_rate",
    "satisfaction",
    "satisfaction_rate",
    "dissatisfaction_rate",
    "survey_response_rate",
    "complaint_rate",
    "handle_time",
    "talk_time",
    "hold_time",
    "wrap_time",
    "speed_of_answer",
    "answer_rate",
    "service_level",
    "qa_score",
    "qa_accuracy",
    "peer_rating",
    "knowledge_contributions",
    "training_attendance",
    "training_pass_rate",
    "certification_pass_rate",
    "conduct_count",
    "attendance_rate",
    "tickets_handled",
    "tickets_solved",
}


def test_every_metric_of_the_semantics_is_there_and_no_other() -> None:
    assert set(METRICS) == SEMANTICS


def test_the_document_of_the_metrics_is_up_to_date() -> None:
    assert (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8") == document()


def test_each_metric_is_named_by_its_key_and_described_in_both_languages() -> None:
    for name, metric in CATALOGUE.items():
        assert metric.id == name
        for text in (metric.title, metric.definition, metric.credited):
            assert set(text) == {"zh", "en"}
            assert all(text.values())


def test_without_a_plan_every_metric_is_asked_at_its_defaults_and_clocked_ones_twice() -> None:
    asked = [(spec.metric, spec.clock) for spec in defaults()]
    assert len(asked) == len(set(asked))
    assert ("first_response_time", "business") in asked
    assert ("first_response_time", "calendar") in asked
    assert {name for name, _ in asked} == SEMANTICS - {"within_target", "conduct_count"}
