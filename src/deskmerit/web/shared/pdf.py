"""Forms as PDF by Typst: A4, Chinese and English, the same bytes for the same data."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.http import HttpResponse

from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.organisation import settings_of

HERE = Path(__file__).parent / "typst"
FONTS = Path(__file__).parents[1] / "static" / "vendor" / "fonts"


def render(template_name: str, data: Mapping[str, Any], lang: str) -> bytes:
    """A template of shared/typst with its data, as PDF.

    `data` holds texts, numbers as they read, lists and mappings of them (decimals and dates become their text); the
    organisation's name is set where it is missing.
    `lang` is `zh` or `en`. The document carries no clock: dates that must stand on it are part of `data`.
    Raises FileNotFoundError where the fonts are missing, since Chinese would print as boxes.
    """
    told = {"organisation": settings_of().organisation, **data}
    inputs = {"data": json.dumps(told, ensure_ascii=False, default=str, sort_keys=True), "lang": lang}
    source = HERE / template_name
    if not source.is_file():
        raise FileNotFoundError(f"There is no form named {template_name}.")
    made = typst.compile(str(source), root=str(HERE), font_paths=_fonts(), sys_inputs=inputs, format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


def page(made: bytes, name: str) -> HttpResponse:
    """A document as the answer of a page, shown by the browser; `name` is what saving it suggests."""
    return HttpResponse(made, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})


def signature(role: str, name: str = "", at: datetime | None = None) -> dict[str, str]:
    """Who signed and when, for `signatures` of a form; not signed yet: a line, with the name of whom it waits for."""
    if at is None:
        return {"role": f"{role} · {name}" if name else role}
    return {"role": role, "name": name, "date": wording.day(clock.local_date(at))}


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The two shipped fonts and no other, so that a page looks the same on every machine."""
    if not list(FONTS.glob("*.ttf")):
        raise FileNotFoundError("The fonts for printing are missing: run make setup again.")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
