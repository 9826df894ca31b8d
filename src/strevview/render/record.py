"""Read back what a PDF of ours says of itself, without a PDF library and without trust.

`read_record` follows the file's own structure, from its last line to the cross-reference stream,
the catalog and the metadata stream, and reads XMP from nowhere else: a picture that carries an
XMP packet of its own, or bytes that look like one, is not taken for the file's. A file with an
incremental update, or written by any other program, is no longer the file that was written here,
and has no record.
"""

from __future__ import annotations

import mmap
import re
import zlib
from typing import TYPE_CHECKING

from strevview.render.xmp import RECORD_NAMESPACE, RECORD_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TAIL = re.compile(rb"startxref\n(\d{1,12})\n%%EOF\n\Z")
_INDIRECT = re.compile(rb"(\d+) 0 obj\n<<([^\x00-\x1f]{0,4096})>>\nstream\n")
_WIDTHS = re.compile(rb"/W \[1 ([1-8]) 2\]")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_LENGTH = re.compile(rb"/Length (\d+)")
_FIRST = re.compile(rb"/First (\d+)")
# At its very beginning: text further on in a catalog is not always ours.
_CATALOG = re.compile(rb"\A<</Type /Catalog/Metadata (\d+) 0 R")
_PROPERTY = re.compile(rf"<{RECORD_PREFIX}:([A-Za-z][A-Za-z0-9]*)>([^<]*)</{RECORD_PREFIX}:\1>")
_DECLARATION = f'xmlns:{RECORD_PREFIX}="{RECORD_NAMESPACE}"'
_AFTER = b"\r\nendstream\nendobj\n"
_MAX_DECODED = 64 * 1024 * 1024


class _NotOursError(Exception):
    """The file is not as `write_pdf` leaves it."""


def read_record(data: bytes | mmap.mmap) -> Mapping[str, str] | None:
    """Return the `strevview` properties of a PDF by name, or None when it is not one of ours."""
    try:
        packet = _metadata_stream(data)
    except (_NotOursError, zlib.error, IndexError, ValueError):
        return None
    if _DECLARATION not in packet:
        return None
    found: dict[str, str] = {}
    for name, text in _PROPERTY.findall(packet):
        if name in found:
            return None
        found[name] = _from_xml(text)
    return found or None


def read_record_of(path: Path) -> Mapping[str, str] | None:
    """Return the record of the PDF at `path`, reading only the parts of the file that it needs.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        try:
            view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # an empty file cannot be mapped
            return None
        with view:
            return read_record(view)


def _metadata_stream(data: bytes | mmap.mmap) -> str:
    tail = _TAIL.search(data[-64:])
    if tail is None:
        raise _NotOursError
    number, extra, table, end = _stream(data, int(tail[1]))
    entries = _Entries(extra, table)
    if entries[number] != (1, int(tail[1]), 0) or data[end:] != _AFTER + tail[0]:
        raise _NotOursError
    root = _found(_ROOT, extra)
    catalog = _packed_object(data, entries, root)
    kind, offset, _ = entries[_found(_CATALOG, catalog)]
    if kind != 1:
        raise _NotOursError
    _, extra, packet, _ = _stream(data, offset)
    if b"/Type /Metadata" not in extra:
        raise _NotOursError
    return packet.decode()


def _stream(data: bytes | mmap.mmap, offset: int) -> tuple[int, bytes, bytes, int]:
    """Return an object's number, its dictionary, its decoded stream, and where that ends."""
    head = _INDIRECT.match(data[offset : offset + 5000])
    if head is None:
        raise _NotOursError
    extra = head[2]
    start = offset + head.end()
    end = start + _found(_LENGTH, extra)
    body = data[start:end]
    if b"/Filter /FlateDecode" in extra:
        decoder = zlib.decompressobj()
        body = decoder.decompress(body, _MAX_DECODED)
        if not decoder.eof:
            raise _NotOursError
    elif b"/Filter" in extra:
        raise _NotOursError
    return int(head[1]), extra, body, end


class _Entries:
    """The cross-reference table, of whose thousands of rows a reader needs three."""

    def __init__(self, extra: bytes, table: bytes) -> None:
        widths = _WIDTHS.search(extra)
        if widths is None or b"/Type /XRef" not in extra or b"/Prev" in extra:
            raise _NotOursError
        self._width = int(widths[1])
        self._table = table

    def __getitem__(self, number: int) -> tuple[int, int, int]:
        """Return an object's kind and the two numbers that find it (ISO 32000-1, 7.5.8.3)."""
        step = self._width + 3
        row = self._table[step * number : step * (number + 1)]
        if len(row) < step:
            raise _NotOursError
        return (
            row[0],
            int.from_bytes(row[1 : 1 + self._width], "big"),
            int.from_bytes(row[1 + self._width :], "big"),
        )


def _packed_object(data: bytes | mmap.mmap, entries: _Entries, number: int) -> bytes:
    kind, container, index = entries[number]
    if kind != 2:
        raise _NotOursError
    kind, offset, _ = entries[container]
    if kind != 1:
        raise _NotOursError
    _, extra, objects, _ = _stream(data, offset)
    first = _found(_FIRST, extra)
    places = [int(word) for word in objects[:first].split()]
    if places[2 * index] != number:
        raise _NotOursError
    start = places[2 * index + 1]
    following = places[2 * index + 3 : 2 * index + 4]
    end = first + following[0] if following else len(objects)
    return objects[first + start : end]


def _found(pattern: re.Pattern[bytes], text: bytes) -> int:
    match = pattern.search(text)
    if match is None:
        raise _NotOursError
    return int(match[1])


def _from_xml(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
