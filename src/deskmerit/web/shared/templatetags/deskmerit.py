"""The tags and filters of every page; docs/web-components.md shows each in use."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from deskmerit.report import values
from deskmerit.web.shared import pictures, wording
from deskmerit.web.shared.tables import Table

register = template.Library()

register.filter("score", wording.score)
register.filter("count", wording.count)
register.filter("figure", wording.figure)
register.filter("money", wording.money)
register.filter("grade_title", wording.grade_title)
register.filter("lang_text", wording.lang_text)
register.filter("day", wording.day)
register.filter("period", wording.period)
register.filter("channel", wording.channel)
register.filter("weight", values.weight)


def zone() -> str:
    """The organisation's zone."""
    from deskmerit.web.shared.organisation import settings_of

    return settings_of().zone


def present() -> datetime:
    """The present instant, by the one clock."""
    from deskmerit.web.shared.clock import now

    return now()


@register.filter
def signed(value: Decimal | None) -> str:
    """A change with its sign: `+2.00`, `−1.00`, `0.00`."""
    if value is None:
        return wording.NONE
    return ("+" if value > 0 else "−" if value < 0 else "") + wording.score(abs(value))


@register.filter
def local_time(instant: datetime | None) -> str:
    """An instant in the organisation's zone, with its year."""
    return wording.NONE if instant is None else wording.moment(instant, zone())


@register.filter
def short_time(instant: datetime | None) -> str:
    """An instant in the organisation's zone, without its year."""
    return wording.NONE if instant is None else wording.moment(instant, zone(), year=False)


@register.filter
def cell(row: Mapping[str, Any], key: str) -> Any:
    """A mapping's value by a key that a variable holds."""
    return row.get(key)


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """A Tabler icon of frontend/icons.txt; silent for screen readers unless it has a title."""
    return _icon(name, str(title))


@lru_cache(maxsize=1024)
def _icon(name: str, title: str) -> SafeString:
    said = format_html('role="img" aria-label="{}"', title) if title else SafeString('aria-hidden="true"')
    address = static("vendor/icons.svg")
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', said, address, name)


@register.inclusion_tag("shared/deadline.html")
def deadline(due: datetime | None) -> dict[str, object]:
    """A due instant in words, red within a day of it."""
    return {"due": None if due is None else wording.deadline(due, present(), zone())}


@register.simple_block_tag
def card(
    content: SafeString, title: str = "", note: str = "", id: str = "", flush: bool = False, late: bool = False
) -> str:
    """A card around its content; `note` stands right of the title. `flush`: a table or list reaches its edges.
    `late`: on a phone, a card of the side column that comes after the main column.
    """
    about = {"content": content, "title": title, "note": note, "id": id, "flush": flush, "late": late}
    return render_to_string("shared/card.html", about)


@register.inclusion_tag("shared/key_figure.html")
def key_figure(value: object, label: str, note: str = "", unit: str = "", small: bool = False) -> dict[str, object]:
    """The page's answer in its largest type."""
    return {"value": value, "label": label, "note": note, "unit": unit, "small": small}


@register.inclusion_tag("shared/badge.html")
def badge(text: str, tone: str = "quiet", title: str = "") -> dict[str, object]:
    """A state in a word. Tones: quiet, accent, running, notice, done, urgent (deadlines only)."""
    return {"text": text, "tone": tone, "title": title}


