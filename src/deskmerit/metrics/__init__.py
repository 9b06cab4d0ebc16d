"""Metrics: what each one means, and how its cases are made from records on any engine."""

from deskmerit.metrics.registry import CATALOGUE, METRICS

__all__ = ["CATALOGUE", "METRICS"]
