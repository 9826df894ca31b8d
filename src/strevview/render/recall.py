"""What a PDF of ours remembers: the files it was made from, checked against its fingerprint.

A PDF is one of ours, as it was written, if the second half of its identifier (ISO 32000-1, 14.4)
is the digest of its bytes. A program that signs a PDF, comments on it or saves it again changes
its bytes, and writes an identifier of its own. No PDF library need look at the file to tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from strevview.diagnostics import Diagnostic, Span, error
from strevview.render.carried import (
    FONTS,
    ISSUES_FOLDER,
    STYLES_FOLDER,
    Fingerprint,
    bytes_digest,
    data_digest,
)
from strevview.source.disk import decode, name_fault, same_on_some_systems
from strevview.source.nodes import plain
from strevview.source.parser import parse

if TYPE_CHECKING:
    import pikepdf

# Of what is ours in a PDF's metadata (XMP), and the property that has the fingerprint's parts.
NAMESPACE = "urn:x-strevview:record:1#"
COMPONENTS = f"{{{NAMESPACE}}}components"
# What qpdf writes as the second half with `static_id`; the digest is taken with it in its place.
_PLACEHOLDER = b"31415926535897932384626433832795"
_START = b"/ID [<"
_IDENTIFIER = re.compile(rb"/ID \[<[0-9a-f]{32}><([0-9a-f]{32})>\]")
NOT_OURS = "SV919"
ALTERED = "SV921"
# The component that an index is made of.
INDEX = "index"
# Of all files that a PDF carries, and of each; a PDF made to fill the memory stops here.
MAX_TOTAL_BYTES = 512 * 1024 * 1024
MAX_STREAM_BYTES = 128 * 1024 * 1024
ANEW = "take the PDF from where it was made"


def sealed(data: bytes) -> bytes:
    """Return a PDF that qpdf wrote with `static_id`, the digest of its bytes in its identifier."""
    before, _, after = data.rpartition(_PLACEHOLDER)
    return before + _seal(data) + after


def is_sealed(data: bytes) -> bool:
    """Return whether a file is as `sealed` returned it, to the byte."""
    identifier = _IDENTIFIER.match(data, max(data.rfind(_START), 0))
    if identifier is None:
        return False
    start, end = identifier.span(1)
    return _seal(data[:start] + _PLACEHOLDER + data[end:]) == identifier[1]


def _seal(data: bytes) -> bytes:
    return bytes_digest(data)[:32].encode()


@dataclass(frozen=True, slots=True)
class Recalled:
    """The files that a PDF carries by their paths, and what shaped it, by what it is of."""

    files: Mapping[str, bytes]
    components: Mapping[str, str]

    @property
    def issue(self) -> str:
        """The path of the issue among the files."""
        return next(name for name in self.files if _is_issue(name))

    def left_out(self) -> dict[str, str]:
        """Return the fonts of `fonts/` that were too large to be carried, and their SHA-256."""
        return {
            path: digest
            for path, digest in self.components.items()
            if path.startswith(FONTS) and path.count("/") == 1 and path not in self.files
        }


def recall(pdf: bytes, name: str) -> Recalled | Diagnostic:
    """Return what a PDF carries, or why it cannot be trusted: SV919 or SV921.

    `name` is what the PDF is called in the complaint.
    """
    fingerprint = fingerprint_of(pdf)
    if fingerprint is None:
        advice = "only a PDF that strevview wrote, and nobody changed since, carries its sources"
        # A PDF may have something before its head (ISO 32000-2, annex I).
        is_pdf = b"%PDF-" in pdf[:1024]
        what = "this PDF is not as strevview wrote it" if is_pdf else "this file is no PDF"
        return error(NOT_OURS, what, Span.point(name), advice)
    files = _attachments(pdf)
    if isinstance(files, str):
        return error(NOT_OURS, f"the PDF is damaged: {files}", Span.point(name), ANEW)
    unwritable = _name_fault(files)
    if unwritable is not None:
        return error(ALTERED, unwritable, Span.point(name), ANEW)
    components = fingerprint.components
    expected = (path for path in components if path.startswith(f"{ISSUES_FOLDER}/"))
    for path in sorted({*files, *expected}):
        fault = _mismatch(path, files.get(path), components.get(path))
        if fault is not None:
            return error(ALTERED, fault, Span.point(name), ANEW)
    if not any(_is_issue(path) for path in files):
        what = "is an index, and carries no issue" if INDEX in components else "carries no issue"
        return error(NOT_OURS, f"the PDF {what}", Span.point(name), ANEW)
    return Recalled(files, components)


def fingerprint_of(pdf: bytes) -> Fingerprint | None:
    """Return the fingerprint that a PDF of ours carries.

    None for any other file, and for one that was changed since it was written.
    """
    if not is_sealed(pdf):
        return None
    import pikepdf

    try:
        with _opened(pdf) as document:
            text = document.open_metadata(strict=True).get(COMPONENTS, "")
        components = json.loads(text)
    # What is sealed and yet not as we write it was made to deceive. lxml raises SyntaxError.
    except (pikepdf.PikepdfError, SyntaxError, ValueError, TypeError, RecursionError):
        return None
    if not isinstance(components, dict):
        return None
    return Fingerprint({str(key): str(value) for key, value in components.items()})


def _mismatch(path: str, data: bytes | None, digest: str | None) -> str | None:
    if data is None:
        return f"the attachment `{path}` is missing"
    if digest != _digest(path, data):
        return f"the attachment `{path}` is not what the PDF was made from"
    return None


def carried_documents(recalled: Recalled) -> dict[str, dict[str, Any]]:
    """Return the YAML files of the issue as data by their paths."""
    found = {path: _data(path, data) for path, data in recalled.files.items() if _is_yaml(path)}
    return {path: data for path, data in found.items() if isinstance(data, dict)}


def _is_yaml(path: str) -> bool:
    return path.startswith(f"{ISSUES_FOLDER}/") and path.endswith(".yaml")


def _data(path: str, data: bytes) -> object:
    source = decode(data, path)
    root = None if isinstance(source, Diagnostic) else parse(source).root
    return None if root is None else plain(root)


def _digest(path: str, data: bytes) -> str:
    """Return the digest of a carried file; a YAML file's is that of its data."""
    return data_digest(_data(path, data)) if _is_yaml(path) else bytes_digest(data)


