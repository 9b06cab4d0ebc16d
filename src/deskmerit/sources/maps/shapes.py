"""The three bodies of a map — `tables`, `log`, `summary` — from YAML to the model, linted against canonical tables."""

from deskmerit.core.issue import Level
from deskmerit.metrics import CATALOGUE
from deskmerit.records.columns import TABLES
from deskmerit.records.yamltree import Map, Node, Scalar
from deskmerit.sources.maps.headers import made_id
from deskmerit.sources.maps.model import Activities, Deed, FigureColumn, Log, Summary, Target
from deskmerit.sources.maps.tree import Walker, nearest

KINDS = tuple(TABLES["events"].column("kind").allowed)
STATUSES = ("new", "open", "pending", "on_hold", "solved", "closed")
ROLES = tuple(TABLES["events"].column("actor_role").allowed)
PERIODS = ("day", "week", "month", "range", "start")
TARGET_KEYS = ("table", "columns", "constants", "extra", "needs")
LOG_KEYS = (
    "case", "time", "order", "created_at", "first", "last", "extra", "outcome", "changes", "activities", "solved_at",
)  # fmt: skip
ACTIVITY_KEYS = ("column", "actor", "means", "other")
DEED_KEYS = ("kind", "status", "assigned", "role")
SUMMARY_KEYS = ("agent", *PERIODS, "end", "end_included", "figures")
FIGURE_KEYS = ("metric", "value", "numerator", "denominator", "cases", "unit")
PERSONS = ("actor", "nobody")  # what `assigned` may say instead of a column
# Made by the import itself where a map leaves them out.
MADE = {"source"}

type Lines = dict[str, int]


def read_targets(walker: Walker, node: Node | None, lines: Lines) -> tuple[Target, ...]:
    """`tables:` a list of records to make from each row."""
    return tuple(_target(walker, item, f"tables[{n}]", lines) for n, item in enumerate(walker.items(node, "tables"), 1))


def _target(walker: Walker, node: Node, path: str, lines: Lines) -> Target:
    entry = walker.entries(node, path, TARGET_KEYS, ("table", "columns"))
    table = walker.text(entry.get("table"), f"{path}.table", TABLES) if entry.get("table") else ""
    target = Target(
        table,
        _columns(walker, entry.get("columns"), f"{path}.columns", table, lines),
        _columns(walker, entry.get("constants"), f"{path}.constants", table, None),
        _extra(walker, entry.get("extra"), f"{path}.extra", table, lines),
        _named(walker, entry, "needs", path, lines),
        entry.line,
    )
    if table:
        _complete(walker, target, path)
    return target


def _columns(walker: Walker, node: Node | None, path: str, table: str, lines: Lines | None) -> dict[str, str]:
    """Canonical column → logical column (or constant); an unknown canonical column is an issue."""
    if lines is not None:
        _note_lines(walker, node, path, lines)
    known = [column.name for column in TABLES[table].columns] if table else []
    for entry in walker.entries(node, path):
        if table and entry.key not in known:
            near = nearest(entry.key, known) or "–"
            walker.report(
                "map-unknown-column", entry.line, f"{path}.{entry.key}", column=entry.key, table=table, near=near
            )
    return walker.pairs(node, path)


def _named(walker: Walker, entry: Map, key: str, path: str, lines: Lines) -> tuple[str, ...]:
    """A list of logical columns."""
    found = walker.texts(entry.get(key), f"{path}.{key}")
    for name in found:
        lines.setdefault(name, entry.line_of(key))
    return found


def _extra(walker: Walker, node: Node | None, path: str, table: str, lines: Lines) -> dict[str, str]:
    _note_lines(walker, node, path, lines)
    known = {column.name for column in TABLES[table].columns} if table else set()
    for entry in walker.entries(node, path):
        if entry.key in known | {"source_file", "source_row"}:
            walker.report("map-extra-is-canonical", entry.line, f"{path}.{entry.key}", column=entry.key, table=table)
    return walker.pairs(node, path)


def _note_lines(walker: Walker, node: Node | None, path: str, lines: Lines) -> None:
    for entry in walker.entries(node, path):
        if isinstance(entry.value, Scalar):
            lines.setdefault(entry.value.text, entry.line)


def _complete(walker: Walker, target: Target, path: str) -> None:
    """Every required canonical column is filled, but for ids, which the import makes itself."""
    spec = TABLES[target.table]
    for column in spec.columns:
        given = column.name in target.columns or column.name in target.constants
        if column.required and not given and column.name not in MADE | {made_id(target.table)}:
            walker.report("map-column-needed", target.line, path, column=column.name, table=target.table)


