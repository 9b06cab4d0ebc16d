"""What changed between two versions of a form, so that whoever signs again reads only that."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in words, and what stood in it before and after ("" for nothing)."""

    label: str
    before: str
    after: str


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """The fields that differ, in the order of the new version, then what went away.

    >>> differences({"due": "30 Sep", "goal": "4.5"}, {"goal": "4.6", "due": "30 Sep"})
    [Difference(label='goal', before='4.5', after='4.6')]
    """
    labels = [*after, *(label for label in before if label not in after)]
    found = (Difference(label, before.get(label, ""), after.get(label, "")) for label in labels)
    return [each for each in found if each.before != each.after]
