"""Scoring rules (评分标准): each turns an actual value into points for a weight.

`RULES` is the registry: the YAML key of a rule → its class. Every rule is frozen, takes `cap` (share of the weight or
points, default the weight) and `floor`, and says where its pieces join so that the linter can prove things.
"""

from deskmerit.core.rules.base import Rule

__all__ = ["Rule"]
