"""Metrics made from one record table each: surveys, complaints, calls, quality, feedback, growth, attendance."""