@register.inclusion_tag("shared/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "", picture: str = "inbox") -> dict[str, object]:
    """What a page says when there is nothing yet, and what to do about it."""
    return {"title": title, "text": text, "url": url, "action": action, "picture": picture}


@register.inclusion_tag("shared/score_bar.html")
def score_bar(score: Decimal | None, weight: Decimal) -> dict[str, object]:
    """A bar of the score, a tick at full marks."""
    return {"score": score, "weight": weight, "bar": pictures.bar(score or Decimal(0), weight)}


@register.inclusion_tag("shared/band_strip.html")
def band_strip(total: Decimal | None, bands: Sequence[tuple[str, str, Decimal | None]]) -> dict[str, object]:
    """The grade bands with a marker at the total; bands are (grade, title, lower end or None)."""
    return {"total": total, **pictures.strip(bands, total)}


@register.inclusion_tag("shared/trend.html")
def trend(
    points: Sequence[Mapping[str, object]], label: str, target: Decimal | None = None, unit: str = "rating"
) -> dict[str, object]:
    """A measure over months against its target, with a table for screen readers."""
    last = next((point["value"] for point in reversed(points) if point["value"] is not None), None)
    return {"points": points, "label": label, "target": target, "unit": unit, "last_value": last,
            "picture": pictures.trend(points, target)}  # fmt: skip


@register.inclusion_tag("shared/data_table.html", takes_context=True)
def data_table(context: template.Context, table: Table, label: str, empty_text: str = "") -> dict[str, object]:
    """A table that sorts, filters, pages and exports what it shows; made by `shared.tables.build`."""
    request = context["request"]
    kept = [(key, value) for key, values in request.GET.lists() for value in values
            if key not in (f"{table.name}.q", f"{table.name}.page")]  # fmt: skip
    return {"request": request, "table": table, "label": label, "empty_text": empty_text, "kept": kept,
            "sort_key": f"{table.name}.sort", "page_key": f"{table.name}.page", "query_key": f"{table.name}.q",
            "export_key": f"{table.name}.export"}  # fmt: skip


@register.simple_tag(takes_context=True)
def link_with(context: template.Context, key: str, value: object, *drop: str) -> str:
    """This page's address with one GET parameter set ("" takes it out) and others dropped."""
    asked = context["request"].GET.copy()
    for name in (key, *drop):
        asked.pop(name, None)
    if value != "":
        asked[key] = str(value)
    return f"?{asked.urlencode()}"


@register.filter
def widget_kind(field: BoundField) -> str:
    """How a field is laid out: check, choices, select or input."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "select" if isinstance(widget, Select) else "input"


CLASSES = {"check": "form-check-input", "choices": "form-check-input", "select": "form-select", "input": "form-control"}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A field's control with its classes, bound to its help and error texts."""
    own = field.field.widget.attrs.get("class", "")
    classes = [own, CLASSES[widget_kind(field)], "is-invalid" if field.errors else ""]
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.inclusion_tag("shared/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """One field: label, control, help, error."""
    if widget_kind(bound) == "choices":
        bound.field.widget.attrs.setdefault("class", CLASSES["choices"])
    return {"field": bound, "kind": widget_kind(bound)}


@register.inclusion_tag("shared/fields.html")
def fields(form: Any) -> dict[str, object]:
    """All problems at once, then every field of a form. The `<form>`, token and buttons are the page's."""
    return {"form": form}


@register.inclusion_tag("shared/form_errors.html")
def form_errors(form: Any) -> dict[str, object]:
    """All problems of a form at once, each leading to its field."""
    return {"form": form, "bad": [each for each in form if each.errors]}


@register.inclusion_tag("shared/timeline.html")
def timeline(steps: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Who did what when; steps are {what, who?, when?, due?, note?, state: done | now | next}."""
    return {"steps": steps}


@register.inclusion_tag("shared/definitions.html")
def definitions(rows: Sequence[tuple[object, object]], columns: int = 1) -> dict[str, object]:
    """A list of (term, text), in one or two columns."""
    return {"rows": rows, "columns": columns}


@register.inclusion_tag("shared/before_after.html")
def before_after(
    rows: Sequence[Mapping[str, object]], label: str, before: str = "", after: str = ""
) -> dict[str, object]:
    """What a decision changes; rows are {label, before, after, better?: bool, same?: bool}."""
    return {"rows": rows, "label": label, "before": before, "after": after}


@register.inclusion_tag("shared/chart.html")
def chart(picture: Any, id: str) -> dict[str, object]:
    """A chart of `shared.charts`, drawn in the browser, with its figures as a table."""
    return {"chart": picture, "id": id}
