"""Every issue that reading a plan can raise has a sentence and a mend in both languages, and none is left over."""

import re
from pathlib import Path

from deskmerit.report.messages.planfile import MESSAGES

SOURCE = Path(__file__).parents[2] / "src" / "deskmerit" / "planfile"


def test_every_code_has_its_words_and_every_message_its_code() -> None:
    text = "".join(path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py")))
    assert set(re.findall(r'"(plan-[a-z-]+)"', text)) - {"plan-data"} == set(MESSAGES)


def test_every_message_can_be_said() -> None:
    for code, message in MESSAGES.items():
        for lang in ("zh", "en"):
            assert all(part.strip() for part in message.said({}, lang)), code
