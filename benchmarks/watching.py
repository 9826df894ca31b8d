"""How long the PDF takes after a save while `strevview watch` runs, beside a build by itself."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from benchmarks.command import Command, CommandFailedError, Measure, run
from benchmarks.inputs import make_desk
from benchmarks.programs import program
from benchmarks.side_by_side import take_turns
from benchmarks.table import Row, seconds_of

if TYPE_CHECKING:
    from types import TracebackType

ISSUE = "issues/2025-07.yaml"
PDF = "out/2025-07.pdf"
SAVE = "save"
# What a save changes in the text, back and forth.
_WORD, _OTHER = "co-chaired by", "led jointly by"
_PATIENCE_SECONDS = 120
_GLANCE_SECONDS = 0.001
# A program that took no processor time for so long is at rest.
_REST_SECONDS = 0.4


def save(folder: Path, rounds: int) -> list[Row]:
    """Measure from the save of July to its new PDF against a whole `strevview build`."""
    desk, other = make_desk(folder / "watched"), make_desk(folder / "built")
    build = program("strevview", "build", ISSUE, cwd=other, makes=PDF, label="build")
    watch = program("strevview", "watch", ISSUE, cwd=desk, label=SAVE)
    with Watched(watch) as watched:
        runs = take_turns(
            [watch, build],
            rounds,
            lambda command: watched.save() if command.name == SAVE else run(command),
        )
    names = (SAVE, "build")
    ratio = runs.time_ratio(*names)
    return [
        Row("watch: save to PDF / build July, time", ratio, 0.45, 0.25, seconds_of(runs, *names))
    ]


class Watched:
    """A running `watch`, which is waited for until its first PDF is there, and ended at the end."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._issue, self._pdf = command.cwd / ISSUE, command.cwd / PDF

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            list(self._command.argv),
            cwd=self._command.cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._until_new(None)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait()

    def save(self) -> Measure:
        """Change a word of the issue; return the time until the PDF is another file.

        The file is put in its place whole, as editors do. Where the system does not tell the
        processor time of a process that runs, that is 0.

        Raises:
            CommandFailedError: the program ended, or there was no new PDF.
        """
        text = self._issue.read_text("utf-8")
        words = (_WORD, _OTHER) if _WORD in text else (_OTHER, _WORD)
        new = text.replace(*words)
        if new == text:
            raise CommandFailedError(f"{self._issue} has no {_WORD!r} to change")
        beside = self._issue.with_suffix(".new")
        beside.write_text(new, "utf-8")
        self._until_at_rest()
        before, cpu = self._stamp(), self._processor_seconds()
        start = time.perf_counter()
        beside.replace(self._issue)
        self._until_new(before)
        seconds = time.perf_counter() - start
        return Measure(seconds, 0, self._processor_seconds() - cpu)

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = self._pdf.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _until_new(self, before: tuple[int, int] | None) -> None:
        end = time.monotonic() + _PATIENCE_SECONDS
        while (now := self._stamp()) is None or now == before:
            if self._process.poll() is not None or time.monotonic() > end:
                raise CommandFailedError(f"{self._command.name}: there was no new {self._pdf}")
            time.sleep(_GLANCE_SECONDS)

    def _until_at_rest(self) -> None:
        """Wait for what the program still does after a build."""
        before = -1.0
        while (now := self._processor_seconds()) != before:
            before = now
            time.sleep(_REST_SECONDS)

    def _processor_seconds(self) -> float:
        """Return the processor time so far (proc(5): utime and stime of /proc/PID/stat)."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text("ascii").rpartition(")")[2]
        except OSError:
            return 0.0
        utime, stime = fields.split()[11:13]
        return (int(utime) + int(stime)) / os.sysconf("SC_CLK_TCK")
