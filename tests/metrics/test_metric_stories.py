"""Tiny stories with answers worked out by hand, metric by metric."""

import pytest

from deskmerit.metrics import METRICS
from metrics.telling import Sums, told

T1 = "t1 09:00 created\n"

STORIES: list[tuple[str, str, dict[str, object], str, Sums]] = [
    (
        "the clock starts at the last queueing before the reply",
        "first_response_time",
        {"from": "queued"},
        T1 + "t1 09:01 queued\nt1 09:05 queued\nt1 09:06 reply amy\nt1 09:07 queued",
        {"amy": (60, 1)},
    ),
    (
        "without a queueing there is no case from queueing",
        "first_response_time",
        {"from": "queued"},
        T1 + "t1 09:06 reply amy\nt1 09:07 queued",
        {},
    ),
    (
        "the replier's own last assignment counts, not a colleague's",
        "first_response_time",
        {"from": "assigned"},
        T1 + "t1 09:01 assigned amy\nt1 09:02 assigned ben\nt1 09:06 reply amy",
        {"amy": (300, 1)},
    ),
    (
        "a reply ends a run, a second reply in a row answers nothing",
        "response_time",
        {},
        T1 + "t1 09:01 reply amy\nt1 09:02 reply amy\nt1 09:03 message\nt1 09:03:30 reply ben",
        {"amy": (60, 1), "ben": (30, 1)},
    ),
    (
        "a ticket created by an agent starts no run",
        "response_time",
        {},
        "t1 09:00 created amy\nt1 09:01 reply amy\nt1 09:03 message\nt1 09:04 reply amy",
        {"amy": (60, 1)},
    ),
    (
        "time pending is taken out",
        "resolution_time",
        {"pause": "pending"},
        T1 + "t1 09:10 status pending\nt1 09:40 status open\nt1 09:50 status pending\nt1 10:00 status solved amy",
        {"amy": (1200, 1)},
    ),
    (
        "exactly on the limit is on time, in the solver's name",
        "ticket_timeliness",
        {"hours": 2},
        T1 + "t1 09:30 assigned ben\nt1 11:00 status solved amy",
        {"amy": (1, 1)},
    ),
    (
        "an open ticket is late once its time has passed by the as-of instant, and the holder's then",
        "ticket_timeliness",
        {"hours": 2},
        T1 + "t1 09:30 assigned ben\nt1 11:00 assigned amy\nt1 11:00:01 assigned cy",
        {"amy": (0, 1)},
    ),
    (
        "an open ticket that is not yet due is no case",
        "ticket_timeliness",
        {"hours": 2},
        T1 + "t1 11:00 assigned amy",
        {},
    ),
    (
        "by handlers one human assignee is one contact, however many replies; a bot is none",
        "first_contact_resolution",
        {"contact": "handlers", "days": 1},
        T1 + "t1 09:01 assigned amy\nt1 09:02 reply amy\nt1 09:03 reply ben\nt1 09:04 assigned amy\n"
        "t1 09:05 status solved amy\nd9 t2 09:00 created\nd9 t2 09:00 message",
        {"amy": (1, 1)},
    ),
    (
        "assignment to the same person is no transfer, to nobody is one",
        "transfer_rate",
        {},
        T1 + "t1 09:01 assigned amy\nt1 09:02 assigned amy\nt1 09:03 assigned\nt1 09:04 assigned ben\n"
        "t1 09:05 status solved ben",
        {"amy": (1, 1), "ben": (0, 1)},
    ),
    (
        "no stint starts while solved; a reopening starts the assignee's",
        "transfer_rate",
        {},
        T1 + "t1 09:01 assigned amy\nt1 09:02 status solved amy\nt1 09:03 assigned ben\nt1 09:04 assigned cy\n"
        "t1 09:05 status open\nt1 09:06 assigned amy",
        {"amy": (0, 1), "cy": (1, 1)},
    ),
    (
        "being assigned is handling; only one's own escalation counts",
        "escalation_rate",
        {},
        T1 + "t1 09:01 assigned amy\nt1 09:02 reply ben\nt1 09:03 escalated ben",
        {"amy": (0, 1), "ben": (1, 1)},
    ),
    (
        "two solves are two, though the ticket was handled once",
        "tickets_solved",
        {},
        T1 + "t1 09:01 status solved amy\nt1 09:02 status open\nt1 09:03 status solved amy",
        {"amy": (2, 0)},
    ),
    (
        "a ticket handled in two months counts in each",
        "tickets_handled",
        {},
        T1 + "t1 09:01 reply amy\nd31 t1 09:01 reply amy\nd32 t1 09:01 reply ben",
        {"amy": (2, 0), "ben": (1, 0)},
    ),
]


@pytest.mark.parametrize(
    ("metric", "params", "text", "expected"), [s[1:] for s in STORIES], ids=[s[0] for s in STORIES]
)
def test_story(metric: str, params: dict[str, object], text: str, expected: Sums) -> None:
    assert told(text, metric, params) == expected


@pytest.mark.parametrize("name", list(METRICS))
def test_the_worked_example_of_each_metric_gives_its_figure(name: str) -> None:
    example = METRICS[name].example
    found = told(example.story, name, example.params).values()
    assert (sum(n for n, _ in found), sum(d for _, d in found)) == (example.numerator, example.denominator)
    assert set(example.says) == {"zh", "en"}
