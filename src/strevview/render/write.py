"""Write a finished PDF: every stream compressed once, and no clock, path or machine in it.

pydyf's own writer compresses each stream twice when the file has an identifier, and puts a single
line feed before `endstream`: a stream that happens to end in a carriage return then seems one byte
shorter than its `Length` says, which PDF/A (ISO 19005-3, 6.1.7.1) forbids. Here CR LF stands there.
"""

from __future__ import annotations

import zlib
from hashlib import sha256

import pydyf

# The second line marks the file as binary (ISO 19005-3, 6.1.2).
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LEVEL = 9


def write_pdf(pdf: pydyf.PDF, seed: bytes) -> bytes:
    """Return a pydyf PDF as bytes (PDF 1.7, object streams, ISO 32000-1, 7.5.7 and 7.5.8).

    The file identifier (14.4) is made of `seed` and of the content, so it is the same for the
    same input.
    """
    if pdf.info:
        pdf.add_object(pdf.info)
    output = bytearray(_HEADER)
    digest = sha256()
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    packed: list[tuple[int, bytes]] = []
    for item in pdf.objects[1:]:
        if item.free == "f":
            entries[item.number] = (0, 0, 0)
        elif item.compressible:
            packed.append((item.number, item.data))
        else:
            entries[item.number] = (1, len(output), 0)
            body = _stream_body(item)
            digest.update(body)
            output += _indirect(item.number, body)
    number = len(pdf.objects)
    container = _object_stream(packed)
    digest.update(container)
    for index, (inner, _) in enumerate(packed):
        entries[inner] = (2, number, index)
    entries[number] = (1, len(output), 0)
    output += _indirect(number, container)
    position = len(output)
    entries[number + 1] = (1, position, 0)
    identifier = (sha256(seed).hexdigest()[:32], digest.hexdigest()[:32])
    output += _indirect(number + 1, _cross_references(pdf, entries, identifier))
    output += b"startxref\n%d\n%%%%EOF\n" % position
    return bytes(output)


def _indirect(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n" % number + body + b"\nendobj\n"


def _stream_body(item: pydyf.Stream) -> bytes:
    data = b"\n".join(pydyf._to_bytes(part) for part in item.stream)
    extra = pydyf.Dictionary(dict(item.extra))
    return _sealed(extra, data, compress=item.compress)


def _sealed(extra: pydyf.Dictionary, data: bytes, *, compress: bool) -> bytes:
    if compress:
        extra["Filter"] = "/FlateDecode"
        data = zlib.compress(data, _LEVEL)
    extra["Length"] = len(data)
    return b"".join((extra.data, b"\nstream\n", data, b"\r\nendstream"))


def _object_stream(packed: list[tuple[int, bytes]]) -> bytes:
    index: list[str] = []
    position = 0
    for number, data in packed:
        index.append(f"{number} {position}")
        position += len(data) + 1
    head = " ".join(index).encode()
    extra = pydyf.Dictionary({"Type": "/ObjStm", "N": len(packed), "First": len(head) + 1})
    return _sealed(extra, b"\n".join((head, *(data for _, data in packed))), compress=True)


def _cross_references(
    pdf: pydyf.PDF, entries: dict[int, tuple[int, int, int]], identifier: tuple[str, str]
) -> bytes:
    size = len(entries)
    width = max(entry[1].bit_length() for entry in entries.values()) // 8 + 1
    table = b"".join(
        kind.to_bytes(1, "big") + first.to_bytes(width, "big") + second.to_bytes(2, "big")
        for kind, first, second in (entries[number] for number in range(size))
    )
    extra = pydyf.Dictionary(
        {
            "Type": "/XRef",
            "W": pydyf.Array((1, width, 2)),
            "Size": size,
            "Root": pdf.catalog.reference,
            "ID": pydyf.Array(f"<{part}>" for part in identifier),
        }
    )
    if pdf.info:
        extra["Info"] = pdf.info.reference
    return _sealed(extra, table, compress=True)
