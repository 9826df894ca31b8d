"""The digest in a PDF's identifier, by which one that was changed since it was written is known.

A PDF is one of ours, as it was written, if the second half of its identifier (ISO 32000-1, 14.4)
is the digest of its bytes. A program that signs a PDF, comments on it or saves it again changes
its bytes, and writes an identifier of its own. No PDF library need look at the file to tell.

Before strevview wrote through qpdf, that digest was of the objects alone: such a PDF can still be
told from one that somebody changed.
"""

from __future__ import annotations

import re
from hashlib import sha256

# What qpdf writes as the second half with `static_id`; the digest is taken with it in its place.
_PLACEHOLDER = b"31415926535897932384626433832795"
_START = b"/ID [<"
_IDENTIFIER = re.compile(rb"/ID \[<[0-9a-f]{32}><([0-9a-f]{32})>\]")
# Between the objects, and the last of them to the end of the file, as strevview wrote them itself.
_OBJECT = re.compile(rb"\n(?:endobj\n)?\d+ 0 obj\n")
_LAST_OBJECT = re.compile(
    rb"<<[^\n]*/ID \[<[0-9a-f]{32}> <([0-9a-f]{32})>\][^\n]*\nstream\n.*\r\nendstream\nendobj\n"
    rb"startxref\n\d+\n%%EOF\n",
    re.DOTALL,
)


def sealed(data: bytes) -> bytes:
    """Return a PDF that qpdf wrote with `static_id`, the digest of its bytes in its identifier."""
    before, _, after = data.rpartition(_PLACEHOLDER)
    return before + _digest(data) + after


def is_sealed(data: bytes) -> bool:
    """Return whether a file is as `sealed` returned it, to the byte."""
    identifier = _IDENTIFIER.match(data, max(data.rfind(_START), 0))
    if identifier is None:
        return False
    start, end = identifier.span(1)
    return _digest(data[:start] + _PLACEHOLDER + data[end:]) == identifier[1]


def is_own(data: bytes) -> bool:
    """Return whether this or an older strevview wrote a file, and nobody changed it since."""
    return is_sealed(data) or _was_sealed(data)


def _was_sealed(data: bytes) -> bool:
    objects = _OBJECT.split(data)
    end = _LAST_OBJECT.fullmatch(objects[-1])
    return end is not None and _digest(b"".join(objects[1:-1])) == end[1]


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest()[:32].encode()
