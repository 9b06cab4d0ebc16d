"""The catalogue of metrics and the list of plans, for people."""

from collections.abc import Iterable, Mapping

from deskmerit.core.metric import Metric
from deskmerit.core.plan import Plan
from deskmerit.report.table import Table
from deskmerit.report.values import said
from deskmerit.report.words import words

BETTER = {"en": {"higher": "higher", "lower": "lower"}, "zh": {"higher": "越高越好", "lower": "越低越好"}}
UNITS = {
    "en": {"seconds": "seconds", "percent": "per cent", "rating": "rating 1–5", "count": "count", "points": "points"},
    "zh": {"seconds": "秒", "percent": "百分比", "rating": "1–5 分", "count": "个数", "points": "分"},
}


REQUIRED = {"en": "… (required)", "zh": "…（必填）"}
NOT_WORDS = ("yes", "no", "on", "off", "true", "false", "null", "~", "")
"""Texts that YAML reads as something else unless they are quoted."""


def metric_table(catalogue: Mapping[str, Metric], lang: str) -> Table:
    """One row per metric: name, title, unit, direction, credited person, parameters, definition."""
    rows = [
        (
            *(
                metric.id,
                said(metric.title, lang),
                UNITS[lang][metric.unit.value],
                BETTER[lang][metric.direction.value],
            ),
            *(said(metric.credited, lang), params_text(metric, lang), said(metric.definition, lang)),
        )
        for metric in catalogue.values()
    ]
    heads = ("metric", "title", "unit", "better", "credited", "params", "definition")
    return Table(words(lang)["metrics"], heads, rows, lang)


def params_text(metric: Metric, lang: str) -> str:
    """Parameters as a plan writes them, the default first: `from: creation | queued | assigned`."""
    own = [f"{name}: {' | '.join(map(written, values)) or REQUIRED[lang]}" for name, values in metric.params.items()]
    return "; ".join([*own, *(f"{name}: false | true" for name in metric.optional_params)])


def in_a_plan(metric: Metric) -> str:
    """The line of a plan that states every parameter at its default; one without a default has dots."""
    own = {name: written(values[0]) if values else "…" for name, values in metric.params.items()}
    own |= dict.fromkeys(metric.optional_params, "false")
    return "params: {" + ", ".join(f"{name}: {value}" for name, value in own.items()) + "}" if own else ""


def written(value: object) -> str:
    """A value as YAML has it on one line.

    >>> written({"manager": 50, "peer": 30}), written(True), written(None), written(("a", 1)), written("no")
    ('{manager: 50, peer: 30}', 'true', 'null', '[a, 1]', '"no"')
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {written(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return f'"{value}"' if isinstance(value, str) and value.lower() in NOT_WORDS else str(value)


def metric_text(metric: Metric, example: Mapping[str, str], lang: str) -> str:
    """One metric with a worked example, for the screen."""
    zh = lang == "zh"
    lines = [f"{metric.id} · {said(metric.title, lang)}", "", said(metric.definition, lang), ""]
    facts = [
        ("单位" if zh else "unit", UNITS[lang][metric.unit.value]),
        ("方向" if zh else "better", BETTER[lang][metric.direction.value]),
        ("归属" if zh else "credited", said(metric.credited, lang)),
        ("时钟" if zh else "clock", "business | calendar" if metric.clocked else "–"),
        ("参数" if zh else "params", params_text(metric, lang) or "–"),
        *([("写法" if zh else "in a plan", in_a_plan(metric))] if in_a_plan(metric) else []),
        ("数据表" if zh else "table", metric.table or "–"),
    ]
    lines += [f"  {name}: {value}" for name, value in facts]
    lines += ["", "示例" if zh else "Worked example", said(example, lang), ""]
    return "\n".join(lines)


def plan_table(plans: Iterable[Plan], lang: str) -> Table:
    """One row per shipped plan: name, title, posts, number of indicators, phases."""
    rows = [
        (
            *(
                plan.id,
                said(plan.title, lang),
                ", ".join(plan.positions),
                len([i for i in plan.indicators() if i.weight]),
            ),
            ", ".join(plan.phases),
        )
        for plan in plans
    ]
    return Table(words(lang)["plans"], ("plan", "title", "positions", "indicators", "phases"), rows, lang)
