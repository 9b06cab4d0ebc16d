"""An independent reading of the measures: plain Python, event by event, no windows, no SQL, exact integers.

It shares no line with the engine: its own clock, order, months, postings and adjustments. Slow on purpose, so that
each rule stands in the order in which a person would tell it.
"""
