from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from strevview.render.recall import sealed
from tests.cli.inside import strevview as inside
from tests.command import ROOT, environment, strevview
from tests.desk import change, make_desk

PDF = Path("out/2025-07.pdf")
PERSON = "        actors:\n          - SUPARCO\n"


def test_a_build_says_what_it_made_and_then_that_it_is_up_to_date(desk: Path) -> None:
    again = strevview("build", "issues/2025-07.yaml", cwd=desk)
    assert again.out == "out/2025-07.pdf: up to date\n"
    forced = strevview("build", "--force", cwd=desk)
    assert forced.out.startswith("out/2025-07.pdf: 2 pages, ")
    assert "1 link, 0 warnings, " in forced.out


def test_an_error_stops_the_build_and_the_older_pdf_stays(desk: Path) -> None:
    before = (desk / PDF).read_bytes()
    change(desk / "issues/2025-07.yaml", PERSON, "")
    failed = inside("build", cwd=desk)
    assert failed.code == 1
    assert "issues/2025-07.yaml:6:9 SV102 item has no actors" in failed.err
    assert "the older one stays as it was" in failed.err
    assert (desk / PDF).read_bytes() == before
    assert [path.name for path in (desk / "out").iterdir()] == ["2025-07.pdf"]


def test_a_draft_is_built_with_its_gaps_listed(desk: Path) -> None:
    change(desk / "issues/2025-07.yaml", PERSON, "")
    change(desk / "issues/2025-07.yaml", "schema: 1\n", "schema: 1\ndraft: true\n")
    done = inside("build", cwd=desk)
    assert done.code == 0
    assert "SV102 warning: item has no actors" in done.err
    assert "\nout/2025-07.pdf: 2 pages, " in done.out
    assert inside("build", "--strict", "--force", cwd=desk).code == 1


def test_what_is_not_there_is_a_usage_fault(tmp_path: Path) -> None:
    missing = inside("build", "issues/2025-09.yaml", cwd=make_desk(tmp_path / "a"))
    assert missing.code == 2
    assert "issues/2025-09.yaml:1:1 SV018 no such file" in missing.err
    (tmp_path / "b" / "issues").mkdir(parents=True)
    empty = inside("build", cwd=tmp_path / "b")
    assert empty.code == 2
    assert "no issues are here" in empty.err


def test_one_failure_never_stops_the_others(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 5, 6, 7)
    change(desk / "issues/2025-06.yaml", "date: 2025-06-21", "date: 2025-06-31")
    done = inside("build", "issues/series.yaml", "--jobs", "2", cwd=desk)
    assert done.code == 1
    table = done.out.splitlines()[-4:]
    assert table[0].startswith("built   issues/2025-05.yaml")
    assert table[1].startswith("failed  issues/2025-06.yaml  SV201 there is no day 2025-06-31")
    assert table[2].startswith("built   issues/2025-07.yaml")
    assert table[3].startswith("3 issues: 2 built, 1 failed (")


def test_other_places_for_the_pdf(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 6, 7)
    named = inside("build", "issues/2025-07.yaml", "-o", "else/july.pdf", cwd=desk)
    assert named.code == 0
    assert (desk / "else" / "july.pdf").read_bytes().startswith(b"%PDF-1.7")
    both = inside("build", "-o", "one.pdf", cwd=desk)
    assert both.code == 2
    clash = make_desk(desk / "second", 7)
    twice = inside("build", "issues", clash / "issues", "-o", "pdfs", cwd=desk)
    assert twice.code == 2
    assert "would both become pdfs/2025-07.pdf" in twice.err


def test_an_issue_elsewhere_does_not_replace_the_pdf_of_one_in_issues(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 7)
    shutil.copytree(desk / "issues", desk / "drafts")
    change(desk / "drafts/2025-07.yaml", "five\n          years", "six\n          years")
    for command in (("build", "drafts"), ("watch", "drafts/2025-07.yaml")):
        refused = inside(*command, cwd=desk)
        assert refused.code == 2
        assert "out/2025-07.pdf is the PDF of issues/2025-07.yaml; name another" in refused.err
        assert not (desk / "out").exists()
    assert inside("build", "drafts", "-o", "drafts", cwd=desk).code == 0
    (desk / "issues/2025-07.yaml").unlink()
    assert inside("build", "drafts", cwd=desk).code == 0


