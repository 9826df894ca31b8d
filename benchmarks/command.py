"""Run a whole process and take its wall time and its peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# Linux counts `ru_maxrss` in KiB, macOS in bytes (getrusage(2)).
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class CommandFailedError(Exception):
    """A measured command ended as it should not have: what it measured would mean nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """A program to measure; `ok` are the exit codes that mean it did its work.

    `makes` are files, relative to `cwd`, that are removed before each run and must be there after.
    """

    name: str
    argv: Sequence[str]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    ok: frozenset[int] = frozenset({0})
    makes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One run: wall time and processor time in seconds, peak resident memory in bytes."""

    seconds: float
    peak: int
    cpu: float = 0.0


def run(command: Command) -> Measure:
    """Run a command to its end, without a terminal or a network proxy of this shell's.

    The peak counts what this process weighed when it started the child (Linux keeps the highest
    of both sides of an `exec`), so nothing heavy may be imported here.

    Raises:
        CommandFailedError: its exit code is none of those that are `ok`, or it made no file.
    """
    made = [command.cwd / name for name in command.makes]
    for path in made:
        path.unlink(missing_ok=True)
    # Measured programs may write bytecode, as they would for a user: the first run is not counted.
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED"}
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    env.update(command.env)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            list(command.argv),
            cwd=command.cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in command.ok or not all(path.is_file() for path in made):
            said.seek(0)
            tail = said.read().decode("utf-8", "replace")[-2000:]
            raise CommandFailedError(
                f"{command.name}: exit {process.returncode}: {' '.join(command.argv)}\n{tail}"
            )
    return Measure(seconds, usage.ru_maxrss * RSS_UNIT, usage.ru_utime + usage.ru_stime)
