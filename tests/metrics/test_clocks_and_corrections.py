"""The business clock inside measures (traps 1 to 4, 7, 10), decided corrections, and batches."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from deskmerit.core.calendar import Calendar
from deskmerit.core.settings import Settings
from deskmerit.metrics import facts
from deskmerit.metrics.ask import defaults, spec
from deskmerit.metrics.measure import cases, measure
from deskmerit.metrics.prepare import tickets
from deskmerit.metrics.story import story
from deskmerit.records.store import Records
from metrics.telling import told

H = 3600
OFFICE = ((9 * H, 12 * H), (13 * H, 17 * H))
WEEK = (OFFICE,) * 5 + ((), ())
NIGHTS = (((22 * H, 30 * H),),) * 7
SINCE = date(2000, 1, 1)
OFFICES = Calendar("office", "UTC", ((SINCE, WEEK),), {date(2026, 9, 2): (), date(2026, 9, 5): ((10 * H, 12 * H),)})
NIGHT = Calendar("night", "UTC", ((SINCE, NIGHTS),), {date(2026, 9, 2): ()})
CHANGED = Calendar("changed", "UTC", ((SINCE, WEEK), (date(2026, 9, 3), (((8 * H, 9 * H),),) * 7)))
SETTINGS = Settings(calendar="office", calendars={c.name: c for c in (OFFICES, NIGHT, CHANGED)})
HOURS = 60 * 60


def business(text: str, metric: str = "first_response_time", **more: object) -> object:
    return told(text, metric, clock="business", settings=SETTINGS, **more)  # type: ignore[arg-type]  # columns of tickets


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("t1 08:00 created\nt1 10:00 reply amy", 1),  # opens at nine
        ("t1 11:00 created\nt1 14:00 reply amy", 2),  # the noon break is out
        ("t1 16:00 created\nd3 t1 10:00 reply amy", 2),  # Wednesday is a holiday
        ("d4 t1 16:00 created\nd7 t1 10:00 reply amy", 4),  # a make-up Saturday, two hours
        ("d6 t1 10:00 created\nd6 t1 11:00 reply amy", 0),  # wholly on a Sunday
        ("t1 09:00 created\nd365 t1 09:00 reply amy", 7 * (52 * 5 - 1) + 2),  # a whole year, no cap
    ],
)
def test_only_opening_hours_count(text: str, hours: int) -> None:
    assert business(text) == {"amy": (hours * HOURS, 1)}


def test_a_holiday_takes_only_its_own_hours_from_a_night_shift() -> None:
    text = "d1 t1 21:00 created\nd3 t1 23:00 reply amy"
    # 22–24 on the 1st, nothing on the 2nd, 0–6 and 22–23 on the 3rd.
    assert business(text, t1={"calendar": "night"}) == {"amy": (9 * HOURS, 1)}


def test_a_schedule_that_changes_in_mid_week_and_mid_ticket() -> None:
    text = "d2 t1 16:00 created\nd3 t1 10:00 reply amy"
    assert business(text, t1={"calendar": "changed"}) == {"amy": (2 * HOURS, 1)}


def test_a_ticket_that_moves_to_another_calendar_is_timed_by_each_in_its_time() -> None:
    text = "d7 t1 16:00 created\nd7 t1 23:00 calendar night\nd8 t1 01:00 calendar office\nd8 t1 10:00 reply amy"
    assert business(text) == {"amy": ((1 + 2 + 1) * HOURS, 1)}


def test_a_deadline_on_closing_time_answered_out_of_hours_is_met() -> None:
    text = "t1 13:00 created\nt1 16:00 assigned ben\nt1 22:00 status solved amy"
    assert business(text, "ticket_timeliness", params={"hours": 4}) == {"amy": (1, 1)}
    target = {"metric": "resolution_time", "seconds": 4 * HOURS}
    assert business(text, "within_target", params=target) == {"amy": (1, 1)}
    late = text.replace("22:00 status", "22:00 message\nd3 t1 09:00:00.000001 status")
    assert business(late, "ticket_timeliness", params={"hours": 4}) == {"ben": (0, 1)}


def test_without_calendars_the_business_clock_is_the_calendar_clock() -> None:
    text = "t1 09:00 created\nd3 t1 10:00 reply amy"
    assert told(text, "first_response_time", clock="business") == {"amy": (49 * HOURS, 1)}


CORRECTIONS = pa.schema(
    [
        (name, pa.string())
        for name in ("adjustment_id", "kind", "table", "record_id", "metric", "old", "new", "reason", "decided_at")
    ]
)
TEXT = "t1 09:00 created\nt1 09:01 reply amy\nt1 09:02 reply ben\nt1 10:00 status solved amy"


def corrected(text: str, **fix: str) -> Records:
    records = story(text)
    row = {"adjustment_id": "j1", "reason": "r", **fix}
    return replace(records, tables={**records.tables, "resolved_adjustments": pa.Table.from_pylist([row], CORRECTIONS)})


def sums(records: Records, metric: str) -> dict[str, int]:
    asked = spec(metric, clock="calendar") if metric.endswith("time") else spec(metric)
    return {fact.agent_id: fact.numerator for fact in measure(records, [asked]).fact_list()}


def test_an_excluded_record_is_out_with_its_correction_named() -> None:
    records = corrected(TEXT, kind="exclude", table="tickets", record_id="t1")
    assert sums(records, "first_response_time") == {}
    (row,) = cases(records, spec("first_response_time")).to_pylist()
    assert (row["included"], row["reason"], row["adjustment_id"]) == (False, "excluded", "j1")


def test_an_exclusion_for_one_metric_leaves_the_others() -> None:
    records = corrected(TEXT, kind="exclude", table="tickets", record_id="t1", metric="first_response_time")
    assert sums(records, "first_response_time") == {}
    assert sums(records, "tickets_solved") == {"amy": 1}


def test_an_excluded_event_never_happened() -> None:
    reply = story(TEXT).tables["events"]
    assert isinstance(reply, pa.Table)
    first = reply.to_pylist()[0]["event_id"]
    assert sums(corrected(TEXT, kind="exclude", table="events", record_id=first), "first_response_time") == {"ben": 120}
    limited = corrected(TEXT, kind="exclude", table="events", record_id=first, metric="tickets_handled")
    assert sums(limited, "first_response_time") == {"amy": 60}


def test_a_reattributed_case_changes_its_person_only_where_it_was_the_old_ones() -> None:
    moved = corrected(TEXT, kind="reattribute", table="tickets", record_id="t1", old="amy", new="ben")
    assert sums(moved, "first_response_time") == {"ben": 60}
    kept = corrected(TEXT, kind="reattribute", table="tickets", record_id="t1", old="ben", new="amy")
    assert sums(kept, "first_response_time") == {"amy": 60}
    (row,) = cases(moved, spec("first_response_time")).to_pylist()
    assert (row["agent_id"], row["credit"]) == ("ben", "reattributed")


def test_batches_of_tickets_give_the_same_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(
        f"d{n} t{n} 09:00 created\nd{n} t{n} 09:0{n} reply amy\nd{n} t{n} 10:00 status solved amy\n"
        f"d{n} t{n} 11:00 status open\nd{n} t{n} 12:00 status solved ben\n"
        for n in range(1, 7)
    )
    survey = "surveys: survey_id=s{n}, ticket_id=t{n}, sent_at=d{n} 11:00, answered_at=d{n} 12:00, score={n}"
    text += "".join((survey + ", scale_min=1, scale_max=9\n").format(n=n) for n in (2, 5))
    same = {f"t{n}": {"requester_id": "r", "category": "c"} for n in range(1, 7)}
    asked = [s for s in defaults() if s.metric in ("first_contact_resolution", "satisfaction", "reopen_rate")]
    asked.append(spec("first_response_time", clock="calendar", percentile=50))
    whole = measure(story(text, None, **same), asked).facts
    monkeypatch.setattr(tickets, "BATCH", 10)
    monkeypatch.setattr(facts, "_AT_ONCE", 2)
    assert measure(story(text, None, **same), asked).facts.equals(whole)
