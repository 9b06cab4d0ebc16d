"""The components as pages render them: words for those who don't see, nothing a strict policy would block."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

from deskmerit.web.shared import tables
from deskmerit.web.shared.templatetags import deskmerit as tags

D = Decimal

WEB = Path(__file__).parents[3] / "src" / "deskmerit" / "web"
NOW = datetime(2026, 9, 24, 0, 5, tzinfo=UTC)
LOADS = "{% load deskmerit %}"


@pytest.fixture(autouse=True)
def fixed(monkeypatch):
    """Shanghai, one morning in September."""
    monkeypatch.setattr(tags, "zone", lambda: "Asia/Shanghai")
    monkeypatch.setattr(tags, "present", lambda: NOW)


def page(source: str, query: str = "", **context: object) -> str:
    return engines["django"].from_string(LOADS + source).render(context, RequestFactory().get("/" + query))


def templates() -> list[Path]:
    return sorted(WEB.glob("*/templates/**/*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_template_needs_a_policy_with_unsafe_inline(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:", source)
    assert all(
        "src=" in script or 'type="application/json"' in script for script in re.findall(r"<script[^>]*>", source)
    )
    assert not re.findall(r"(?:src|href|action)=[\"']https?://", source)


def test_a_bar_says_its_score_to_those_who_do_not_see_it() -> None:
    assert 'aria-label="13.00 of 15 points"' in page("{% score_bar score weight %}", score=D(13), weight=D(15))


def test_a_trend_has_its_figures_as_a_table() -> None:
    points = [{"label": "Aug", "value": D("4.4")}, {"label": "Sep", "value": None}]
    shown = page("{% trend points 'Satisfaction' target %}", points=points, target=D("4.5"))
    assert re.search(r'<th scope="row">Aug</th><td>4\.40</td>', shown)
    assert re.search(r'<th scope="row">Sep</th><td>–</td>', shown)


def test_a_deadline_is_red_only_within_a_day_and_keeps_its_exact_date() -> None:
    soon, later = NOW + timedelta(hours=3), NOW + timedelta(days=5)
    assert "dm-due-urgent" in page("{% deadline due %}", due=soon)
    assert 'title="24 Sep 2026 11:05"' in page("{% deadline due %}", due=soon)
    assert "dm-due-urgent" not in page("{% deadline due %}", due=later)
    assert page("{% deadline due %}", due=None).strip() == "–"


def test_what_people_write_is_shown_as_text() -> None:
    bad = "<script>alert(1)</script>"
    shown = page("{% card title=bad note=bad %}{{ bad }}{% endcard %}{% badge bad %}{% key_figure bad bad bad %}"
                 "{% empty bad bad %}{% definitions rows %}{% icon 'x' bad %}", bad=bad, rows=[(bad, bad)])  # fmt: skip
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;") >= 9


class Reason(forms.Form):
    """A form with one of each kind."""

    why = forms.CharField(help_text="Read by the panel.")
    result = forms.ChoiceField(choices=[("u", "Upheld")], widget=forms.RadioSelect)
    seen = forms.BooleanField()
    note = forms.CharField(required=False)


def test_all_problems_of_a_form_stand_together_and_lead_to_their_fields() -> None:
    shown = page("{% fields form %}", form=Reason({}))
    assert "3 things to mend" in shown
    assert all(f'href="#{name}"' in shown for name in ("id_why", "id_seen"))
    assert 'aria-invalid="true"' in shown
    described = re.search(r'<input[^>]*id="id_why"[^>]*>', shown)[0]
    ids = re.search(r'aria-describedby="([^"]*)"', described)[1].split()
    assert len(ids) == 2
    assert all(f'id="{each}"' in shown for each in ids)


def test_a_form_without_problems_says_nothing_of_them_and_marks_what_is_optional() -> None:
    shown = page("{% fields form %}", form=Reason())
    assert "to mend" not in shown
    assert shown.count(">optional<") == 1
    assert all(shown.count(f'for="id_{name}"') == 1 for name in ("why", "seen", "note"))


def test_a_table_keeps_its_other_parameters_when_one_is_changed() -> None:
    rows = [{"name": "Anna", "why": ""}, {"name": "Bob", "why": "system outage"}]
    request = RequestFactory().get("/", {"period": "2026Q3", "t.q": "o", "t.sort": "name"})
    made = tables.build(request, rows, [tables.Column("name", "Name")], left_out=lambda row: row["why"])
    shown = engines["django"].from_string(LOADS + "{% data_table t 'people' %}").render({"t": made}, request)
    assert "period=2026Q3&amp;t.q=o&amp;t.sort=-name" in shown
    assert "period=2026Q3&amp;t.q=o&amp;t.sort=name&amp;t.export=1" in shown
    assert "<s>Bob</s>" in shown
    assert "left out: system outage" in shown
    assert 'aria-sort="ascending"' in shown
