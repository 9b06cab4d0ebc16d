"""Records as the engine takes them: canonical tables in memory or as Parquet files, with their settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from deskmerit.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Parquet:
    """A table too large to load: Parquet files in the canonical types, read by the engine itself.

    `digest`: what `fingerprint` says of its rows where that is known already (from a lake).
    """

    paths: tuple[Path, ...]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """The canonical tables of a workspace, validated: rows with errors are left out and were reported.

    Each table has every canonical column with its canonical Arrow type (optional ones all null when absent) and keeps
    unknown columns. An absent table is not a key. Arrow types: text string · instant timestamp[us, UTC] · date date32 ·
    integer int64 · flag bool · number decimal128(24, 6). `fingerprint` names the data version, `manifest` is the number
    of the lake's manifest they were read from (0: they come from files alone). `cache`: where to
    lay what is made of large tables; None for tables that no file holds from one run to the next.
    """

    tables: Mapping[str, pa.Table | Parquet]
    settings: Settings = Settings()
    fingerprint: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)  # table → files, for messages
    manifest: int = 0
    cache: Path | None = None
