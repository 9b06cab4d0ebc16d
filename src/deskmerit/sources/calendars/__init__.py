"""Calendars: weekly hours, dated changes, official and own days off."""
