"""Which tickets wait: their cases change when time passes, without any new record."""

from collections.abc import Sequence

import ibis
import pyarrow as pa

from deskmerit.metrics.question import Ask
from deskmerit.metrics.registry import METRICS
from deskmerit.metrics.stage import Stage


def waiting(stage: Stage, asks: Sequence[Ask]) -> pa.Table:
    """The tickets of a stage that wait for any of the measures: see `parts.WAITING`."""
    names = stage.shared.tickets.names.select(name_tk="tk", ticket_id="ticket_id")
    found = names.filter(ibis.literal(False)).select(tk="name_tk", until=ibis.null("int64"))
    asked: list[tuple[str, object, str]] = []
    for ask in asks:
        measurable = METRICS.get(ask.metric)
        if measurable and measurable.waits and (ask.metric, ask.params, ask.clock) not in asked:
            asked.append((ask.metric, ask.params, ask.clock))
            found = found.union(measurable.waits(stage, ask).mutate(tk=ibis._.tk.cast("int32")))
    found = found.distinct()
    return stage.engine.fetch(found.join(names, found.tk == names.name_tk).select("ticket_id", "until"))
