"""Plan files: a plan as YAML or workbook ⇄ `core.Plan`, every message with file and line; the shipped plans."""

from deskmerit.planfile.reading import PlanLine, list_plans, read_plan
from deskmerit.planfile.shipped import SHIPPED
from deskmerit.planfile.workbook import write_workbook
from deskmerit.planfile.yamlfile import plan_from_text, write_yaml

__all__ = ["SHIPPED", "PlanLine", "list_plans", "plan_from_text", "read_plan", "write_workbook", "write_yaml"]
