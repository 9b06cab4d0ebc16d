"""The plans that come with Deskmerit: YAML files with their cases, by name."""

from collections.abc import Mapping
from pathlib import Path

_HERE = Path(__file__).parent

SHIPPED: Mapping[str, Path] = {
    name: _HERE / f"{name}.yaml"
    for name in (
        "template",
        "as-printed",
        "small-team",
        "pre-sales",
        "after-sales",
        "complaints",
        "field-support",
        "team-lead",
    )
}
"""Name of a shipped plan → its file. `template` is the default of every command."""
