from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from strevview.render.carried import engine_versions, sealed
from tests.cli.inside import strevview as inside
from tests.command import environment, python, strevview
from tests.desk import change, make_desk

PDF = Path("out/2025-07.pdf")


def test_another_renderer_makes_it_stale_but_is_no_other_edition(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = engine_versions()
    newer = {**versions, "babel": "9.9", "weasyprint": "70.1"}
    monkeypatch.setattr("strevview.build.freshness.engine_versions", lambda: newer)
    planned = inside("build", "--dry-run", cwd=desk)
    why = f"Babel {versions['babel']} → 9.9; WeasyPrint {versions['weasyprint']} → 70.1"
    assert planned.out == f"out/2025-07.pdf: to be made: {why}\n"
    # What is said of the text comes first.
    change(desk / "issues/2025-07.yaml", "a satellite\n", "two satellites\n")
    planned = inside("build", "--dry-run", cwd=desk)
    assert planned.out == f"out/2025-07.pdf: to be made: the text of launch changed; {why}\n"
    change(desk / "issues/2025-07.yaml", "two satellites\n", "a satellite\n")
    assert "replaced" not in inside("build", cwd=desk).out


def test_telling_that_all_is_fresh_needs_no_renderer(built_desk: Path) -> None:
    code = (
        "import sys\nfrom strevview.cli.main import app\n"
        "try:\n    app(['build'])\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'weasyprint', 'jinja2', 'pypdfium2'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = python(code, cwd=built_desk)
    assert done.code == 0, done.err
    assert "up to date" in done.out


def test_check_tells_of_bytes_that_no_fingerprint_tells_of(desk: Path) -> None:
    # As if another machine had packed it otherwise: what the PDF says of itself stays.
    packed = io.BytesIO()
    with pikepdf.open(desk / PDF) as document:
        modes = pikepdf.ObjectStreamMode
        document.save(packed, static_id=True, object_stream_mode=modes.disable)
    data = sealed(packed.getvalue())
    (desk / PDF).write_bytes(data)
    assert inside("build", cwd=desk).out == "out/2025-07.pdf: up to date\n"
    checked = inside("build", "--check", cwd=desk)
    assert checked.code == 1
    assert "SV925 out/2025-07.pdf: a build would give other bytes" in checked.err
    assert "docs/reproducible.md" in checked.err
    assert "out/2025-07.pdf differs" in checked.err
    assert (desk / PDF).read_bytes() == data


def test_an_issue_that_takes_too_long_is_given_up_alone(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    # Less than it takes to load the renderer.
    done = strevview("build", "--timeout", "0.1", cwd=desk)
    assert done.code == 1
    assert "SV923 issues/2025-07.yaml: not finished after 0.1 s" in done.err
    assert "help: give it longer with --timeout" in done.err
    assert not (desk / PDF).exists()


def test_an_edition_that_is_replaced_is_kept(desk: Path) -> None:
    before = (desk / PDF).read_bytes()
    change(desk / "issues/2025-07.yaml", "a satellite\n", "two satellites\n")
    done = inside("build", "--keep", "editions", cwd=desk)
    assert done.code == 0
    assert "1 edition replaced" in done.out
    (kept,) = (desk / "editions").iterdir()
    assert kept.read_bytes() == before
    assert kept.name.startswith("2025-07-")
    assert (desk / PDF).read_bytes() != before


def signed(desk: Path) -> bytes:
    """Return a PDF of strevview as a program leaves it that signs or comments: something behind."""
    return (desk / PDF).read_bytes() + b"\n% a signature, added later\n"


def saved_anew(desk: Path) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(desk / PDF) as document:
        document.save(target)
    return target.getvalue()


def typeset_by_hand(_: Path) -> bytes:
    return b"%PDF-1.4 typeset by hand"


@pytest.mark.parametrize("made", [signed, saved_anew, typeset_by_hand])
def test_a_pdf_that_others_made_or_changed_is_replaced_with_keep_alone(
    desk: Path, made: Callable[[Path], bytes]
) -> None:
    theirs = made(desk)
    (desk / PDF).write_bytes(theirs)
    for options in ((), ("--force",), ("--strict",)):
        done = inside("build", *options, cwd=desk)
        assert done.code == 1
        assert "SV926 out/2025-07.pdf stays as it is: strevview did not write it" in done.err
        assert "help: `strevview build --keep FOLDER` puts it" in done.err
        assert (desk / PDF).read_bytes() == theirs
    assert inside("build", "--check", cwd=desk).code == 1
    planned = inside("build", "--dry-run", cwd=desk)
    assert "to be made: what is there needs --keep: " in planned.out
    done = inside("build", "--keep", "editions", cwd=desk)
    assert done.code == 0, done.err
    (kept,) = (desk / "editions").iterdir()
    assert f"what was there is now editions/{kept.name}" in done.out
    assert kept.read_bytes() == theirs
    assert inside("build", cwd=desk).out == "out/2025-07.pdf: up to date\n"


def a_folder(pdf: Path) -> None:
    pdf.mkdir()
    (pdf / "a.txt").write_text("a file in it", "utf-8")


def a_pipe(pdf: Path) -> None:
    os.mkfifo(pdf)


def a_link_to_nowhere(pdf: Path) -> None:
    pdf.symlink_to("nowhere.pdf")


@pytest.mark.parametrize("make", [a_folder, a_pipe, a_link_to_nowhere])
def test_what_is_no_file_is_moved_with_keep_alone(desk: Path, make: Callable[[Path], None]) -> None:
    (desk / PDF).unlink()
    make(desk / PDF)
    kind = (desk / PDF).lstat().st_mode
    refused = inside("build", cwd=desk)
    assert refused.code == 1
    assert "SV926 out/2025-07.pdf stays as it is: it is not a file" in refused.err
    for number in range(2):
        if number:
            (desk / PDF).unlink()
            make(desk / PDF)
        assert inside("build", "--keep", "editions", cwd=desk).code == 0
        assert (desk / PDF).is_file()
    kept = sorted((desk / "editions").iterdir())
    assert [one.name for one in kept] == ["2025-07-2.pdf", "2025-07.pdf"]
    assert [one.lstat().st_mode for one in kept] == [kind, kind]


def test_no_edition_that_was_kept_is_overwritten(desk: Path) -> None:
    theirs = signed(desk)
    for _ in range(2):
        (desk / PDF).write_bytes(theirs)
        assert inside("build", "--keep", "editions", cwd=desk).code == 0
    (kept,) = (desk / "editions").iterdir()
    kept.write_bytes(b"damaged on the disk")
    (desk / PDF).write_bytes(theirs)
    done = inside("build", "--keep", "editions", "--format", "json", cwd=desk)
    (issue,) = json.loads(done.out)["issues"]
    assert (desk / issue["kept"]).read_bytes() == theirs
    both = [one.read_bytes() for one in sorted((desk / "editions").iterdir())]
    assert both == [theirs, b"damaged on the disk"]


def start(desk: Path, *arguments: str, scratch: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a build; with a folder of its own for temporary files, its complaints can be read."""
    return subprocess.Popen(
        [sys.executable, "-m", "strevview", "build", "--force", *arguments],
        cwd=desk,
        env=environment(**({} if scratch is None else {"TMPDIR": str(scratch)})),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if scratch is None else subprocess.PIPE,
    )


def test_a_kill_at_any_moment_leaves_a_whole_pdf(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    begun = time.monotonic()
    assert strevview("build", cwd=desk).code == 0
    whole = time.monotonic() - begun
    before = (desk / PDF).read_bytes()
    moments = random.Random(7)  # noqa: S311 - moments, no secrets
    for number in range(6):
        process = start(desk)
        time.sleep(moments.uniform(0.3, 1.1) * whole)
        process.send_signal((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number % 3])
        process.wait()
        assert (desk / PDF).read_bytes() == before, f"kill number {number}"
    assert strevview("build", "--force", cwd=desk).code == 0
    assert [path.name for path in (desk / "out").iterdir()] == ["2025-07.pdf"]
    assert (desk / PDF).read_bytes() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_workers_with_its_exit_code_and_leaves_no_temporary_file(
    tmp_path: Path, number: int
) -> None:
    desk = make_desk(tmp_path, 4, 5)
    change(desk / "issues/2025-04.yaml", "a camera", 'a "camera”')
    # This one takes a minute.
    issue = desk / "issues/2025-05.yaml"
    head, item = issue.read_text("utf-8").split("      - id: launch\n")
    items = [f"      - id: launch-{n}\n{item}" for n in range(3000)]
    issue.write_text(head + "".join(items), "utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with start(desk, "--jobs", "2", scratch=scratch) as process:
        assert process.stderr is not None
        # The first is told of: the workers are there, and one is at work.
        assert b"SV602" in process.stderr.readline()
        process.send_signal(number)
        code = process.wait(300)
    assert code in ({130} if number == signal.SIGINT else {143, -signal.SIGTERM})
    parts = list((desk / "out").glob(".*")) if (desk / "out").exists() else []
    assert parts == list(scratch.iterdir()) == []


def test_two_builds_at_once_leave_one_whole_pdf(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    builds = [start(desk), start(desk)]
    assert [process.wait() for process in builds] == [0, 0]
    assert strevview("build", "--check", cwd=desk).code == 0
    assert [path.name for path in (desk / "out").iterdir()] == ["2025-07.pdf"]
