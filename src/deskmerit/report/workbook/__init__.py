"""Workbooks: the scorecard with live formulas (Template 2) and plain tables."""
