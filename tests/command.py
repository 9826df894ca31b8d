"""Runs the command as its users do: in a process of its own, from a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What stands in issues/ beside them are the user's own.
SAMPLES = tuple(ROOT / "issues" / f"2025-{month}.yaml" for month in ("06", "07", "08"))
SAMPLE = SAMPLES[1]


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command came to."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Return the environment in which a command finds the code of this repository."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}


def python(code: str, *arguments: str, cwd: Path, **env: str) -> Finished:
    """Run a piece of Python that calls the code of this repository."""
    return _run(["-c", code, *arguments], cwd, environment(**env))


def strevview(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, given: bytes = b""
) -> Finished:
    """Run `strevview` in a folder; a traceback anywhere fails the test."""
    found = environment(**{"COLUMNS": "80", **(env or {})})
    done = _run(["-m", "strevview", *map(str, arguments)], cwd, found, given)
    assert "Traceback" not in done.out + done.err, done.out + done.err
    assert "a fault of strevview itself" not in done.err, done.err
    return done


def _run(words: list[str], cwd: Path, env: dict[str, str], given: bytes = b"") -> Finished:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env=env,
        input=given,
        capture_output=True,
        timeout=300,
        check=False,
    )
    return Finished(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
