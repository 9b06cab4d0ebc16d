"""Deskmerit: from helpdesk tickets to fair scores, grades and awards."""

__version__ = "0.1.0"