def read_log(walker: Walker, node: Node | None, lines: Lines) -> Log:
    """`log:` rows of cases in order."""
    entry = walker.entries(node, "log", LOG_KEYS, ("case", "time"))

    def one(key: str) -> str:
        said = walker.text(entry.get(key), f"log.{key}")
        lines.setdefault(said, entry.line_of(key))
        return said

    if entry and entry.get("changes") is None and entry.get("activities") is None:
        walker.report("map-log-without-events", entry.line, "log")
    activities = entry.get("activities")
    _note_lines(walker, entry.get("changes"), "log.changes", lines)
    walker.entries(entry.get("changes"), "log.changes", ("assigned", "status"))
    return Log(
        case=one("case"),
        time=one("time"),
        order=_named(walker, entry, "order", "log", lines),
        created_at=one("created_at"),
        first=_columns(walker, entry.get("first"), "log.first", "tickets", lines),
        last=_columns(walker, entry.get("last"), "log.last", "tickets", lines),
        extra=_extra(walker, entry.get("extra"), "log.extra", "tickets", lines),
        outcome=_extra(walker, entry.get("outcome"), "log.outcome", "tickets", lines),
        changes=walker.pairs(entry.get("changes"), "log.changes"),
        activities=_activities(walker, activities, lines) if activities is not None else None,
        solved_at=one("solved_at"),
    )


def _activities(walker: Walker, node: Node, lines: Lines) -> Activities:
    path = "log.activities"
    entry = walker.entries(node, path, ACTIVITY_KEYS, ("column", "means"))
    column, actor = (walker.text(entry.get(key), f"{path}.{key}") for key in ("column", "actor"))
    for key, name in (("column", column), ("actor", actor)):
        lines.setdefault(name, entry.line_of(key))
    means = walker.entries(entry.get("means"), f"{path}.means")
    other = walker.text(entry.get("other"), f"{path}.other", (*KINDS, "nothing")) or "internal_note"
    deeds = {item.key.casefold(): _deed(walker, item.value, f"{path}.means.{item.key}", lines) for item in means}
    return Activities(column, actor, deeds, "" if other == "nothing" else other)


def _deed(walker: Walker, node: Node, path: str, lines: Lines) -> Deed:
    if isinstance(node, Scalar) and node.text == "nothing":
        return Deed()
    entry = walker.entries(node, path, DEED_KEYS)
    if isinstance(node, Map) and not entry:
        walker.report("map-missing-key", node.line, path, key="kind, status, assigned")
    assigned = walker.text(entry.get("assigned"), f"{path}.assigned")
    if assigned not in ("", *PERSONS):
        lines.setdefault(assigned, entry.line_of("assigned"))
    return Deed(
        walker.text(entry.get("kind"), f"{path}.kind", KINDS),
        walker.text(entry.get("status"), f"{path}.status", STATUSES),
        assigned,
        walker.text(entry.get("role"), f"{path}.role", ROLES) or "agent",
    )


def read_summary(walker: Walker, node: Node | None, lines: Lines) -> Summary:
    """`summary:` figures by person and period."""
    entry = walker.entries(node, "summary", SUMMARY_KEYS, ("agent", "figures"))
    said = {key: walker.text(entry.get(key), f"summary.{key}") for key in ("agent", *PERIODS, "end")}
    for key, name in said.items():
        if name:
            lines.setdefault(name, entry.line_of(key))
    ways = [key for key in PERIODS if said[key]]
    if entry and (len(ways) != 1 or bool(said["start"]) != bool(said["end"])):
        walker.report("map-period", entry.line, "summary", ways=", ".join(ways) or "–")
    items = walker.items(entry.get("figures"), "summary.figures")
    figures = tuple(_figure(walker, item, f"summary.figures[{n}]", lines) for n, item in enumerate(items, 1))
    included = walker.yes(entry.get("end_included"), "summary.end_included", True)
    return Summary(figures=figures, end_included=included, **said)


def _figure(walker: Walker, node: Node, path: str, lines: Lines) -> FigureColumn:
    parts = ("value", "numerator", "denominator", "cases")
    entry = walker.entries(node, path, FIGURE_KEYS, ("metric",))
    said = {key: walker.text(entry.get(key), f"{path}.{key}") for key in parts}
    for key, name in said.items():
        if name:
            lines.setdefault(name, entry.line_of(key))
    if entry and not said["value"] and not said["numerator"]:
        walker.report("map-missing-key", entry.line, path, key="value")
    unit = walker.text(entry.get("unit"), f"{path}.unit", ("seconds", "share"))
    metric = walker.text(entry.get("metric"), f"{path}.metric")
    # Any other name may be a plan's custom metric; one nearly like ours is a slip that would cost the figure.
    if metric not in CATALOGUE and (near := nearest(metric, CATALOGUE, 0.85)):
        walker.report("map-metric-doubted", entry.line_of("metric"), path, Level.WARNING, metric=metric, near=near)
    return FigureColumn(metric, unit=unit, line=entry.line, **said)
