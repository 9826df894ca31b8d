"""Writing files whole or not at all, and replacing only a PDF that strevview wrote itself.

A PDF that somebody signed, commented on or made with another program is their work. It stays, or
is put into a folder first (`--keep`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from strevview.diagnostics import Diagnostic, error
from strevview.render.recall import is_sealed
from strevview.source.whole_file import put_whole

FOREIGN = "SV926"


def write_whole(target: Path, data: bytes, *, durable: bool = True) -> Diagnostic | None:
    """Write a file whole or not at all; return SV920 where it cannot be written."""
    try:
        put_whole(target, data, durable=durable)
    except OSError as reason:
        return error(
            "SV920",
            f"{target} cannot be written: {reason.strerror or reason}",
            None,
            "check that the folder may be written to and the disk has room, or choose one with -o",
        )
    return None


def holds(path: Path, data: bytes) -> bool:
    """Return whether a path is a file with just these bytes."""
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class ExistingPdf:
    """What is there under a PDF's name: its bytes, where it can be read.

    `foreign` says what is wrong with it if it is not a PDF as strevview wrote it.
    """

    data: bytes | None
    foreign: str | None


def existing_pdf(pdf: Path) -> ExistingPdf | None:
    """Return what is there under a PDF's name; None for nothing."""
    if not os.path.lexists(pdf):
        return None
    if not pdf.is_file():
        return ExistingPdf(None, "it is not a file")
    try:
        data = pdf.read_bytes()
    except OSError as reason:
        return ExistingPdf(None, f"it cannot be read: {reason.strerror or reason}")
    changed = "strevview did not write it, or it was changed since"
    return ExistingPdf(data, None if is_sealed(data) else changed)


def replace_pdf(
    pdf: Path, data: bytes, keep: Path | None, *, edition: bool
) -> tuple[Path | None, Diagnostic | None]:
    """Write a PDF; return where what was there is kept, and what is wrong.

    `keep` is a folder for what others made, and for an older `edition`.
    """
    there = existing_pdf(pdf)
    kept: Path | None = None
    if there is not None and there.foreign and keep is None:
        message = f"{pdf} stays as it is: {there.foreign}"
        advice = "`strevview build --keep FOLDER` puts it into a folder and builds; or move it away"
        return None, error(FOREIGN, message, None, advice)
    if there is not None and keep is not None and (there.foreign or edition):
        kept = _free_name(pdf, there, keep)
        fault = _put(pdf, there, kept)
        if fault is not None:
            return None, fault
    return kept, write_whole(pdf, data)


def _free_name(pdf: Path, there: ExistingPdf, folder: Path) -> Path:
    """Return a name under which a folder has nothing, or the same file already."""
    stem = pdf.stem
    if there.data is not None:
        stem += f"-{hashlib.sha256(there.data).hexdigest()[:12]}"
    for number in count(1):
        name = folder / f"{stem}{'' if number == 1 else f'-{number}'}{pdf.suffix}"
        if not os.path.lexists(name) or (there.data is not None and holds(name, there.data)):
            break
    return name


def _put(pdf: Path, there: ExistingPdf, target: Path) -> Diagnostic | None:
    """Copy what is there, which so stays until it is replaced; or move what is no file."""
    if there.data is not None:
        return None if holds(target, there.data) else write_whole(target, there.data)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(pdf, target)
    except (OSError, shutil.Error) as reason:
        advice = "move it away yourself"
        return error(FOREIGN, f"{pdf} cannot be moved to {target}: {reason}", None, advice)
    return None
