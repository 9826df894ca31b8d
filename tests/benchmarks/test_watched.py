"""The time from a save to the new PDF is measured, on a program whose delay is known."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.command import Command, CommandFailedError
from benchmarks.watching import ISSUE, PDF, Watched

DELAY_SECONDS = 0.3
PROGRAM = f"""
import sys, time
from pathlib import Path
issue, pdf = Path({ISSUE!r}), Path({PDF!r})
text = None
while True:
    now = issue.read_text()
    if now != text:
        if text is not None and sys.argv[1] == "ends":
            sys.exit(1)
        time.sleep({DELAY_SECONDS})
        new = pdf.with_suffix(".part")
        new.write_text(now)
        new.replace(pdf)
        text = now
    time.sleep(0.005)
"""


def command(folder: Path, what: str) -> Command:
    for name in (ISSUE, PDF):
        (folder / name).parent.mkdir()
    (folder / ISSUE).write_text("It was co-chaired by them.", "utf-8")
    return Command("save", [sys.executable, "-I", "-c", PROGRAM, what], folder)


def test_from_the_save_to_the_new_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # It looks at the file all the time, and so is never at rest.
    monkeypatch.setattr(Watched, "_until_at_rest", lambda self: None)
    with Watched(command(tmp_path, "goes on")) as watched:
        first, second = watched.save(), watched.save()
        assert first.seconds >= DELAY_SECONDS
        assert second.seconds >= DELAY_SECONDS
        # Each save changed the text; the second put it back.
        assert (tmp_path / PDF).read_text("utf-8") == "It was co-chaired by them."


def test_a_program_that_ends_is_no_measurement(tmp_path: Path) -> None:
    with Watched(command(tmp_path, "ends")) as watched, pytest.raises(CommandFailedError):
        watched.save()
    assert watched._process.returncode == 1


def test_a_text_without_the_word_is_told(tmp_path: Path) -> None:
    with Watched(command(tmp_path, "goes on")) as watched:
        (tmp_path / ISSUE).write_text("Nothing to change.", "utf-8")
        with pytest.raises(CommandFailedError, match="has no 'co-chaired by'"):
            watched.save()
