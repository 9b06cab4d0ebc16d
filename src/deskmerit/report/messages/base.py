"""One message: a sentence and a mend by language, filled by `str.format_map` from an issue's params."""

from collections.abc import Mapping
from dataclasses import dataclass


class _Gaps(dict[str, object]):
    gap = "…"

    def __missing__(self, key: str) -> str:
        return self.gap


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong and how to mend it, in both languages.

    >>> Message("{n} rows", "remove them", "{n} 行", "请删除").said({"n": 3}, "zh")
    ('3 行', '请删除')
    """

    en: str
    fix_en: str
    zh: str
    fix_zh: str

    def said(self, params: Mapping[str, object], lang: str, gap: str = "…") -> tuple[str, str]:
        """Message and mend in `lang`; a parameter that was not given shows as `gap`."""
        gaps = _Gaps(params)
        gaps.gap = gap
        text, fix = (self.zh, self.fix_zh) if lang == "zh" else (self.en, self.fix_en)
        return text.format_map(gaps), fix.format_map(gaps)
