"""Every tiny story as one set of records, so that an engine for which each query takes long is asked once."""

import re
from functools import cache

from deskmerit.core.metric import MeasureSpec
from deskmerit.metrics import METRICS
from deskmerit.metrics.ask import spec
from deskmerit.metrics.story import story
from deskmerit.records.store import Records
from metrics.test_metric_stories import STORIES


@cache
def everything() -> Records:
    """The worked examples of all metrics and the stories of tests/metrics, their tickets and records told apart."""
    texts = dict.fromkeys([*(found.example.story for found in METRICS.values()), *(told[3] for told in STORIES)])
    return story("\n".join(_apart(text, number) for number, text in enumerate(texts)))


def _apart(text: str, number: int) -> str:
    text = re.sub(r"\bt(\d+)\b", rf"x{number}t\1", text)
    return re.sub(r"\b((?!agent|ticket|rater|reviewer)\w+_id)=", rf"\1=x{number}", text)


def questions() -> list[MeasureSpec]:
    """Every metric as its example and its stories ask for it, on each clock it has; and a percentile."""
    asked = [(name, found.example.params) for name, found in METRICS.items()]
    asked += [(metric, params) for _, metric, params, _, _ in STORIES]
    found = [
        spec(metric, params, clock=clock)
        for metric, params in asked
        for clock in (("calendar", "business") if METRICS[metric].metric.clocked else ("",))
    ]
    return [*dict.fromkeys(found), spec("response_time", percentile=90)]
