"""What the trail's events are called: no reader meets a code."""

import re
from pathlib import Path

from django.utils import translation

import deskmerit.web
from deskmerit.core.workflow import FLOWS
from deskmerit.web.audit.words import said

RECORDED = re.compile(r"record\(\s*[\w.\[\]()]+,\s*\"([a-z_]+\.[a-z_]+)\"")


def test_every_event_that_the_application_records_has_words() -> None:
    sources = Path(deskmerit.web.__file__).parent.rglob("*.py")
    verbs = {verb for each in sources for verb in RECORDED.findall(each.read_text(encoding="utf-8"))}
    assert len(verbs) > 40, "the pattern finds what is recorded"
    assert sorted(verb for verb in verbs if said(verb) == verb) == []


def test_a_step_of_a_flow_is_said_in_chinese_with_a_chinese_colon() -> None:
    with translation.override("zh-hans"):
        assert all("：" in said(f"{name}.begun") for name in FLOWS)
        assert said("award_run.exported") == "导出工资文件"
