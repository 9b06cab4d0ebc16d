"""Metrics made from the histories of tickets."""
