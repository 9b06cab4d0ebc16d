"""Workbooks that would blow up: zip bombs, lying sizes, a stray cell in the last corner of a sheet."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from deskmerit.core.issue import Issue
from deskmerit.sources.files.grid import problem
from deskmerit.sources.files.xlsxml import column_number

MAX_TOTAL = 2 * 1024**3
MAX_RATIO = 150
SMALL = 10 * 1024**2
MAX_CELLS = 60_000_000
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})')
_ROW = re.compile(rb'<(?:c r="[A-Z]{1,3}|row r=")(\d{1,10})')


def refuse(path: Path, name: str) -> Issue | None:
    """Why a workbook must not be opened, or None. Every part is inflated here once, in pieces, and thrown away."""
    total = 0
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    for part in parts:
        if part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            return problem(name, "", "workbook-bomb", size=part.file_size, stored=part.compress_size)
    for part in parts:
        try:
            size, cells = _measure(path, part)
        except (zlib.error, struct.error, EOFError):
            return problem(name, "", "file-truncated")
        total += size
        if size > part.file_size or total > MAX_TOTAL:
            return problem(name, "", "workbook-bomb", size=total, stored=part.compress_size)
        if cells > MAX_CELLS:
            return problem(name, "", "sheet-too-large", cells=cells, most=MAX_CELLS)
    return None


def inflate(path: Path, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's bytes in pieces, read past what its header says, so that a lying header is seen."""
    with path.open("rb") as file:
        file.seek(part.header_offset)
        name_length, extra_length = struct.unpack("<26xHH", file.read(30))
        file.seek(name_length + extra_length, 1)
        left, plain = part.compress_size, part.compress_type == zipfile.ZIP_STORED
        inflater = zlib.decompressobj(-15)
        while left > 0:
            stored = file.read(min(left, 1 << 16))
            if not stored:
                raise EOFError(part.filename)
            left -= len(stored)
            yield stored if plain else inflater.decompress(stored)


def _measure(path: Path, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Uncompressed size, and for a sheet rows × columns of the box around its cells."""
    size, tail, columns, last = 0, b"", {b"A"}, 1
    sheet = part.filename.startswith("xl/worksheets/")
    for piece in inflate(path, part):
        size += len(piece)
        if size > part.file_size:
            break
        if sheet:
            columns.update(_COLUMN.findall(tail + piece))
            last = max(last, max((int(row) for row in _ROW.findall(tail + piece)), default=0))
            tail = piece[-40:]
    return size, last * max(column_number(letters.decode()) for letters in columns)
