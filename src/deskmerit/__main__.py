"""`python -m deskmerit`: the same as the command."""

from deskmerit.cli import main

main()
