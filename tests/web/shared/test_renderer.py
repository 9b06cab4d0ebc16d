"""Lists of choices are drawn quickly, and as Django draws them."""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from deskmerit.web.shared.renderer import Renderer


class Choices(forms.Form):
    """Groups, several at once, none at all, signs that HTML must not take literally."""

    one = forms.ChoiceField(choices=[("", "–"), ("a", "A & <b>"), ("Group", [("c'", "C"), (4, "four")])])
    several = forms.MultipleChoiceField(choices=[(1, "one"), (2, "two"), (3, '"three"')], required=False)


def test_a_list_of_choices_looks_as_django_would_draw_it() -> None:
    given = {"one": "c'", "several": ["1", "3"]}
    for data in (None, given, {"one": "a"}):
        ours, theirs = (Choices(data, renderer=each) for each in (Renderer(), DjangoTemplates()))
        for name in ("one", "several"):
            assert parse_html(str(ours[name])) == parse_html(str(theirs[name]))
            assert "&lt;b&gt;" in str(ours["one"])
