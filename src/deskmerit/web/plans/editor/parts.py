"""Kinds of fields of the editor: each shows a piece of the plan's tree as form fields and takes it back from a form.

A piece that a part can't show (somebody wrote something else in the text) is carried along unseen by its group, so
that nothing is lost: `fits` tells.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise

type Plain = str | list[Plain] | dict[str, Plain] | None
type Given = str | dict[str, Given]
"""What a form sent, by the parts of its names: `{"grades": {"0": {"id": "S"}}}`."""
type Words = str | Promise


@dataclass(slots=True)
class View:
    """What a template draws: a field with its value, or a block with children. Findings are put beside by name."""

    name: str
    label: Words
    kind: str
    value: str = ""
    options: Sequence[tuple[str, Words]] = ()
    hint: Words = ""
    children: "list[View]" = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)
    title: str = ""
    note: str = ""
    opened: bool = False

    @property
    def id(self) -> str:
        """The id of the field in the page."""
        return "f-" + re.sub(r"[^\w-]", "-", self.name)

    @property
    def bad(self) -> bool:
        """Whether a finding that is more than a note stands here or inside."""
        return any(each.level != "note" for each in self.findings) or any(child.bad for child in self.children)


class Part(Protocol):
    """A kind of field."""

    def take(self, given: Given) -> Plain:
        """The piece of the tree that a form gives; None for nothing."""

    def show(self, name: str, label: Words, value: Plain) -> View:
        """The fields of a piece; `value` None where there is none."""

    def fits(self, value: Plain) -> bool:
        """Whether the part can show the piece without loss."""


def text(given: Given | None) -> str:
    """A field's text, "" where a form sent none."""
    return given.replace("\r\n", "\n").strip() if isinstance(given, str) else ""


def inside(given: Given | None) -> dict[str, Given]:
    """The fields of a block."""
    return given if isinstance(given, dict) else {}


@dataclass(frozen=True, slots=True)
class Line:
    """One text: `kind` text, number, long, date or id."""

    kind: str = "text"
    hint: Words = ""

    def take(self, given: Given) -> Plain:
        return text(given) or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        return View(name, label, self.kind, value if isinstance(value, str) else "", hint=self.hint)

    def fits(self, value: Plain) -> bool:
        return isinstance(value, str) and value == value.strip()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A key whose field stands in another place of the form."""

    def take(self, given: Given) -> Plain:
        return None

    def show(self, name: str, label: Words, value: Plain) -> View:
        return View(name, label, "nothing")

    def fits(self, value: Plain) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, each with its label; what else stands in the text is offered as it is."""

    options: Sequence[tuple[str, Words]]
    empty: Words = "–"
    kind: str = "choice"

    def take(self, given: Given) -> Plain:
        return text(given) or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        chosen = value if isinstance(value, str) else ""
        also = [(chosen, chosen)] if chosen and chosen not in dict(self.options) else []
        return View(name, label, self.kind, chosen, [("", self.empty), *self.options, *also])

    def fits(self, value: Plain) -> bool:
        return isinstance(value, str)


@dataclass(frozen=True, slots=True)
class Checks:
    """Several of a few words. `default` is what the text means by saying nothing."""

    options: Sequence[tuple[str, Words]]
    default: Sequence[str] = ()

    def take(self, given: Given) -> Plain:
        ticked = [key for key in inside(given) if key != "_"]
        order = [key for key, _label in self.options]
        return [*(key for key in order if key in ticked), *(key for key in ticked if key not in order)]

    def show(self, name: str, label: Words, value: Plain) -> View:
        held = self.default if value is None else [value] if isinstance(value, str) else value
        found = [View(f"{name}.{key}", said, "check", "on" if key in held else "") for key, said in self.options]
        return View(name, label, "checks", children=found)

    def fits(self, value: Plain) -> bool:
        held = [value] if isinstance(value, str) else value
        return isinstance(held, list) and all(each in dict(self.options) for each in held)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English; one given language stands for both."""

    kind: str = "text"

    def take(self, given: Given) -> Plain:
        zh, en = (text(inside(given).get(key)) for key in ("zh", "en"))
        if zh and en and zh != en:
            return {"zh": zh, "en": en}
        return zh or en or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        held = value if isinstance(value, dict) else {"zh": value or "", "en": value or ""}
        pair = [View(f"{name}.{key}", key, self.kind, str(held.get(key) or "")) for key in ("zh", "en")]
        return View(name, label, "pair", children=pair)

    def fits(self, value: Plain) -> bool:
        return isinstance(value, str) or (
            isinstance(value, dict)
            and set(value) <= {"zh", "en"}
            and all(isinstance(each, str) for each in value.values())
        )


@dataclass(frozen=True, slots=True)
class Names:
    """A list of short texts with commas between, or (`lines`) one a line."""

    lines: bool = False
    hint: Words = ""

    def take(self, given: Given) -> Plain:
        found = text(given).split("\n") if self.lines else re.split(r"[,，]", text(given))
        return [each.strip() for each in found if each.strip()] or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        held = [value] if isinstance(value, str) else [str(each) for each in value or ()]
        joined = "\n".join(held) if self.lines else ", ".join(held)
        return View(name, label, "long" if self.lines else "text", joined, hint=self.hint)

    def fits(self, value: Plain) -> bool:
        held = [value] if isinstance(value, str) else value
        return isinstance(held, list) and all(
            isinstance(each, str) and each == each.strip() and not re.search(r"\n" if self.lines else r"[,，]", each)
            for each in held
        )


@dataclass(frozen=True, slots=True)
class Numbers:
    """Names with numbers, `manager: 50, peer: 30`; as a list of {from, factor} where `steps`."""

    steps: bool = False
    hint: Words = ""

    def take(self, given: Given) -> Plain:
        pairs = [
            tuple(part.strip() for part in re.split(r"[:：](?=[^:：]*$)", each, maxsplit=1))
            for each in re.split(r"[,，\n]", text(given)) if each.strip()
        ]  # fmt: skip
        found = {pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs}
        if self.steps:
            return [{"from": key, "factor": value} for key, value in found.items()] or None
        return dict(found) or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        pairs = self._pairs(value)
        return View(name, label, "text", ", ".join(f"{key}: {each}" for key, each in pairs), hint=self.hint)

    def fits(self, value: Plain) -> bool:
        pairs = self._pairs(value)
        plain = all(isinstance(each, str) and not re.search(r"[,，\n:：]", key + each) for key, each in pairs)
        return (
            plain
            and isinstance(value, list if self.steps else dict)
            and (
                not self.steps
                or all(isinstance(each, dict) and set(each) == {"from", "factor"} for each in value or ())
            )
        )

    def _pairs(self, value: Plain) -> list[tuple[str, Any]]:
        if self.steps and isinstance(value, list):
            return [(str(each.get("from", "")), each.get("factor", "")) for each in value if isinstance(each, dict)]
        return list(value.items()) if isinstance(value, dict) else []


def nested(sent: Mapping[str, str]) -> dict[str, Given]:
    """A form's flat names as nested mappings.

    >>> nested({"grades.0.id": "S", "plan": "x"})
    {'grades': {'0': {'id': 'S'}}, 'plan': 'x'}
    """
    found: dict[str, Given] = {}
    for name, value in sent.items():
        *path, last = name.split(".")
        at = found
        for key in path:
            deeper = at.setdefault(key, {})
            if not isinstance(deeper, dict):
                break
            at = deeper
        else:
            at[last] = value
    return found
