"""The `deskmerit.yaml` of a workspace that an import starts: zone, bots, calendars. One that stands there is kept."""

from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.yamltree import Map, Scalar, read
from deskmerit.sources.maps.model import ImportMap

SETTINGS = "deskmerit.yaml"


def declared_zone(out: Path) -> str:
    """The zone that the workspace declares, "" where it declares none."""
    path = out / SETTINGS
    tree = read(path)[0] if path.is_file() else None
    zone = tree.get("zone") if isinstance(tree, Map) else None
    return zone.text if isinstance(zone, Scalar) and not zone.null else ""


def write_settings(out: Path, imap: ImportMap, zone: str) -> tuple[Path | None, list[Issue]]:
    """Writes `deskmerit.yaml` where there is none and the import knows something to say in it.

    Where one stands, a zone other than the import's is a warning: months and opening hours follow the workspace's.
    """
    path = out / SETTINGS
    if path.exists():
        there = declared_zone(out) or "UTC"
        params = {"there": there, "zone": zone}
        return None, [Issue(Level.WARNING, "import-other-zone", Where(file=SETTINGS), params)] if zone not in (
            "",
            there,
        ) else []
    lines = []
    if zone and "\nzone:" not in "\n" + imap.workspace:
        lines.append(f"zone: {zone}")
    # A pattern such as `auto*` is no id: the accounts it matched are bots in the list of agents.
    bots = [_quoted(bot) for bot in imap.bots if "*" not in bot]
    if bots and "\nbots:" not in "\n" + imap.workspace:
        lines.append("bots: [" + ", ".join(bots) + "]")
    if imap.workspace:
        lines.append(imap.workspace.rstrip("\n"))
    if not lines:
        return None, []
    name = " ".join(imap.name.split())
    head = f"# Begun by an import with the map {name}. It is yours to change; no import writes over it.\n"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path, []


def _quoted(said: str) -> str:
    return '"' + said.replace("\\", "\\\\").replace('"', '\\"') + '"'
