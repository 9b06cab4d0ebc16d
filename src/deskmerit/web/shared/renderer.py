"""How forms are drawn: Django's own templates, but for lists of choices, which may hold a thousand people.

Django draws each option by two templates of its own: a tenth of a second for a thousand.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    """Draws a list of choices without a template, as Django's template would."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """The widget or form as HTML."""
        if template_name == SELECT:
            return mark_safe("".join(_select(context["widget"])))
        return SafeString(super().render(template_name, context, request))


def _select(widget: Mapping[str, Any]) -> Iterator[str]:
    yield f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>'
    for group, options, _index in widget["optgroups"]:
        if group:
            yield f'<optgroup label="{conditional_escape(group)}">'
        for option in options:
            value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
            yield f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'
        if group:
            yield "</optgroup>"
    yield "</select>"


def _attributes(attributes: Mapping[str, Any]) -> str:
    """Django's attrs.html: what is False is left out, what is True stands without a value."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )
