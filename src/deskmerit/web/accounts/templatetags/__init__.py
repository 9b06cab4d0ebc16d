"""Filters of the account pages."""
