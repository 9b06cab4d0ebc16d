"""The catalogue in words: the listing of all metrics as a document, kept equal to docs/metrics.md by a test."""

from collections.abc import Mapping

from deskmerit.core.metric import Metric
from deskmerit.metrics.registry import METRICS

HEAD = """# Metrics

What each metric means, who is credited, and an example a person can check. `deskmerit metrics` lists them,
`deskmerit metrics NAME` shows one; `measure` sums their cases, `cases` lists them.

This page is written from the code: `python -m deskmerit.metrics.described > docs/metrics.md`.
"""


def params(metric: Metric) -> str:
    """The parameters of a metric with their values, the default first.

    >>> params(METRICS["first_response_time"].metric)
    'from: creation, queued, assigned'
    """
    told = (f"{name}: {_values(values)}" for name, values in metric.params.items())
    return " · ".join([*told, *(f"{name}: true (where the plan says so)" for name in metric.optional_params)])


def _values(values: tuple[object, ...]) -> str:
    if not values:
        return "(required)"
    return ", ".join(_relations(v) if isinstance(v, Mapping) else str(v) for v in values)


def _relations(weights: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {weight}" for name, weight in weights.items()) + "}"


def entry(name: str) -> str:
    """One metric as a section of the document."""
    found = METRICS[name]
    metric, example = found.metric, found.example
    facts = [metric.unit.value, f"{metric.direction.value} is better", f"table `{metric.table}`"]
    facts += ["business and calendar clock"] * metric.clocked + ["only in plans"] * metric.plan_only
    lines = [
        f"## {name}: {metric.title['zh']} · {metric.title['en']}",
        " · ".join(facts) + (f" · parameters: {params(metric)}" if params(metric) else ""),
        f"- {metric.definition['zh']}。\n- {metric.definition['en']}.",
        f"- 归属：{metric.credited['zh']}。 Credited: {metric.credited['en']}.",
        f"- 例：{example.says['zh']}\n- Example: {example.says['en']}",
    ]
    return "\n\n".join([lines[0], lines[1], "\n".join(lines[2:])])


def document() -> str:
    """The whole listing."""
    return "\n".join([HEAD, "\n\n".join(entry(name) for name in METRICS), ""])


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a console that isn't UTF-8 would fail here
    sys.stdout.write(document())
