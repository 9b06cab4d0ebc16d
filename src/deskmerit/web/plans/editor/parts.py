"""Kinds of fields of the editor: each shows a piece of the plan's tree as form fields and takes it back from a form.

A piece that a part can't show (somebody wrote something else in the text) is carried along unseen by its group, so
that nothing is lost: `fits` tells.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise

type Plain = str | list[Plain] | dict[str, Plain] | None
type Given = str | dict[str, Given]
"""What a form sent, by the parts of its names: `{"grades": {"0": {"id": "S"}}}`."""
type Words = str | Promise

REST = "_rest"


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


@dataclass(frozen=True, slots=True)
class Group:
    """Named fields of a mapping; keys it does not know, or can't show, are carried along.

    `parts` may depend on the value (an indicator's parameters on its metric). `kept`: a row stays although it is empty.
    """

    parts: "Callable[[Mapping[str, Any]], Mapping[str, tuple[Words, Part]]]"
    kind: str = "row"
    kept: bool = False
    title: Callable[[Mapping[str, Any]], tuple[str, str]] = lambda value: ("", "")

    def take(self, given: Given) -> Plain:
        sent = inside(given)
        rest = json.loads(text(sent.get(REST)) or "{}")
        found: dict[str, Plain] = {}
        for key, (_label, part) in self.parts(sent).items():
            if key in sent and (value := part.take(sent[key])) is not None and value != {}:
                found[key] = value
        return found | {key: value for key, value in rest.items() if key not in found} or ({} if self.kept else None)

    def show(self, name: str, label: Words, value: Plain) -> View:
        held = value if isinstance(value, dict) else {}
        parts = self.parts(held)
        views, rest = [], {key: each for key, each in held.items() if key not in parts}
        for key, (said, part) in parts.items():
            if held.get(key) is not None and not part.fits(held[key]):
                rest[key] = held[key]
            views.append(part.show(f"{name}.{key}" if name else key, said, None if key in rest else held.get(key)))
        if rest:
            said = ", ".join(rest)
            views.append(View(f"{name}.{REST}", said, "rest", json.dumps(rest, ensure_ascii=False)))
        title, note = self.title(held)
        return View(name, label, self.kind, children=views, title=title, note=note)

    def fits(self, value: Plain) -> bool:
        return isinstance(value, dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of mappings, each with its own fields; rows are added, moved and removed."""

    item: Group
    kind: str = "rows"
    add: Words = ""

    def take(self, given: Given) -> Plain:
        rows = sorted(inside(given).items(), key=lambda pair: int(pair[0]) if pair[0].isdigit() else 0)
        return [self.item.take(each) or {} for key, each in rows if key.isdigit()] or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        rows = value if isinstance(value, list) else []
        found = [self.item.show(f"{name}.{n}", "", each) for n, each in enumerate(rows)]
        return View(name, label, self.kind, children=found, hint=self.add)

    def fits(self, value: Plain) -> bool:
        return isinstance(value, list) and all(isinstance(each, dict) for each in value)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping with names of the author's own: rows of a name (`key`) and its value."""

    of: Part
    named: Words
    said: Words
    kind: str = "rows"
    add: Words = ""

    def take(self, given: Given) -> Plain:
        found: dict[str, Plain] = {}
        for number, each in inside(given).items():
            if not number.isdigit():
                continue
            key = text(inside(each).get("key"))
            value = self.of.take(inside(each).get("value", ""))
            while key in found:
                key += "-2"  # two of one name: neither is lost
            found[key] = value
        return found or None

    def show(self, name: str, label: Words, value: Plain) -> View:
        rows = []
        for n, (key, each) in enumerate((value if isinstance(value, dict) else {}).items()):
            named = Line("id").show(f"{name}.{n}.key", self.named, key)
            rows.append(
                View(f"{name}.{n}", "", "row", children=[named, self.of.show(f"{name}.{n}.value", self.said, each)])
            )
        return View(name, label, self.kind, children=rows, hint=self.add)

    def fits(self, value: Plain) -> bool:
        return isinstance(value, dict) and all(each is None or self.of.fits(each) for each in value.values())


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
