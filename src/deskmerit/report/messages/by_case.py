"""A message whose sentence depends on the kind of case that an issue names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deskmerit.report.messages.base import Message


@dataclass(frozen=True, slots=True)
class ByCase(Message):
    """Takes the message of the issue's param `case`, and itself where there is none for it.

    >>> ByCase("some", "", "几", "", {"one": Message("one", "", "一", "")}).said({"case": "one"}, "zh")
    ('一', '')
    """

    cases: Mapping[str, Message] = field(default_factory=dict)

    def said(self, params: Mapping[str, object], lang: str, gap: str = "…") -> tuple[str, str]:
        """Message and mend in `lang` for the case at hand."""
        chosen = self.cases.get(str(params.get("case", "")))
        return Message.said(chosen or self, params, lang, gap)
