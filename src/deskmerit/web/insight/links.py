"""Addresses of other folders' pages by name; a page that isn't there is left out."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: object) -> str:
    """The address of a page, "" where there is none of that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def known[T](pages: Iterable[tuple[str, T]]) -> list[tuple[str, T]]:
    """The pages that exist, as (address, what stands beside)."""
    return [(url, beside) for name, beside in pages if (url := address(name))]
