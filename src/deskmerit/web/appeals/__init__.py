"""Flags on records and appeals against results, decided with the consequence in sight."""
