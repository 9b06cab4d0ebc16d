"""The calculation trace: written by the very functions that score, when a recorder is passed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

type Note = Callable[[str, Mapping[str, object]], None]
"""A recorder of steps: called with a step code and its values. Scoring functions take `note: Note | None = None`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation: a stable code and the values that fill its sentence (semantics §9)."""

    code: str
    values: Mapping[str, object]


def recorder() -> tuple[list[Step], Note]:
    """A list and the recorder that fills it.

    >>> steps, note = recorder(); note("divide", {"numerator": 47925, "denominator": 1284}); steps[0].code
    'divide'
    """
    steps: list[Step] = []
    return steps, lambda code, values: steps.append(Step(code, dict(values)))
