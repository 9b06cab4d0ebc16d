"""What holds for the tests of every room."""

from hypothesis import settings

# No time limit for a single example: a busy machine would turn a right answer into a failure.
settings.register_profile("deskmerit", deadline=None)
settings.load_profile("deskmerit")
