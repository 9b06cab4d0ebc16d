"""The organisation's settings, read for the web application."""

from pathlib import Path

from deskmerit.core.settings import Settings
from deskmerit.sources.settings import load_settings


def read_settings(folder: Path) -> Settings:
    """The settings of a workspace folder; what can't be read is told by `validate` and takes its default here."""
    return load_settings(folder)[0]
