"""Scoring rules (评分标准): each turns an actual value into points for a weight.

`RULES` is the registry: the YAML key of a rule → its class. The fields of a class are the keys of its YAML (a trailing
underscore only keeps a field apart from a method or a Python word). Every rule is frozen, takes `cap` and `floor` in
points of the base weight (default: the weight, and 0; `NO_CAP` and `NO_FLOOR` are `none`), and says where its pieces
join so that the linter can prove things.
"""

from deskmerit.core.rules.bands import Band, Bands
from deskmerit.core.rules.base import NO_CAP, NO_FLOOR, Rule, Scale
from deskmerit.core.rules.deduct import Deduct, Step
from deskmerit.core.rules.linear import Linear
from deskmerit.core.rules.pieces import Piece, edges, pieces
from deskmerit.core.rules.ratio import Inverse, Ratio
from deskmerit.core.rules.simple import Count, PassFail, Rating

RULES: dict[str, type[Deduct | Ratio | Bands | Linear | PassFail | Rating | Count]] = {
    "deduct": Deduct,
    "ratio": Ratio,
    "bands": Bands,
    "linear": Linear,
    "pass_fail": PassFail,
    "rating": Rating,
    "count": Count,
}

__all__ = [
    "NO_CAP",
    "NO_FLOOR",
    "RULES",
    "Band",
    "Bands",
    "Count",
    "Deduct",
    "Inverse",
    "Linear",
    "PassFail",
    "Piece",
    "Rating",
    "Ratio",
    "Rule",
    "Scale",
    "Step",
    "edges",
    "pieces",
]
