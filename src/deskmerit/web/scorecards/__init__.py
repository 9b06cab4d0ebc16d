"""Frozen scorecards with trace, receipts and restatements."""
