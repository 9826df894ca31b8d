"""Many files are checked by several processes; what is told is what one would tell."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from benchmarks.inputs import write_archive
from strevview.diagnostics import Diagnostic
from strevview.lint import engine, processes
from strevview.lint.engine import check
from strevview.lint.processes import Process, processors
from strevview.lint.selection import Selection
from strevview.model.collecting import IssueFiles, issues_in, load_all

FORKS = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux alone")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of issues with faults of all kinds: in one, in several, in what they share."""
    folder = tmp_path_factory.mktemp("archive") / "issues"
    write_archive(folder, 9)
    series = folder / "series.yaml"
    series.write_text(series.read_text("utf-8") + "lint:\n  ignore: [SV416]\nlnit: x\n", "utf-8")
    one, two = folder / "2023-07.yaml", folder / "2024-07.yaml"
    shutil.copy(one, folder / "2022-01.yaml")
    text = two.read_text("utf-8").replace(
        "        date:", "        # strevview: ignore[SV999] x\n        date:", 1
    )
    two.write_text(text.replace("period: 2024-07", "period: 2024-09"), "utf-8")
    (folder / "2021-01.yaml").write_text("title: 'P\n", "utf-8")
    return folder


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Share any number of files among two processes; returns a sign for each that is started."""
    started: list[int] = []
    fork = os.fork

    def counted() -> int:
        started.append(1)
        return fork()

    monkeypatch.setattr(engine, "MANY", 2)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    monkeypatch.setattr(os, "fork", counted)
    return started


def told(folder: Path, given: int | None = None) -> tuple[Diagnostic, ...]:
    paths = issues_in(folder)
    files = IssueFiles(paths[:given])
    beside = IssueFiles(paths[given:], files) if given is not None else ()
    return check(files, Selection(("ALL",)), beside)


@FORKS
@pytest.mark.parametrize("given", [None, 1, 5])
def test_several_processes_tell_what_one_does(
    archive: Path, given: int | None, request: pytest.FixtureRequest
) -> None:
    paths = issues_in(archive)
    loaded = load_all(paths)
    one = check(loaded[:given], Selection(("ALL",)), loaded[given:] if given is not None else ())
    started = request.getfixturevalue("started")
    assert told(archive, given) == one
    assert started == [1]
    if given is None:
        assert {"SV005", "SV001", "SV015", "SV801"} <= {diagnostic.code for diagnostic in one}


@FORKS
def test_what_a_process_that_dies_had_to_do_is_done_here(
    archive: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    one = told(archive)
    request.getfixturevalue("started")
    monkeypatch.setattr(processes, "_work", lambda work, writing: os._exit(9))
    assert told(archive) == one
    monkeypatch.setattr(os, "fork", no_more)
    assert told(archive) == one


def no_more() -> int:
    raise BlockingIOError("no more processes")


@FORKS
def test_a_process_hands_over_what_it_made() -> None:
    several = [Process(lambda n=n: ("x" * n, n)) for n in (1, 1_000_000)]  # type: ignore[misc]
    assert [process.result() for process in several] == [("x", 1), ("x" * 1_000_000, 1_000_000)]


@FORKS
def test_a_fault_in_a_process_is_no_result(capfd: pytest.CaptureFixture[str]) -> None:
    assert Process(lambda: 1 / 0).result() is None
    assert Process(lambda: lambda: 1).result() is None
    assert capfd.readouterr() == ("", "")


def test_where_threads_run_nothing_is_forked() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert processors() == 1
    finally:
        done.set()
        thread.join()
