"""What helpdesks themselves say of a ticket, as our metrics, and on which clock."""

from typing import Any

import pytest

from deskmerit.sources.helpdesks import KINDS
from deskmerit.sources.helpdesks.client import Client, Patience
from deskmerit.sources.helpdesks.model import Source
from sources.helpdesks.mock import Mock, serving

BEGAN, REPLIED, SOLVED = "2026-09-01T01:00:00Z", "2026-09-01T01:05:00Z", "2026-09-01T03:00:00Z"
FIRST, SOLVE = "first_response_time", "resolution_time"

FRESHDESK = {"created_at": BEGAN, "stats": {"first_responded_at": REPLIED, "resolved_at": SOLVED}}
ZAMMAD = {"created_at": BEGAN, "first_response_at": REPLIED, "close_at": None, "first_response_in_min": 3}
CHATWOOT = [
    {"name": "first_response", "value": 300.0, "value_in_business_hours": 120.0},
    {"name": "conversation_resolved", "value": 60.0, "value_in_business_hours": 60.0},
    {"name": "conversation_resolved", "value": 7200.0, "value_in_business_hours": 0.0},
]


@pytest.mark.parametrize(
    ("kind", "path", "said", "figures"),
    [
        ("freshdesk", "/api/v2/tickets/1", FRESHDESK, {(FIRST, "calendar"): 300, (SOLVE, "calendar"): 7200}),
        ("zammad", "/api/v1/tickets/1", ZAMMAD, {(FIRST, "calendar"): 300, (FIRST, "business"): 180}),
        (
            "chatwoot",
            "/api/v1/accounts/1/conversations/1/reporting_events",
            CHATWOOT,
            {(FIRST, "calendar"): 300, (FIRST, "business"): 120, (SOLVE, "calendar"): 7200},
        ),
    ],
)
def test_figures_of_a_ticket_on_the_clocks_they_are_told(
    kind: str, path: str, said: Any, figures: dict[tuple[str, str], int]
) -> None:
    vendor = KINDS[kind]
    assert vendor.figures is not None
    with serving(Mock({path: lambda query: said})) as mock:
        source = Source("desk", kind, mock.url, "desk-", options={"account": 1})
        client = Client(mock.url, vendor.headers(source, "hush"), Patience(2, 0))
        found = {(each.metric, each.clock): each.seconds for each in vendor.figures(client, source, ["1", "2"])}
    assert found == figures, "a ticket that is gone has none"
