"""Columns of an export that no canonical table knows are kept and ignored, whatever they are called."""

import dataclasses

import pyarrow as pa

from deskmerit.metrics.ask import defaults, spec
from deskmerit.metrics.measure import measure
from deskmerit.metrics.others.rows import TAKEN
from deskmerit.metrics.story import story

TABLES = ("surveys", "complaints", "calls", "qa_reviews", "conduct")
STORY = """
t1 09:00 created
t1 09:01 assigned amy
t1 09:10 reply amy
t1 09:20 status solved amy
surveys: survey_id=s1, ticket_id=t1, sent_at=09:30, answered_at=09:40, score=5, scale_min=1, scale_max=5
complaints: complaint_id=c1, ticket_id=t1, received_at=10:00, upheld=true
calls: call_id=k1, agent_id=amy, started_at=09:30, answered=true, queue_seconds=3, talk_seconds=5, hold_seconds=1, \
wrap_seconds=2
qa_reviews: review_id=q1, agent_id=amy, reviewer_id=bo, reviewed_at=09:30, score=5, max_score=10, fatal=none
conduct: conduct_id=b1, agent_id=amy, kind=breach, noted_at=09:30, confirmed=true
d2 t9 09:00 created
d2 t9 09:01 reply amy
"""


def test_a_column_named_like_one_of_ours_changes_nothing() -> None:
    plain = story(STORY)
    more = {name: plain.tables[name] for name in TABLES}
    for name, table in more.items():
        assert isinstance(table, pa.Table)
        for column in sorted(TAKEN - set(table.column_names)):
            table = table.append_column(column, pa.array(["x"] * len(table)))
        more[name] = table
    named = dataclasses.replace(plain, tables={**plain.tables, **more})
    asked = [*defaults(), spec("conduct_count", params={"kind": "breach"})]
    whole = measure(plain, asked)
    found = measure(named, asked)
    assert found.facts.equals(whole.facts)
    assert found.issues == whole.issues
    assert {row["spec"] for row in whole.facts.to_pylist()} > {0}


def test_a_filter_by_such_a_column_is_unknown() -> None:
    plain = story(STORY)
    surveys = plain.tables["surveys"]
    assert isinstance(surveys, pa.Table)
    named = surveys.append_column("merged", pa.array(["x"] * len(surveys)))
    records = dataclasses.replace(plain, tables={**plain.tables, "surveys": named})
    found = measure(records, [spec("satisfaction", where={"merged": ["x"]})])
    assert [issue.code for issue in found.issues] == ["unknown-filter-column"]