def test_html_is_what_the_renderer_got(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    assert inside("build", "--html", "seen/july.html", cwd=desk).code == 0
    html = (desk / "seen" / "july.html").read_text("utf-8")
    assert "SUPARCO" in html
    assert 'rel="stylesheet"' in html
    assert list((desk / "seen").glob("july-*.css"))


def test_dry_run_check_and_reasons(desk: Path) -> None:
    same = inside("build", "--check", cwd=desk)
    assert same.code == 0
    assert "a build gives the same bytes" in same.out
    change(desk / "issues/2025-07.yaml", "a satellite\n", "two satellites\n")
    before = (desk / PDF).read_bytes()
    planned = inside("build", "--dry-run", cwd=desk)
    assert planned.code == 0
    assert planned.out == "out/2025-07.pdf: to be made: the text of launch changed\n"
    checked = inside("build", "--check", cwd=desk)
    assert checked.code == 1
    assert "the text of launch changed" in checked.out
    assert (desk / PDF).read_bytes() == before


def test_a_change_to_one_style_makes_its_issues_alone_stale(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 6, 7)
    shutil.copytree(ROOT / "styles" / "mpidsa", desk / "styles" / "own")
    change(desk / "issues/2025-06.yaml", "schema: 1\n", "schema: 1\nstyle: own\n")
    assert inside("build", "--jobs", "1", cwd=desk).code == 0
    with (desk / "styles" / "own" / "cover.css").open("a", encoding="utf-8") as file:
        file.write("\n/* a remark */\n")
    table = inside("build", cwd=desk).out.splitlines()[-5:]
    assert table[1].startswith("built   issues/2025-06.yaml")
    assert table[2].startswith("fresh   issues/2025-07.yaml")
    assert table[3].startswith("2 issues: 1 built, 1 up to date (")
    assert table[4] == "1 edition replaced"


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
    assert inside("build", "--keep", "editions", cwd=desk).code == 0
    both = [one.read_bytes() for one in sorted((desk / "editions").iterdir())]
    assert both == [theirs, b"damaged on the disk"]


def test_what_cannot_be_kept_is_not_replaced(desk: Path) -> None:
    (desk / PDF).write_bytes(theirs := signed(desk))
    (desk / "editions").write_text("no folder", "utf-8")
    done = inside("build", "--keep", "editions", cwd=desk)
    assert done.code == 1
    assert "cannot be written: editions is a file, not a folder" in done.err
    assert (desk / PDF).read_bytes() == theirs


def test_a_link_in_the_place_of_a_pdf_is_followed(desk: Path) -> None:
    (desk / "shelf").mkdir()
    (desk / PDF).rename(desk / "shelf" / "july.pdf")
    (desk / PDF).symlink_to("../shelf/july.pdf")
    change(desk / "issues/2025-07.yaml", "a satellite\n", "two satellites\n")
    assert inside("build", cwd=desk).code == 0
    assert (desk / PDF).is_symlink()
    assert inside("build", cwd=desk).out == "out/2025-07.pdf: up to date\n"


def test_strict_says_the_same_of_what_is_up_to_date(desk: Path) -> None:
    change(desk / "issues/2025-07.yaml", "a camera", 'a "camera”')
    first = inside("build", "--strict", cwd=desk)
    second = inside("build", "--strict", cwd=desk)
    assert first.err
    assert (first.code, second.code) == (1, 1)
    assert first.err == second.err
    last = "with --strict, 1 warning counts as an error"
    assert [done.out.splitlines()[-1] for done in (first, second)] == [last, last]
    assert (desk / PDF).is_file()
    plain = inside("build", "--force", cwd=desk)
    assert plain.code == 0
    assert "--strict" not in plain.out
    assert inside("build", "--strict", "--check", cwd=desk).code == 1


def test_a_build_says_what_lint_would_mend(desk: Path) -> None:
    change(desk / "issues/2025-07.yaml", "a camera", 'a "camera”')
    done = inside("build", cwd=desk)
    assert "; `strevview lint --fix` puts 1 right\n" in done.out
    inside("lint", "--fix", cwd=desk)
    assert "lint --fix" not in inside("build", "--force", cwd=desk).out


@pytest.mark.parametrize("made", ["file", "link"])
def test_an_output_that_is_no_folder_is_told_in_one_line(desk: Path, made: str) -> None:
    place = desk / "place"
    if made == "file":
        place.write_text("a file", "utf-8")
    else:
        place.symlink_to("nowhere")
    what = "a file, not a folder" if made == "file" else "a link that leads nowhere"
    line = f"place is {what}; name a folder, or a file ending in .pdf, with -o\n"
    for output in ("place", "place/below/it", "place/july.pdf"):
        done = inside("build", "-o", output, cwd=desk)
        assert (done.code, done.out, done.err) == (2, "", f"strevview build: {line}")
    watched = inside("watch", "issues/2025-07.yaml", "-o", "place", cwd=desk)
    assert (watched.code, watched.err) == (2, f"strevview watch: {line}")
    extracted = inside("extract", PDF, "-o", "place", cwd=desk)
    assert extracted.code == 1
    assert f"cannot be written: place is {what}" in extracted.err
    assert not (desk / "nowhere").exists()


def test_an_output_that_is_a_link_to_a_folder_is_one(desk: Path) -> None:
    (desk / "shelf").mkdir()
    (desk / "place").symlink_to("shelf")
    assert inside("build", "-o", "place", cwd=desk).code == 0
    assert (desk / "shelf" / "2025-07.pdf").is_file()


def test_json_and_the_depfile(desk: Path) -> None:
    done = inside("build", "--force", "--format", "json", "--depfile", "a.d", cwd=desk)
    (issue,) = json.loads(done.out)["issues"]
    assert issue["state"] == "built"
    assert (issue["pages"], issue["links"]) == (2, 1)
    rule = (desk / "a.d").read_text("utf-8")
    assert rule.startswith("out/2025-07.pdf: issues/2025-07.yaml issues/series.yaml")
    assert "cover.css" in rule


def start(desk: Path, *arguments: str, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "strevview", "build", "--force", *arguments],
        cwd=desk,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=stderr,
    )


