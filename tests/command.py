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


def strevview(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, given: bytes = b""
) -> Finished:
    """Run `strevview` in a folder; a traceback anywhere fails the test."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80", **(env or {})}
    environment.pop("GITHUB_ACTIONS", None)
    done = subprocess.run(
        [sys.executable, "-m", "strevview", *map(str, arguments)],
        cwd=cwd,
        env=environment,
        input=given,
        capture_output=True,
        timeout=300,
        check=False,
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in out + err, out + err
    assert "a fault of strevview itself" not in err, err
    return Finished(done.returncode, out, err)
