"""The chain as one piece: records → measures → scores → grades → awards, for the command line and the web.

Each function here joins rooms that may not know each other; none computes a figure of its own.
"""
