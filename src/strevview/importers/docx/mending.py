"""A DOCX made fit for python-docx: of the strict kind, or with relations that lead nowhere."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from functools import partial

# ISO/IEC 29500-1 and -4 name the same things by two families of addresses.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATION = re.compile(rb"<Relationship\b[^>]*?/>|<Relationship\b[^>]*>\s*</Relationship>")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)[\"']")
_OUTSIDE = re.compile(rb"\bTargetMode\s*=\s*[\"']External[\"']")


def is_strict(archive: zipfile.ZipFile) -> bool:
    """Return whether a document uses the names of the strict kind, which Word can save."""
    with archive.open("_rels/.rels") as file:
        return b"http://purl.oclc.org/ooxml/" in file.read(65536)


def with_common_names(data: bytes) -> bytes:
    """Return a document of the strict kind with the names of the usual one."""
    return _rewritten(data, lambda _, content: _STRICT.sub(_TRANSITIONAL, content))


def without_dead_relations(data: bytes) -> bytes:
    """Return a document without relations to parts that it does not have, such as `NULL`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = frozenset(name.casefold() for name in archive.namelist())

    def living(part: str, content: bytes) -> bytes:
        if not part.endswith(".rels"):
            return content
        folder = posixpath.dirname(posixpath.dirname(part))
        return _RELATION.sub(partial(_if_living, names, folder), content)

    return _rewritten(data, living)


def _if_living(names: frozenset[str], folder: str, relation: re.Match[bytes]) -> bytes:
    target = _TARGET.search(relation.group())
    if target is None or _OUTSIDE.search(relation.group()):
        return relation.group()
    path = target.group(1).decode("utf-8", "replace")
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return relation.group() if posixpath.normpath(whole).casefold() in names else b""


def _rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return an archive whose XML members are changed; the others are as they were."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target,
    ):
        for name in dict.fromkeys(source.namelist()):
            content = source.read(name)
            if name.endswith((".xml", ".rels")):
                content = change(name, content)
            target.writestr(name, content)
    return out.getvalue()
