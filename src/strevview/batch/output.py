"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from strevview.diagnostics import Diagnostic, error

# The ending of a file that is being written; `.` in front keeps it out of listings.
_PART = ".part"


def write_whole(target: Path, data: bytes) -> Diagnostic | None:
    """Write beside the target, then put it in its place at once (`rename`).

    Whatever happens in between, the target is the old file or the new one. Returns SV920 when the
    folder cannot be written to or the disk is full; no part of a file stays.
    """
    part: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.parent / f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}{_PART}"
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
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
