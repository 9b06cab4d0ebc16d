"""Fields that only one place of a plan has: a veto's condition, the duties of a post."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from deskmerit.web.plans.editor.blocks import Group
from deskmerit.web.plans.editor.indicator import Aim, question
from deskmerit.web.plans.editor.parts import Bilingual, Given, Plain, View, inside, text


@dataclass(frozen=True, slots=True)
class When:
    """A veto's condition: a question to the engine, and one bound that stands among its keys."""

    bounds: tuple[tuple[str, Any], ...]

    def take(self, given: Given) -> Plain:
        sent = inside(given)
        held = Group(question).take(sent)
        bound = Aim(self.bounds).take(sent.get("bound", ""))
        return {**(held if isinstance(held, dict) else {}), **(bound if isinstance(bound, dict) else {})} or None

    def show(self, name: str, label: Any, value: Plain) -> View:
        held = value if isinstance(value, dict) else {}
        first = {key: each for key, each in held.items() if key in dict(self.bounds)}
        rest = {key: each for key, each in held.items() if key not in first or len(first) > 1}
        block = Group(question).show(name, label, rest)
        block.children.append(Aim(self.bounds).show(f"{name}.bound", _("is"), first if len(first) == 1 else None))
        return block

    def fits(self, value: Plain) -> bool:
        return isinstance(value, dict)


@dataclass(frozen=True, slots=True)
class Duties:
    """A list of texts in two languages: as many lines in each."""

    def take(self, given: Given) -> Plain:
        columns = [text(inside(given).get(key)).split("\n") for key in ("zh", "en")]
        longest = max(len(each) for each in columns)
        zh, en = ([*(x.strip() for x in each), *[""] * (longest - len(each))] for each in columns)
        found: list[Plain] = []
        for one, other in zip(zh, en, strict=True):
            if one or other:
                found.append({"zh": one, "en": other} if one and other and one != other else one or other)
        return found

    def show(self, name: str, label: Any, value: Plain) -> View:
        listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        pairs = [each if isinstance(each, dict) else {"zh": each, "en": each} for each in listed]
        joined = {
            key: "\n".join(str(pair.get(key) or pair.get(other) or "") for pair in pairs)
            for key, other in (("zh", "en"), ("en", "zh"))
        }
        return View(
            name, label, "pair", children=[View(f"{name}.{key}", key, "long", joined[key]) for key in ("zh", "en")]
        )

    def fits(self, value: Plain) -> bool:
        listed = [value] if isinstance(value, str) else value
        return isinstance(listed, list) and all(Bilingual().fits(each) and "\n" not in str(each) for each in listed)
