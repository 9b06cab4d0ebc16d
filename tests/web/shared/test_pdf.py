"""Forms as PDF: the text is there in Chinese, the bytes are the same each time."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskmerit.core.settings import Settings
from deskmerit.web.shared import pdf

FORM = {
    "title": "绩效面谈记录", "over": "2026 年第 3 季度", "number": "I-2026-Q3-007", "organisation": "售后支持中心",
    "sections": [
        {"pairs": [["姓名", "林晓雨"], ["工号", "E1007"]]},
        {"title": "结果", "table": {"heads": ["指标", "得分"], "rows": [["平均首次响应时长", "13.00"]]}},
        {"title": "本人意见", "text": "支付系统故障，与服务无关。", "rules": 3},
    ],
    "notes": ["签收不代表认可。"],
    "signatures": [{"role": "员工", "name": "林晓雨", "date": "2026-10-15"}, {"role": "直属主管"}],
}  # fmt: skip

pytestmark = pytest.mark.skipif(not pdf.FONTS.is_dir(), reason="the fonts are not fetched: run make setup")


def text_of(made: bytes, folder: Path) -> str:
    if not shutil.which("pdftotext"):
        if os.environ.get("DESKMERIT_NEEDS_ALL"):
            pytest.fail("pdftotext (poppler-utils) is missing")
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (folder / "form.pdf").write_bytes(made)
    done = subprocess.run(["pdftotext", "-layout", folder / "form.pdf", "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_every_part_of_a_form_prints_in_chinese(tmp_path: Path) -> None:
    text = text_of(pdf.render("form.typ", FORM, "zh"), tmp_path)
    written = ("绩效面谈记录", "售后支持中心", "I-2026-Q3-007", "林晓雨", "E1007", "平均首次响应时长", "13.00")
    framed = ("支付系统故障，与服务无关。", "签收不代表认可。", "直属主管", "签字", "2026-10-15", "第 1 页，共 1 页")
    assert [said for said in written + framed if said not in text] == []


def test_the_same_form_speaks_english_around_the_same_data(tmp_path: Path) -> None:
    text = text_of(pdf.render("form.typ", {**FORM, "title": "Interview record"}, "en"), tmp_path)
    assert "Interview record" in text
    assert "Signature" in text
    assert "Page 1 of 1" in text


def test_the_same_data_gives_the_same_bytes() -> None:
    made = pdf.render("form.typ", FORM, "zh")
    assert made == pdf.render("form.typ", dict(reversed(FORM.items())), "zh")
    assert not re.findall(rb"(?:Create|Modify|Creation|Mod)Date", made), "the day of printing would change the bytes"


def test_only_the_shipped_fonts_are_used_so_that_no_machine_prints_boxes() -> None:
    made = pdf.render("form.typ", FORM, "zh")
    assert made.startswith(b"%PDF-")
    assert {font.family for font in pdf._fonts().fonts()} == {"Noto Sans SC"}


def test_what_people_write_is_text_and_not_markup(tmp_path: Path) -> None:
    said = '#panic("x") *bold* $x$ <label> // gone'
    assert said in text_of(pdf.render("form.typ", {"title": "T", "sections": [{"text": said}]}, "en"), tmp_path)


def test_a_form_that_does_not_exist_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.typ"):
        pdf.render("nothing.typ", {}, "zh")


def test_a_later_page_says_whose_form_it_belongs_to(tmp_path: Path) -> None:
    long = {"title": "经过", "text": [f"第 {n} 次跟进" for n in range(60)]}
    text = text_of(pdf.render("form.typ", {**FORM, "sections": [long]}, "zh"), tmp_path)
    assert "售后支持中心 · 绩效面谈记录 · 2026 年第 3 季度" in text.split("\f")[1]


def test_every_form_names_the_organisation_of_the_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "settings_of", lambda: Settings(organisation="模拟客服中心"))
    unnamed = {key: value for key, value in FORM.items() if key != "organisation"}
    assert "模拟客服中心" in text_of(pdf.render("form.typ", unnamed, "zh"), tmp_path)
    certificate = dict.fromkeys(("title", "name", "said", "what", "thanks", "number", "date", "code"), "…")
    assert "模拟客服中心" in text_of(pdf.render("certificate.typ", certificate, "zh"), tmp_path)


def test_who_has_not_signed_yet_is_named_above_an_empty_line() -> None:
    assert pdf.signature("Lead", "Chen Wei") == {"role": "Lead · Chen Wei"}
    signed = pdf.signature("Lead", "Chen Wei", datetime(2026, 10, 15, 2, tzinfo=UTC))
    assert signed == {"role": "Lead", "name": "Chen Wei", "date": "15 Oct 2026"}
