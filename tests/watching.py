"""A running `strevview watch`, as its users run it: in a process of its own, from a folder."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from tests.command import ROOT

# A busy machine may take long; nothing is measured by it.
PATIENCE_SECONDS = 120


def events(response: httpx.Response) -> Iterator[dict[str, Any]]:
    """Yield the data of the events of a stream."""
    for line in response.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


class Watch:
    """The process, and the lines it prints."""

    def __init__(self, desk: Path, *options: str, env: dict[str, str] | None = None) -> None:
        path = os.pathsep.join([*((env or {}).get("PYTHONPATH", ""),), str(ROOT / "src")])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "strevview", "watch", "issues/2025-07.yaml", *options],
            cwd=desk,
            env={**os.environ, **(env or {}), "PYTHONPATH": path.strip(os.pathsep)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line)

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.reader.join()

    def line(self) -> str:
        """Return the next line, as soon as it is there."""
        return self.lines.get(timeout=PATIENCE_SECONDS)

    def address(self) -> str:
        """Return the address that the first line of `--serve` names."""
        words = self.line().split()
        return next(word for word in words if word.startswith("http://127.0.0.1:"))
