"""Import maps: any export → canonical tables. `run_import` imports, `read_map` reads and lints, SHIPPED lists ours.

`map_rows` makes records of rows that come from elsewhere than files."""

from deskmerit.sources.maps.lay import ImportResult
from deskmerit.sources.maps.model import Choices, ImportMap
from deskmerit.sources.maps.read import SHIPPED, read_map
from deskmerit.sources.maps.run import map_rows, run_import

__all__ = ["SHIPPED", "Choices", "ImportMap", "ImportResult", "map_rows", "read_map", "run_import"]
