"""Makes the benchmark's centre once: 5 million tickets, 30 million events, 2,000 people, a year, as Parquet. A larger
one is several such centres side by side: people and customers grow with the tickets."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

CHUNKS = 10
CENTRE = 5_000_000
CUSTOMERS = 900_000
START_US = 1_735_689_600_000_000  # 2025-01-01T00:00:00Z
DAY_US = 86_400_000_000

# What happens to a ticket: (kind, role, value, mean seconds since the event before). `me`/`other` become people.
STORIES: dict[str, list[tuple[str, str, str, int]]] = {
    "plain": [
        ("assigned", "system", "me", 8),
        ("public_reply", "agent", "", 40),
        ("status", "agent", "solved", 900),
    ],
    "talk": [
        ("queued", "bot", "", 3),
        ("assigned", "system", "me", 10),
        ("public_reply", "agent", "", 45),
        ("customer_message", "customer", "", 300),
        ("public_reply", "agent", "", 60),
        ("status", "agent", "solved", 600),
    ],
    "wait": [
        ("assigned", "system", "me", 15),
        ("public_reply", "agent", "", 1800),
        ("status", "agent", "pending", 60),
        ("customer_message", "customer", "", 40000),
        ("status", "system", "open", 1),
        ("public_reply", "agent", "", 2500),
        ("status", "agent", "solved", 300),
        ("status", "system", "closed", 259200),
    ],
    "moved": [
        ("assigned", "system", "other", 15),
        ("internal_note", "other", "", 200),
        ("assigned", "other", "me", 600),
        ("public_reply", "agent", "", 900),
        ("escalated", "agent", "二线", 100),
        ("customer_message", "customer", "", 5000),
        ("public_reply", "agent", "", 900),
        ("status", "agent", "solved", 300),
    ],
    "back": [
        ("assigned", "system", "me", 10),
        ("public_reply", "agent", "", 120),
        ("status", "agent", "solved", 500),
        ("customer_message", "customer", "", 90000),
        ("status", "system", "open", 1),
        ("assigned", "system", "other", 20),
        ("public_reply", "other", "", 700),
        ("status", "other", "solved", 600),
        ("status", "system", "closed", 259200),
    ],
}
MIX = ("plain",) * 4 + ("talk",) * 9 + ("wait",) * 3 + ("moved",) * 2 + ("back",) * 2


@dataclass(frozen=True, slots=True)
class Size:
    """How large the centre is; `people` for each five million tickets or part of them."""

    tickets: int = CENTRE
    people: int = 2_000

    @property
    def everybody(self) -> int:
        """All people."""
        return self.people * -(-self.tickets // CENTRE)


def ensure(folder: Path, size: Size) -> Path:
    """The folder with the records, made if it isn't there yet."""
    done = folder / "made.json"
    wanted = {"tickets": size.tickets, "people": size.people, "version": 4}
    if done.exists() and json.loads(done.read_text("utf-8")) == wanted:
        return folder
    for part in ("tickets", "events"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false; set preserve_insertion_order = false; set memory_limit = '3GB'")
    _stories(con)
    chunks = max(CHUNKS, CHUNKS * size.tickets // CENTRE)
    step = size.tickets // chunks
    for chunk in range(chunks):
        _chunk(con, folder, chunk, range(chunk * step, (chunk + 1) * step), size.people)
        print(f"  records {chunk + 1}/{chunks}", flush=True)
    _people(con, folder, size.everybody)
    (folder / "deskmerit.yaml").write_text(SETTINGS, encoding="utf-8")
    done.write_text(json.dumps(wanted), encoding="utf-8")
    return folder


SETTINGS = """\
zone: Asia/Shanghai
calendar: office
calendars:
  office:
    zone: Asia/Shanghai
    weekly:
      mon-fri: ["09:00-12:00", "13:00-18:00"]
      sat: ["09:00-12:00"]
    holidays: cn
"""


def _stories(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table story (mix int, pos int, kind text, role text, value text, gap bigint)")
    rows = [
        (mix, pos, kind, role, value, gap)
        for mix, name in enumerate(MIX)
        for pos, (kind, role, value, gap) in enumerate(STORIES[name], start=1)
    ]
    con.executemany("insert into story values (?, ?, ?, ?, ?, ?)", rows)


def _chunk(con: duckdb.DuckDBPyConnection, folder: Path, chunk: int, ids: range, people: int) -> None:
    con.execute(f"""
        create or replace temp table t as
        select i, 'T' || i as ticket_id, hash(i * 7 + 1) % {len(MIX)} as mix,
               {START_US} + (hash(i * 7 + 2) % 365)::bigint * {DAY_US}
                 + (hash(i * 7 + 3) % 57600)::bigint * 1000000 as created,
               i // {CENTRE} * {people} + hash(i * 7 + 4) % {people} as me,
               i // {CENTRE} * {people} + hash(i * 7 + 5) % {people} as other,
               i // {CENTRE} * {CUSTOMERS} + hash(i * 7 + 6) % {CUSTOMERS} as customer
        from range({ids.start}, {ids.stop}) r(i)""")
    con.execute(f"""
        copy (select ticket_id, make_timestamp(created)::timestamp at time zone 'UTC' as created_at,
            ['chat', 'chat', 'email', 'phone'][1 + i % 4] as channel, 'cat' || (i % 12) as category,
            ['low', 'normal', 'high'][1 + i % 3] as priority, 'C' || customer as requester_id,
            null::text as account, 'team' || (me % 100) as team, null::text as calendar, null::text as subject,
            'bench' as source
          from t) to '{folder}/tickets/part-{chunk}.parquet' (format parquet)""")
    con.execute(f"""
        copy (
          with e as (
            select i, ticket_id, me, other, customer, s.pos, s.kind, s.role, s.value,
              created + sum((hash(i * 31 + s.pos) % (2 * s.gap * 1000000 + 1))::bigint) over (
                partition by i order by s.pos) as at_us
            from t join story s using (mix))
          select (i * 10 + pos)::text as event_id, ticket_id,
            make_timestamp(at_us::bigint) at time zone 'UTC' as occurred_at, pos::bigint as seq, kind,
            case role when 'agent' then 'A' || me when 'other' then 'A' || other
              when 'customer' then 'C' || customer else 'BOT' end as actor_id,
            case role when 'other' then 'agent' else role end as actor_role,
            case value when 'me' then 'A' || me when 'other' then 'A' || other when '' then null else value end as value
          from e order by at_us) to '{folder}/events/part-{chunk}.parquet' (format parquet)""")


def _people(con: duckdb.DuckDBPyConnection, folder: Path, people: int) -> None:
    con.execute(f"""
        copy (select 'A' || i as agent_id, 'Person ' || i as name, null::text as employee_no, 'human' as kind
          from range({people}) r(i)
          union all select 'BOT', 'Bot', null, 'bot') to '{folder}/agents.parquet' (format parquet)""")
    con.execute(f"""
        copy (select 'A' || i as agent_id, 'team' || (i % 100) as team, '客服专员' as position,
            date '2024-01-01' as from_date, null::date as to_date
          from range({people}) r(i)) to '{folder}/postings.parquet' (format parquet)""")
