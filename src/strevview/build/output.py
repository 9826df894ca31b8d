"""Writing files whole or not at all, and replacing only a PDF that strevview wrote itself.

A PDF that somebody signed, commented on or made with another program is their work. It stays, or
is put into a folder first (`--keep`).
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from strevview.diagnostics import Diagnostic, error
from strevview.render.metadata import is_sealed

FOREIGN = "SV926"
# The ending of a file that is being written; `.` in front keeps it out of listings.
_PART = ".part"


def write_whole(target: Path, data: bytes, *, durable: bool = True) -> Diagnostic | None:
    """Write beside the target, then put it in its place at once (`rename`).

    Whatever happens in between, the target is the old file or the new one; where it is a link, that
    is what it leads to. What is `durable` is there after a power cut, too. Returns SV920 when the
    folder cannot be written to or the disk is full; no part of a file stays.
    """
    part: Path | None = None
    try:
        wrong = folder_fault(target.parent)
        if wrong is not None:
            raise NotADirectoryError(wrong)
        place = target.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        part = place.parent / f".{place.name}.{os.getpid()}-{secrets.token_hex(4)}{_PART}"
        with part.open("xb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        part.replace(place)
    except OSError as reason:
        return error(
            "SV920",
            f"{target} cannot be written: {reason.strerror or reason}",
            None,
            "check that the folder may be written to and the disk has room, or choose one with -o",
        )
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink()
    return None


def folder_fault(folder: Path) -> str | None:
    """Return why a path can be no folder, such as for a file that is in the way."""
    for path in (folder, *folder.parents):
        try:
            if path.is_dir():
                return None
            path.lstat()
            what = "a file, not a folder" if path.exists() else "a link that leads nowhere"
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as reason:
            return f"{path} cannot be used: {reason.strerror or reason}"
        return f"{path} is {what}"
    return None


def _sweep(target: Path) -> None:
    """Remove what killed builds left beside the target; a living one's stays."""
    for part in target.parent.glob(f".{glob.escape(target.name)}.*{_PART}"):
        owner = part.name.removesuffix(_PART).rpartition(".")[2].partition("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            with contextlib.suppress(OSError):
                part.unlink()


def holds(path: Path, data: bytes) -> bool:
    """Return whether a path is a file with just these bytes."""
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def _is_alive(process: int) -> bool:
    """Return whether a process runs; where that cannot be asked without harm, it may."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


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
