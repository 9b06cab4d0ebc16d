"""Colours that everybody can read, and browser files that come from nowhere else."""

import gzip
import json
import re
from pathlib import Path

import pytest

from deskmerit.web.shared import charts

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "src" / "deskmerit" / "web" / "static"
CSS = (STATIC / "deskmerit.css").read_text("utf-8")
PAIRS = [
    ("ink", "page"), ("ink", "surface"), ("ink", "head"), ("ink", "quiet"), ("ink", "open"), ("ink", "pale"),
    ("ink", "notice-pale"), ("muted", "page"), ("muted", "surface"), ("muted", "head"), ("accent", "page"),
    ("accent", "surface"), ("accent", "pale"), ("accent", "head"), ("on-accent", "accent"), ("urgent", "surface"),
    ("urgent", "urgent-pale"), ("notice", "surface"), ("notice", "notice-pale"), ("running", "running-pale"),
    ("done", "done-pale"),
]  # fmt: skip


def colours(theme: str) -> dict[str, str]:
    block = re.search(rf"\[data-bs-theme={theme}\] \{{(.*?)\}}", CSS, re.DOTALL)[1]
    short = {name: value.strip() for name, value in re.findall(r"--dm-([\w-]+):\s*(#[0-9a-f]+)", block)}
    return {name: "#" + "".join(each * 2 for each in value[1:]) if len(value) == 4 else value
            for name, value in short.items()}  # fmt: skip


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground_by_wcag_aa(theme: str, text: str, ground: str) -> None:
    known = colours(theme)
    one, other = sorted((luminance(known[text]), luminance(known[ground])))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def test_both_themes_know_the_same_colours_and_charts_print_in_the_light_ones() -> None:
    light, dark = colours("light"), colours("dark")
    assert set(light) == set(dark)
    assert {name.removeprefix("@"): value for name, value in charts.LIGHT.items()}.items() <= light.items()


def test_the_lock_names_no_registry_and_keeps_every_hash() -> None:
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text("utf-8"))["packages"]
    assert not [name for name, about in packages.items() if "resolved" in about]
    assert not [name for name, about in packages.items() if name and "integrity" not in about]


def test_every_icon_a_page_uses_is_in_the_sprite() -> None:
    listed = set((ROOT / "frontend" / "icons.txt").read_text("utf-8").split())
    web = ROOT / "src" / "deskmerit" / "web"
    used = {name for path in web.glob("*/templates/**/*.html")
            for name in re.findall(r"{% icon [\"']([\w-]+)[\"']", path.read_text("utf-8"))}  # fmt: skip
    assert used <= listed


def test_the_copied_files_ask_no_other_host_and_need_no_eval_to_load() -> None:
    if not (STATIC / "vendor").is_dir():
        pytest.skip("the browser files are not fetched: run make setup")
    for path in [*STATIC.glob("*.css"), *STATIC.glob("vendor/*.css")]:
        source = path.read_text("utf-8")
        assert not re.findall(r"url\((?![\"']?data:)", source), path.name
        assert "@import" not in source, path.name
    assert "sourceMappingURL" not in "".join(path.read_text("utf-8") for path in STATIC.glob("vendor/*.js"))
    licences = (STATIC / "vendor" / "LICENSES.txt").read_text("utf-8")
    assert all(name in licences for name in ("@tabler/core", "htmx.org", "vega-lite", "noto-sans-sc", "SIL OPEN FONT"))
    assert "axe-core" not in licences


def test_what_every_page_loads_stays_small_and_charts_are_not_part_of_it() -> None:
    if not (STATIC / "vendor").is_dir():
        pytest.skip("the browser files are not fetched: run make setup")
    base = (ROOT / "src/deskmerit/web/shared/templates/base.html").read_text("utf-8")
    loaded = re.findall(r"{% static '([^']+)' %}", base)
    assert not [name for name in loaded if "vega" in name or "chart" in name]
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in [*loaded, "vendor/icons.svg"]) < 130_000