def test_a_kill_at_any_moment_leaves_a_whole_pdf(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    begun = time.monotonic()
    assert strevview("build", cwd=desk).code == 0
    whole = time.monotonic() - begun
    before = (desk / PDF).read_bytes()
    moments = random.Random(7)  # noqa: S311 - moments, no secrets
    for number in range(9):
        process = start(desk)
        time.sleep(moments.uniform(0.3, 1.1) * whole)
        process.send_signal((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number % 3])
        process.wait()
        assert (desk / PDF).read_bytes() == before, f"kill number {number}"
    assert strevview("build", "--force", cwd=desk).code == 0
    assert [path.name for path in (desk / "out").iterdir()] == ["2025-07.pdf"]
    assert (desk / PDF).read_bytes() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_workers_with_its_exit_code(tmp_path: Path, number: int) -> None:
    desk = make_desk(tmp_path, 4, 5)
    change(desk / "issues/2025-04.yaml", "a camera", 'a "camera”')
    # This one takes a minute.
    issue = desk / "issues/2025-05.yaml"
    head, item = issue.read_text("utf-8").split("      - id: launch\n")
    items = [f"      - id: launch-{n}\n{item}" for n in range(3000)]
    issue.write_text(head + "".join(items), "utf-8")
    with start(desk, "--jobs", "2", stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        # The first is told of: the workers are there, and one is at work.
        assert b"SV602" in process.stderr.readline()
        process.send_signal(number)
        code = process.wait(300)
    assert code in ({130} if number == signal.SIGINT else {143, -signal.SIGTERM})
    parts = list((desk / "out").glob(".*")) if (desk / "out").exists() else []
    assert parts == []


def test_two_builds_at_once_leave_one_whole_pdf(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    builds = [start(desk), start(desk)]
    assert [process.wait() for process in builds] == [0, 0]
    assert strevview("build", "--check", cwd=desk).code == 0
    assert [path.name for path in (desk / "out").iterdir()] == ["2025-07.pdf"]
