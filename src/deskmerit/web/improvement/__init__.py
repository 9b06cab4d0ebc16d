"""Improvement plans made jointly, with check-ins and outcome."""
