"""How lists of Zendesk are paged, and the ratings offered in the last weeks."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from deskmerit.sources.helpdesks.client import Client

RATED = timedelta(days=40)
"""How long after it was offered a rating may still change: Zendesk closes a solved ticket after 28 days at most."""

MANY = 100
SIZE: Mapping[str, object] = {"page[size]": MANY}


def ratings(client: Client, since: int) -> Iterator[list[Any]]:
    """Pages of ratings offered since a second."""
    yield from client.pages("api/v2/satisfaction_ratings", "satisfaction_ratings", paging(), start_time=since, **SIZE)


def listed(client: Client, path: str, name: str, **question: object) -> Iterator[Any]:
    """A list, whatever its pages."""
    for page in client.pages(path, name, paging(), **SIZE, **question):
        yield from page


def paging() -> object:
    """Zendesk's cursors."""
    from dlt.sources.helpers.rest_client.paginators import JSONResponseCursorPaginator

    return JSONResponseCursorPaginator("meta.after_cursor", "page[after]", has_more_path="meta.has_more")
