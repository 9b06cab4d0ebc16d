"""Evaluation plans as immutable versions: edit, compare, approve, acknowledge."""
