"""The Chinese texts of the web application, one django.po in each folder of `deskmerit.web`.

    python tools/messages.py             # collects the English texts into the .po files, keeping what is translated
    python tools/messages.py --check     # lists what lacks Chinese, is stale, loses a placeholder or disagrees; exit 1
    python tools/messages.py --compile   # writes the .mo files that the application reads

Texts are written in English in the source. Folders without an apps.py (bridge, api) keep theirs in shared.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[1] / "src" / "deskmerit" / "web"
SHARED = WEB / "shared"
PLACE = Path("locale", "zh_Hans", "LC_MESSAGES", "django.po")
HEADER = """# Chinese texts. Collected by tools/messages.py; words as in docs/concepts.md.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in the .mo files: the same texts give the same bytes."""

PLAIN, PLURAL, CONTEXT, BOTH = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "_l", "_now", "gettext", "gettext_lazy", "gettext_noop"), PLAIN),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), BOTH),
}
TEXT = r"""[uU]?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({TEXT}(?:\s*,\s*{TEXT})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Found:
    """A text of the source: its singular and plural, its context, the file it stands in."""

    text: str
    plural: str | None
    context: str | None
    place: str


def main(arguments: list[str]) -> int:
    """0 when all is well."""
    if "--compile" in arguments:
        compile_all()
        return 0
    if "--check" in arguments:
        problems = [*(line for folder in folders() for line in problems_of(folder)), *disagreements()]
        print(*problems or ["Every text has its Chinese."], sep="\n")
        return 1 if problems else 0
    for folder in folders():
        collect(folder)
    return 0


def folders() -> list[Path]:
    """The folders that keep translations: those that Django knows as apps."""
    return sorted(path.parent for path in WEB.glob("*/apps.py")) or [SHARED]


def collect(folder: Path) -> None:
    """Writes the folder's .po anew from its source, with the translations it had."""
    fresh, kept = source_catalog(folder), catalog_of(folder)
    for message in fresh:
        old = kept.get(message.id, context=message.context)
        if message.id and old:
            message.string = old.string
    if len(fresh) == 0 and not (folder / PLACE).exists():
        return
    out = io.BytesIO()
    write_po(out, fresh, width=100, sort_output=True, omit_header=True, include_lineno=False)
    (folder / PLACE).parent.mkdir(parents=True, exist_ok=True)
    (folder / PLACE).write_text(HEADER + out.getvalue().decode("utf-8").strip() + "\n", "utf-8")
    missing = sum(1 for message in fresh if message.id and not done(message))
    print(f"{folder.name}: {len(fresh)} texts, {missing} without Chinese")


def problems_of(folder: Path) -> Iterator[str]:
    """One line for each text that lacks Chinese, is no longer in the source, or whose placeholders differ."""
    fresh, kept = source_catalog(folder), catalog_of(folder)
    for message in fresh:
        if not message.id:
            continue
        place = f"{folder.name}/{PLACE.as_posix()}"
        old = kept.get(message.id, context=message.context)
        if old is None or not done(old):
            yield f"{place}: no Chinese for {message.id!r} ({', '.join(name for name, _ in message.locations)})"
        elif placeholders(old.id, whole=False) - placeholders(old.string) or placeholders(old.string) - placeholders(
            old.id
        ):
            yield f"{place}: placeholders differ in {message.id!r}: {old.string!r}"
    for message in kept:
        if message.id and fresh.get(message.id, context=message.context) is None:
            yield f"{folder.name}/{PLACE.as_posix()}: stale, no longer in the source: {message.id!r}"


def disagreements() -> Iterator[str]:
    """One line for each text that two folders say differently: Django shows one Chinese for both."""
    said: dict[tuple[str, str], dict[str, str]] = {}
    for folder in folders():
        for message in catalog_of(folder):
            if message.id:
                said.setdefault((message.context or "", str(message.id)), {})[folder.name] = str(message.string)
    for (context, text), by_folder in sorted(said.items()):
        if len(set(by_folder.values())) > 1:
            told = ", ".join(f"{name}: {chinese}" for name, chinese in by_folder.items())
            yield f"{text!r} {context} has more than one Chinese: {told}. Agree on one, or use pgettext."


def done(message: Message) -> bool:
    """Whether a message has its translation, in every form."""
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(strings)


def placeholders(text: object, *, whole: bool = True) -> set[str]:
    """The placeholders of a text or of all its forms; not `whole`: those of its last form, the plural."""
    forms = list(text) if isinstance(text, tuple | list) else [text]
    return {
        name or other for form in (forms if whole else forms[-1:]) for name, other in PLACEHOLDER.findall(str(form))
    }


def compile_all() -> None:
    """Writes the .mo beside each .po."""
    for path in sorted(WEB.glob(f"*/{PLACE.as_posix()}")):
        catalog = catalog_of(path.parents[len(PLACE.parts) - 1])
        catalog.creation_date = catalog.revision_date = NO_DATE
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalog)


def catalog_of(folder: Path) -> Catalog:
    """What the folder's .po holds; nothing where there is none."""
    path = folder / PLACE
    if not path.exists():
        return Catalog("zh_Hans")
    with path.open("rb") as source:
        return read_po(source, locale="zh_Hans")


def source_catalog(folder: Path) -> Catalog:
    """The texts of a folder's Python files and templates; shared also has those of folders that are no apps."""
    catalog = Catalog("zh_Hans")
    for path in files(folder):
        for found in texts(path):
            text = (found.text, found.plural) if found.plural else found.text
            catalog.add(text, locations=[(found.place, 0)], context=found.context)
    return catalog


def files(folder: Path) -> list[Path]:
    """What the texts of a folder stand in."""
    rooms = [folder]
    if folder == SHARED:
        rooms += [path for path in WEB.iterdir() if path.is_dir() and path not in folders() and path.name != "static"]
    found = [path for room in rooms for path in room.rglob("*") if path.suffix in (".py", ".html", ".txt")]
    return sorted([*found, *WEB.glob("*.py")] if folder == SHARED else found)


def texts(path: Path) -> Iterator[Found]:
    """The texts of one file."""
    place, source = path.relative_to(WEB).as_posix(), path.read_text("utf-8")
    if path.suffix == ".py":
        for _line, words, _comments, context in extract("python", io.BytesIO(source.encode("utf-8")), KEYWORDS):
            singular, plural = words if isinstance(words, tuple) else (words, None)
            yield Found(singular, plural, context, place)
        return
    for call in CALL.finditer(templatize(source, origin=place)):
        parts = [ast.literal_eval(part) for part in re.findall(TEXT, call[2], re.DOTALL)]
        context = parts.pop(0) if "p" in call[1] and call[1] != "_" else None
        yield Found(parts[0], parts[1] if call[1].startswith("n") else None, context, place)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
