"""The calculator's values as JSON and back, without loss: decimals as text, fractions as a/b, dates as ISO."""

from typing import Any

from pydantic import TypeAdapter


def plain(value: Any) -> Any:
    """A frozen dataclass of the calculator (or a list of them) as plain JSON values."""
    return (
        _of(type(value)).dump_python(value, mode="json") if not isinstance(value, list) else [plain(x) for x in value]
    )


def read[T](kind: type[T], data: Any) -> T:
    """The value of a kind from its JSON; raises ValueError where it is none."""
    found: T = _of(kind).validate_python(data)
    return found


_known: dict[Any, TypeAdapter[Any]] = {}


def _of(kind: Any) -> TypeAdapter[Any]:
    if kind not in _known:
        _known[kind] = TypeAdapter(kind)
    return _known[kind]
