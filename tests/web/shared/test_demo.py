"""The demonstration's parts are played together in the order of their instants."""

from datetime import datetime

import pytest

from deskmerit.web.demo.base import Part
from deskmerit.web.demo.play import unrolled
from deskmerit.web.shared import clock


def part(told: list[tuple[str, datetime]], name: str, *days: str) -> Part:
    for day in days:
        yield f"2026-10-{day}T09:00:00+08:00"
        told.append((name, clock.now()))


@pytest.mark.django_db
def test_the_parts_of_the_year_are_played_by_time_and_the_clock_never_goes_back() -> None:
    told = list[tuple[str, datetime]]()
    try:
        seen = [when[8:10] for when in unrolled([part(told, "a", "08", "15", "15"), part(told, "b", "12", "15")])]
    finally:
        clock.set_now(None)
    assert seen == ["08", "12", "15", "15", "15"]
    assert [name for name, _ in told] == ["a", "b", "a", "a", "b"]
    assert [at for _, at in told] == sorted(at for _, at in told)


@pytest.mark.django_db
def test_a_part_that_wants_to_go_back_in_time_is_a_mistake() -> None:
    try:
        with pytest.raises(AssertionError, match="wants to go back"):
            list(unrolled([part([], "a", "15", "08")]))
    finally:
        clock.set_now(None)
