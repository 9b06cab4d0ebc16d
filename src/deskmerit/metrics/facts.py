"""Facts: judged cases summed by person, posting and month, percentiles of the period, and everything put together."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.core.facts import Place
from deskmerit.engines.base import Engine
from deskmerit.engines.script import batched
from deskmerit.metrics import codes as c
from deskmerit.metrics.corrections import Corrections
from deskmerit.metrics.finish import judged, made, sums
from deskmerit.metrics.measured import FACTS
from deskmerit.metrics.prepare.postings import seated
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage

PLACE = Place.__slots__
ADDED = ("n", "numerator", "denominator", "sum_of_squares", "provisional", "raters")
KEYS = [name for name in FACTS.names if name not in (*ADDED, "known_n", "supplied")]
"""What tells facts apart, and orders them."""


def cases_of(stage: Stage, ask: Ask, fixes: Corrections) -> ir.Table:
    """All judged cases of a measure as one table."""
    parts = [judged(stage, ask, part, fixes) for part in made(stage, ask)]
    return functools.reduce(lambda a, b: a.union(b), [part.select(*parts[0].columns) for part in parts])


def sums_of(stage: Stage, ask: Ask, fixes: Corrections) -> pa.Table:
    """One measure summed on one stage by spell, month and ticket's team, in codes: see `shaped`."""
    parts = [sums(part, judged(stage, ask, part, fixes)) for part in made(stage, ask)]
    return stage.engine.fetch(functools.reduce(lambda a, b: a.union(b), parts))


def together(parts: list[pa.Table]) -> list[pa.Table]:
    """Sums of batches as `sums_of` gives them, the first added up already; the others are added to it once they are as
    many, so that memory grows with what there is to tell and not with batches."""
    if sum(len(part) for part in parts[1:]) < len(parts[0]):
        return parts
    rows, keys = pa.concat_tables(parts), ["seg", "month", "team"]
    names = [name for name in rows.column_names if name not in keys]
    added = rows.group_by(keys).aggregate([(name, "sum") for name in names])
    named = pa.table({name: added[name if name in keys else f"{name}_sum"] for name in rows.column_names})
    return [named.cast(rows.schema)]


