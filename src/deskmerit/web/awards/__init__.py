"""Bases, award runs, payroll files, wishes, certificates."""
