"""Whether a customer came back: other tickets of the same requester and category."""

from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.tickets import Tickets


def keyed(inputs: Inputs, names: ir.Table) -> ir.Table:
    """tk and key of the tickets that share requester and category with another one."""
    raw = inputs.table("tickets").select("ticket_id", "requester_id", "category")
    raw = raw.filter(raw.requester_id.notnull() & raw.category.notnull())
    pairs = raw.group_by(["requester_id", "category"]).agg(tickets=raw.count())
    engine = inputs.engine
    pairs = engine.keep(engine.numbered(pairs.filter(pairs.tickets > 1), "key"), lasting=True, bulk=True)
    rows = raw.join(pairs, ["requester_id", "category"])
    names = names.select("tk", own="ticket_id")
    return rows.join(names, rows.ticket_id == names.own).select("tk", "key")


@dataclass
class Repeats:
    """Look-ups over all tickets, whatever the batch. An unknown requester or category never matches."""

    inputs: Inputs
    tickets: Tickets
    _keyed: list[ir.Table] = field(default_factory=list)
    _by_days: dict[int, ir.Table] = field(default_factory=dict)

    def keyed(self) -> ir.Table:
        """tk, key, created, merged of the tickets that share requester and category with another one."""
        if not self._keyed:
            self._keyed.append(self._key())
        return self._keyed[0]

    def _key(self) -> ir.Table:
        rows = self.tickets.keyed
        rows = keyed(self.inputs, self.tickets.names) if rows is None else rows.select("tk", "key")
        rows = rows.join(self.tickets.rows.select("tk", "created", "merged"), "tk")
        return self.inputs.engine.keep(rows, lasting=True, bulk=True)

    def buckets(self, length: int) -> ir.Table:
        """key, bucket, low, high: the first and last creation in each stretch of `length` microseconds."""
        if length not in self._by_days:
            rows = self.keyed()
            found = rows.group_by(["key", (rows.created // length).name("bucket")])
            ends = found.agg(low=rows.created.min(), high=rows.created.max())
            self._by_days[length] = self.inputs.engine.keep(ends, lasting=True, bulk=True)
        return self._by_days[length]

    def came_back(self, solves: ir.Table, length: int) -> ir.Table:
        """tk of the solves (tk, t) after which the requester opened another ticket of that category in time.

        An interval of the length of a bucket ends in the next bucket, so two look-ups by equality are exact.
        """
        rows = solves.join(self.keyed().select("tk", "key"), "tk").select("tk", "t", "key")
        if length <= 0:
            return rows.filter(ibis.literal(False)).select("tk")
        rows = rows.mutate(bucket=rows.t // length)
        here = self.buckets(length).rename(here_key="key", here_bucket="bucket", here_low="low", here_high="high")
        rows = rows.left_join(here, [rows.key == here.here_key, rows.bucket == here.here_bucket])
        then = self.buckets(length).rename(then_key="key", then_bucket="bucket", then_low="low", then_high="high")
        rows = rows.left_join(then, [rows.key == then.then_key, rows.bucket + 1 == then.then_bucket])
        again = (rows.here_high > rows.t) | (rows.then_low <= rows.t + length)
        return rows.filter(again.fill_null(False)).select("tk")

    def beside(self, solves: ir.Table) -> ir.Table:
        """tk of the solves (tk, t) between whose creation and instant (ends included) the requester had another
        unmerged ticket of that category created."""
        rows = solves.join(self.keyed(), "tk").select("tk", "t", "key", "created", "merged")
        one = ibis.literal(1, "int64")
        none = ibis.literal(0, "int64")
        others = self.keyed()
        marks = others.filter(~others.merged).select("key", t="created", turn=ibis.literal(1), tk="tk", one=one)
        starts = rows.select("key", t="created", turn=ibis.literal(0), tk="tk", one=none)
        ends = rows.select("key", t="t", turn=ibis.literal(2), tk="tk", one=none)
        line = marks.union(starts, ends)
        so_far = ibis.window(group_by=line.key, order_by=[line.t, line.turn, line.tk], rows=(None, 0))
        line = line.mutate(seen=line.one.sum().over(so_far))
        line = line.filter(line.turn != 1)
        counts = line.group_by("tk").agg(between=line.seen.max() - line.seen.min())
        counts = counts.join(rows.select("tk", "merged"), "tk")
        return counts.filter(counts.between > ibis.ifelse(counts.merged, 0, 1)).select("tk")
