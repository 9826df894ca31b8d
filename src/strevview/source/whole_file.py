"""Writing a file whole or not at all, whatever happens in between."""

from __future__ import annotations

import contextlib
import glob
import os
from pathlib import Path

from strevview.diagnostics import Diagnostic, error

# The ending of a file that is being written; `.` in front keeps it out of listings.
_PART = ".part"


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


def put_whole(target: Path, data: bytes, *, durable: bool = True) -> None:
    """Write beside the target, then put it in its place at once (`rename`), with its mode kept.

    The target is the old file or the new one, also after a kill; where it is a link, that is what
    it leads to. What is `durable` is there after a power cut, too. Raises OSError when the folder
    cannot be written to or the disk is full; no part of a file stays.
    """
    part: Path | None = None
    try:
        wrong = folder_fault(target.parent)
        if wrong is not None:
            raise NotADirectoryError(wrong)
        place = target.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        part = place.parent / f".{place.name}.{os.getpid()}-{os.urandom(4).hex()}{_PART}"
        with part.open("xb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            # A new file has no mode to keep, and some disks know none.
            part.chmod(place.stat().st_mode & 0o7777)
        part.replace(place)
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink()


def holds(path: Path, data: bytes) -> bool:
    """Return whether a path is a file with just these bytes."""
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError:
        return False


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
    """Remove what killed runs left beside the target; a living one's stays."""
    for part in target.parent.glob(f".{glob.escape(target.name)}.*{_PART}"):
        owner = part.name.removesuffix(_PART).rpartition(".")[2].partition("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            with contextlib.suppress(OSError):
                part.unlink()


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
