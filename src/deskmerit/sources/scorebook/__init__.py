"""Filled scorecards (Template 2 and its kin): Chinese or English, one sheet or many, merged cells."""

from deskmerit.sources.scorebook.read import FilledCard, is_workbook, read_scorebook

__all__ = ["FilledCard", "is_workbook", "read_scorebook"]
