"""The calculator: pure functions over plain values, standard library only.

No clock, no files, no sentences. Problems are returned as :class:`~deskmerit.core.issue.Issue` values.
"""
