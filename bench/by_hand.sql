-- The ten ticket metrics as somebody who knows SQL well would write them for DuckDB, the clocked ones on both clocks.
-- Given: tickets and events (views over the Parquet files), bots (agent_id) and windows (open_at, close_at, before:
-- the open microseconds before each window). Every answer is: metric, agent, month, n, numerator.
-- Left out, where measuring takes it in: see docs/benchmarks.md.

create temp table ticket as
select ticket_id, created_at, category, requester_id from tickets;

create temp table history as
select ticket_id, occurred_at, seq, kind, value,
  case when actor_role = 'agent' and actor_id not in (from bots) then actor_id end as person,
  count(*) filter (kind = 'public_reply' and actor_role = 'agent') over earlier as replies,
  last_value(case when kind = 'assigned' then value end ignore nulls) over earlier as assignee,
  coalesce(last_value(case when kind = 'status' then value end ignore nulls) over earlier, 'new') as status
from events
where kind in ('customer_message', 'public_reply', 'assigned', 'status', 'escalated')
window earlier as (partition by ticket_id order by occurred_at, seq rows between unbounded preceding and 1 preceding);

create temp macro month_of(instant) as strftime(instant at time zone 'Asia/Shanghai', '%Y-%m');
create temp macro seconds(earlier, later) as (epoch_us(later) - epoch_us(earlier)) // 1000000;
create temp macro done(status) as status in ('solved', 'closed');

create temp table turn as
select ticket_id, occurred_at, seq, done(value) as solved, coalesce(person, assignee) as solver, replies,
  lead(occurred_at) over line as reopened_at, row_number() over line as nth
from history
where kind = 'status' and done(value) <> done(status)
window line as (partition by ticket_id order by occurred_at, seq);

create temp table solve as
select turn.*, created_at, category, requester_id
from turn join ticket using (ticket_id)
where solved;

create temp table reply as
with run as (
  select ticket_id, replies, min(occurred_at) as asked_at
  from history where kind = 'customer_message' group by all)
select h.ticket_id, h.occurred_at, h.replies, person, created_at,
  case when h.replies = 0 then created_at else asked_at end as asked_at
from history h
  join ticket using (ticket_id)
  left join run on run.ticket_id = h.ticket_id and run.replies = h.replies
where kind = 'public_reply' and person is not null;

-- Open microseconds up to an instant, for every instant that a measure needs: one as-of join.
create temp table clock as
select instant, before + least(epoch_us(instant), close_at) - open_at as open_us
from (
    select occurred_at as instant from reply
    union select asked_at from reply where asked_at is not null
    union select created_at from ticket
    union select occurred_at from solve) needed
  asof join windows on epoch_us(instant) >= open_at;

-- answers

select 'first_response_time', person, month_of(occurred_at), count(*), sum(seconds(created_at, occurred_at))
from reply where replies = 0 group by all;

select 'first_response_time business', person, month_of(occurred_at), count(*), sum((b.open_us - a.open_us) // 1000000)
from reply join clock a on a.instant = created_at join clock b on b.instant = occurred_at
where replies = 0 group by all;

select 'response_time', person, month_of(occurred_at), count(*), sum(seconds(asked_at, occurred_at))
from reply where asked_at is not null group by all;

select 'response_time business', person, month_of(occurred_at), count(*), sum((b.open_us - a.open_us) // 1000000)
from reply join clock a on a.instant = asked_at join clock b on b.instant = occurred_at group by all;

select 'resolution_time', solver, month_of(occurred_at), count(*), sum(seconds(created_at, occurred_at))
from solve where reopened_at is null group by all;

select 'resolution_time business', solver, month_of(occurred_at), count(*), sum((b.open_us - a.open_us) // 1000000)
from solve join clock a on a.instant = created_at join clock b on b.instant = occurred_at
where reopened_at is null group by all;

-- Late is judged on the calendar clock at the due instant; the assignee then is the last one given the ticket.
with judged as (
  select ticket_id, t.created_at, s.solver, s.occurred_at, t.created_at + interval 24 hours as due_at
  from ticket t left join (from solve where nth = 1) s using (ticket_id)),
late as (
  select j.ticket_id, due_at, arg_max(h.value, (h.occurred_at, h.seq)) as holder
  from judged j left join history h
    on h.ticket_id = j.ticket_id and h.kind = 'assigned' and h.occurred_at <= due_at
  where coalesce(j.occurred_at > due_at, due_at < (select max(occurred_at) from history))
  group by all)
select 'ticket_timeliness', solver, month_of(occurred_at), count(*), count(*)
from judged where occurred_at <= due_at group by all
union all
select 'ticket_timeliness', holder, month_of(due_at), count(*), 0 from late group by all;

-- On the business clock the due instant is found in the window that holds the position aimed at.
with judged as (
  select t.ticket_id, s.solver, s.occurred_at, a.open_us + 86400000000 as aim, b.open_us as reached
  from ticket t join clock a on a.instant = t.created_at
    left join (from solve where nth = 1) s using (ticket_id) left join clock b on b.instant = s.occurred_at),
due as (
  select j.ticket_id, make_timestamptz(open_at + aim - before) as due_at
  from (from judged where coalesce(reached > aim, true)) j asof join windows on aim > before),
late as (
  select d.ticket_id, due_at, arg_max(h.value, (h.occurred_at, h.seq)) as holder
  from due d left join history h
    on h.ticket_id = d.ticket_id and h.kind = 'assigned' and h.occurred_at <= due_at
  where due_at < (select max(occurred_at) from history)
  group by all)
select 'ticket_timeliness business', solver, month_of(occurred_at), count(*), count(*)
from judged where reached <= aim group by all
union all
select 'ticket_timeliness business', holder, month_of(due_at), count(*), 0 from late group by all;

with first as (from solve where nth = 1 and replies >= 1),
again as (
  select distinct first.ticket_id
  from first join ticket t on t.requester_id = first.requester_id and t.category = first.category
  where t.created_at > first.occurred_at and t.created_at <= first.occurred_at + interval 7 days)
select 'first_contact_resolution', solver, month_of(occurred_at), count(*),
  count(*) filter (replies = 1 and coalesce(reopened_at > occurred_at + interval 7 days, true)
    and again.ticket_id is null)
from first left join again using (ticket_id)
where occurred_at + interval 7 days <= (select max(occurred_at) from history)
group by all;

select 'reopen_rate', solver, month_of(occurred_at), count(*),
  count(*) filter (reopened_at <= occurred_at + interval 7 days)
from solve
where occurred_at + interval 7 days <= (select max(occurred_at) from history)
group by all;

select 'transfer_rate', assignee, month_of(occurred_at), count(*), count(*) filter (kind = 'assigned')
from history
where assignee is not null and not done(status)
  and (kind = 'status' and done(value) or kind = 'assigned' and value is distinct from assignee)
group by all;

create temp table touched as
select ticket_id, person, month_of(occurred_at) as month, bool_or(worked) as worked, bool_or(escalated) as escalated
from (
  select ticket_id, person, occurred_at, true as worked, false as escalated from reply
  union all select ticket_id, solver, occurred_at, true, false from solve
  union all select ticket_id, value, occurred_at, false, false from history where kind = 'assigned'
  union all select ticket_id, person, occurred_at, false, true from history where kind = 'escalated')
where person is not null
group by all;

select 'escalation_rate', person, month, count(*), count(*) filter (escalated) from touched group by all;

select 'tickets_handled', person, month, count(*), count(*) from touched where worked group by all;

select 'tickets_solved', solver, month_of(occurred_at), count(*), count(*) from solve group by all;