def shaped(stage: Stage, sums: list[tuple[int, pa.Table]], *, supplied: bool = False) -> pa.Table:
    """Sums of measures in codes, each with its measure's number, as facts in names, one of each kind and in order. The
    list is empty afterwards: the engine has them, and can write them to disk.

    A column `unknown` counts figures without cases. All measures at once: compiling it for each took most of the time.
    """
    found = [rows.append_column("spec", pa.repeat(pa.scalar(spec, pa.int32()), len(rows))) for spec, rows in sums]
    engine, seats, ids = stage.engine, stage.shared.seats, ("", *stage.shared.people.codes.ids)
    parts = -(-sum(len(rows) for rows in found) // _AT_ONCE)
    rows = engine.keep(pa.concat_tables(found)).join(seats.spells.select("seg", "who"), "seg")
    found.clear()
    sums.clear()
    ranks = engine.keep(pa.table({"ranked": pa.array(range(len(ids)), pa.int32()), "rank": _ranks(ids)}))
    rows = seated(rows.join(ranks, rows.who == ranks.ranked).drop("ranked"), seats)
    unknown = rows.unknown if "unknown" in rows.columns else ibis.literal(0, "int64")
    rows = rows.mutate(unknown=unknown, raters=ibis.literal(0, "int64"))

    def part(own: Engine, first: int, last: int) -> list[pa.Table]:
        some = rows.filter((rows["rank"] >= first) & (rows["rank"] < last))
        added = {name: _sum(some[name]) for name in ADDED}
        return [own.fetch(some.group_by(["who", "place", "spec", "month"]).agg(**added, unknown=some.unknown.sum()))]

    bounds = [(len(ids) * k // parts, len(ids) * (k + 1) // parts) for k in range(parts)]
    places = engine.fetch(seats.places.order_by("place")).drop(["place"])
    named = [_in_names(stage, each, places, supplied=supplied) for (each,) in batched(engine, bounds, part)]
    return pa.concat_tables([FACTS.empty_table(), *named])


_AT_ONCE = 500_000
"""Sums that get their names at once: millions of texts are not to be held many times over."""


def _in_names(stage: Stage, rows: pa.Table, places: pa.Table, *, supplied: bool) -> pa.Table:
    """Facts in codes as facts in names, in order: faster than an engine would, which sorts texts."""
    people, months = ("", *stage.shared.people.codes.ids), ("", *stage.shared.months.labels)
    order = {
        "who": _ranks(people).take(rows["who"]),
        "place": _ranks([tuple(place.values()) for place in places.to_pylist()]).take(rows["place"]),
        "spec": rows["spec"],
        "month": _ranks(months).take(rows["month"]),
    }
    rows = rows.take(pc.sort_indices(pa.table(order), [(name, "ascending") for name in order]))
    texts = {"agent_id": (people, "who"), "month": (months, "month")}
    named = {name: pa.array(said, pa.string()).take(rows[code]) for name, (said, code) in texts.items()}
    named |= {part: places[part].combine_chunks().take(rows["place"]) for part in PLACE}
    named |= {"part": pa.repeat("", len(rows)), "supplied": pa.repeat(supplied, len(rows))}
    named |= {"known_n": pc.equal(rows["unknown"], 0)}
    return pa.table({name: named[name] if name in named else rows[name] for name in FACTS.names}).cast(FACTS)


def _ranks(said: Sequence[Any]) -> pa.Array:
    """Where each of them stands among all."""
    place = {value: rank for rank, value in enumerate(sorted(said))}
    return pa.array([place[value] for value in said], pa.int32())


def word(code: ir.IntegerValue, words: Mapping[int, str], other: str = "") -> ir.StringValue:
    """The word a code stands for, `other` for any that is not listed."""
    return ibis.cases(*((code == number, text) for number, text in words.items()), else_=other)


def _sum(column: ir.NumericColumn) -> ir.NumericScalar:
    total = column.sum()
    return ibis.coalesce(total, 0).cast("decimal(38, 0)" if column.type().is_decimal() else "int64")


def named(stage: Stage, rows: ir.Table, by: str) -> ir.Table:
    """The rows (with who and place) with agent_id and the parts of the place, blank where not grouped by."""
    people, places = stage.shared.people.codes.table, stage.shared.seats.places
    found = rows.left_join(people, rows.who == people.code).drop("code")
    found = found.join(places, "place").drop("place")
    blank = ibis.literal("")
    agent = ibis.coalesce(found.id, "") if by == "agent" else blank
    place = {part: found[part] if by in ("agent", part) else blank for part in PLACE}
    return found.mutate(agent_id=agent, **place).drop("id")


def summed(engine: Engine, found: list[pa.Table], by: str) -> pa.Table:
    """Facts of all stages added up, grouped as asked, and sorted.

    What a source supplied counts only where measuring found no case of that person, measure and month: never twice.
    """
    rows = engine.keep(pa.concat_tables(found))
    found.clear()  # the engine has them now, and can write them to disk
    measured = rows.filter(~rows.supplied & (rows.n > 0)).select("agent_id", "spec", "month").distinct()
    own = rows.filter(~rows.supplied)
    rows = own.union(rows.filter(rows.supplied).anti_join(measured, ["agent_id", "spec", "month"]))
    if by != "agent":
        rows = rows.mutate(**{key: ibis.literal("") for key in ("agent_id", *PLACE) if key != by})
    sums = {name: _sum(rows[name]) for name in ADDED if name != "raters"}
    total = rows.group_by(KEYS).agg(
        **sums, raters=rows.raters.max(), known_n=rows.known_n.all(), supplied=rows.supplied.any()
    )
    return engine.fetch(total.select(*FACTS.names).order_by(KEYS)).cast(FACTS)


def spread(stage: Stage, ask: Ask, fixes: Corrections) -> pa.Table:
    """How often each number of seconds occurs by who and place: what percentiles of the period are made of."""
    rows = cases_of(stage, ask, fixes)
    rows = rows.filter((rows.out == c.IN) & ((rows.who != c.NOBODY) | (rows.team != c.NOBODY)))
    rows = seated(rows.group_by(["seg", "who", "team", "num"]).agg(cases=rows.count()), stage.shared.seats)
    return stage.engine.fetch(rows.select("who", "place", "num", "cases"))


def named_spread(stage: Stage, parts: list[pa.Table], spec: int) -> pa.Table:
    """Spreads of all batches added up, by person and posting: see `parts.SPREADS`."""
    rows = named(stage, stage.engine.keep(pa.concat_tables(parts)), "agent")
    keys = ["agent_id", *PLACE]
    rows = rows.group_by([*keys, "num"]).agg(cases=rows.cases.sum())
    return stage.engine.fetch(
        rows.select(*keys, spec=ibis.literal(spec, "int32"), num=rows.num.cast("int64"), cases=rows.cases.cast("int64"))
    )


def percentile(engine: Engine, spreads: pa.Table, percent: int, spec: int, by: str, whole: str) -> pa.Table:
    """The nearest-rank percentile of each group in the period `whole`: the smallest value that at least `percent` % of
    the cases don't exceed."""
    rows = engine.keep(spreads)
    rows = rows.filter(rows.spec == spec)
    if by != "agent":
        rows = rows.mutate(**{key: ibis.literal("") for key in ("agent_id", *PLACE) if key != by})
    keys = ["agent_id", *PLACE]
    rows = rows.group_by([*keys, "num"]).agg(cases=rows.cases.sum())
    group = [rows[key] for key in keys]
    so_far = rows.cases.sum().over(group_by=group, order_by=rows.num, rows=(None, 0))
    rows = rows.mutate(so_far=so_far, n=rows.cases.sum().over(group_by=group))
    rows = rows.filter(rows.so_far * 100 >= rows.n * percent)
    found = engine.fetch(rows.group_by([*keys, "n"]).agg(numerator=rows.num.min())).to_pylist()
    fixed = {"spec": spec, "month": whole, "part": "", "denominator": 1, "raters": 0}
    settled = {"known_n": True, "supplied": False, "provisional": 0}
    return pa.Table.from_pylist(
        [row | fixed | settled | {"sum_of_squares": row["numerator"] ** 2} for row in found], FACTS
    )