def _name_fault(files: Collection[str]) -> str | None:
    """Return why files cannot be written under their names on every system; None where they can."""
    for path in sorted(files):
        fault = name_fault(path)
        if not path.startswith((f"{ISSUES_FOLDER}/", f"{STYLES_FOLDER}/", FONTS)):
            fault = f"it is neither in {ISSUES_FOLDER}/ nor in {STYLES_FOLDER}/ nor in {FONTS}"
        elif path != str(PurePosixPath(path)):
            fault = "a part of it is empty"
        if fault is not None:
            return f"the attachment `{path}` has a name that may not be written: {fault}"
    for path, other in same_on_some_systems(sorted(files)):
        return f"the attachments `{path}` and `{other}` are one file on some systems"
    folders = {str(folder) for path in files for folder in PurePosixPath(path).parents}
    for path in sorted(folders.intersection(files)):
        return f"the attachment `{path}` is a file and a folder"
    return None


def _is_issue(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        len(parts) == 2
        and parts[0] == ISSUES_FOLDER
        and path.endswith(".yaml")
        and parts[1] not in ("series.yaml", "actors.yaml")
    )


def _attachments(pdf: bytes) -> dict[str, bytes] | str:
    """Return the attachments of a PDF by name, or what is wrong with them."""
    import pikepdf

    files: dict[str, bytes] = {}
    try:
        with _opened(pdf) as document:
            for name, attachment in document.attachments.items():
                stream = attachment.get_file().obj
                is_stream = isinstance(stream, pikepdf.Stream)
                if not is_stream or stream.get("/Filter") != pikepdf.Name.FlateDecode:
                    return "its attachments are not packed as strevview packs them"
                files[name] = stream.read_bytes()
                if sum(map(len, files.values())) > MAX_TOTAL_BYTES:
                    return "it carries more than an issue can be made from"
    except (pikepdf.PikepdfError, ValueError, TypeError):
        return "its attachments cannot be read"
    return files


def _opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF, with a bound on what a stream may grow to."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(flate_max_memory=MAX_STREAM_BYTES)
    return pikepdf.open(BytesIO(pdf), attempt_recovery=False)
