"""The name of a plan's meaning: two files that mean the same have one fingerprint, whatever their layout."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from deskmerit.core.issue import Where
from deskmerit.core.metric import Metric
from deskmerit.core.number import plain
from deskmerit.core.plan import Plan


def fingerprint(plan: Plan) -> str:
    """The SHA-256 of the plan's canonical form, in hexadecimal.

    The form holds every field that differs from its default, so a field added to the software later leaves the
    fingerprints of older plans as they were. Decimals count by value: 30 and 30.0 are the same.
    """
    form = json.dumps(canonical(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(form.encode()).hexdigest()


def stamped(plan: Plan) -> Plan:
    """The plan with its fingerprint."""
    return replace(plan, fingerprint=fingerprint(plan))


def canonical(value: object) -> Any:
    """A value as JSON can hold it, without anything that has no meaning.

    >>> canonical(Decimal("30.0")), canonical({"b": (1, None)})
    ('30', {'b': [1, None]})
    """
    if isinstance(value, Decimal):
        return plain(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): canonical(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [canonical(each) for each in value]
    if isinstance(value, str | Fraction):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _fields(value: Any) -> Any:
    said = {each.name: getattr(value, each.name) for each in fields(value) if each.name != "fingerprint"}
    # The place in a file has no meaning. A metric of the catalogue is meant by its name, which stands in the question;
    # one of the plan's own is told in full where it is defined.
    beside = Metric | Where if "spec" in said else Where
    told = {name: canonical(each) for name, each in said.items() if not isinstance(each, beside)}
    unsaid = {each.name for each in fields(value) if each.name in told and _is_default(each, said[each.name])}
    # The class tells rules apart that have the same fields.
    return {"": type(value).__name__, **{name: each for name, each in told.items() if name not in unsaid}}


def _is_default(of: Field[Any], value: object) -> bool:
    default = of.default_factory() if of.default_factory is not MISSING else of.default
    return default is not MISSING and bool(default == value)
