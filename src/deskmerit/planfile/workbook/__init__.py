"""A plan as a workbook: sheets for people in the look of Template 1, and one that carries the rest without loss."""

from deskmerit.planfile.workbook.read import read_workbook
from deskmerit.planfile.workbook.write import write_workbook

__all__ = ["read_workbook", "write_workbook"]
