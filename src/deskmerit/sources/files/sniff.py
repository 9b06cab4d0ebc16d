"""What a file is by its first bytes, whatever it is called."""

import zipfile
from enum import StrEnum
from pathlib import Path

from deskmerit.core.issue import Issue
from deskmerit.sources.files.grid import problem


class Kind(StrEnum):
    """The kinds of file that can be read."""

    TEXT = "text"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"
    XLS = "xls"
    HTML = "html"
    XML = "xml"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"SQLite format 3")
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def sniff(path: Path, name: str) -> tuple[Kind | None, Issue | None]:
    """The kind of a file, or an issue: empty, locked by a password, damaged, or nothing we read."""
    with path.open("rb") as file:
        head = file.read(8192)
    if not head.strip():
        return None, problem(name, "", "file-empty")
    if head[:4] == b"PAR1":
        return Kind.PARQUET, None
    if head[:4] == b"PK\x03\x04":
        return _zipped(path, name)
    if head[:8] == _OLE:
        return _ole(path, name)
    if head.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02")):
        return Kind.XLS, None
    if head.startswith(_BINARY) or (b"\x00" in head and not head.startswith(_TEXT_MARKS) and not _utf16(head)):
        return None, problem(name, "", "file-kind-unknown")
    return _text(head, path.suffix.casefold()), None


def _utf16(head: bytes) -> bool:
    """Text in UTF-16 without a mark has a zero in every second byte of its Latin letters, and only there."""
    return head[1::2].count(0) > len(head) // 5 > head[::2].count(0) or head[::2].count(0) > len(head) // 5 > head[
        1::2
    ].count(0)


def _text(head: bytes, suffix: str) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<"):
        return (
            Kind.XML
            if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<workbook" in start
            else Kind.HTML
        )
    if start.startswith(b"{") or (start.startswith(b"[") and suffix in (".json", ".jsonl", ".ndjson")):
        return Kind.JSON
    return Kind.TEXT


def _zipped(path: Path, name: str) -> tuple[Kind | None, Issue | None]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None, problem(name, "", "file-truncated")
    if any(entry.startswith("xl/") for entry in names):
        return Kind.XLSX, None
    return None, problem(name, "", "file-kind-unknown")


def _ole(path: Path, name: str) -> tuple[Kind | None, Issue | None]:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return None, problem(name, "", "file-locked")
    return Kind.XLS, None
