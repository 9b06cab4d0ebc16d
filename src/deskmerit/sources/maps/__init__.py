"""Import maps: any export → canonical tables. `run_import` imports, `read_map` reads and lints, SHIPPED lists ours."""

from deskmerit.sources.maps.lay import ImportResult
from deskmerit.sources.maps.model import Choices
from deskmerit.sources.maps.read import SHIPPED, read_map
from deskmerit.sources.maps.run import run_import

__all__ = ["SHIPPED", "Choices", "ImportResult", "read_map", "run_import"]
