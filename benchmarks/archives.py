"""How long a whole archive takes, beside what a shell script and a browser would take for it."""

from __future__ import annotations

import shutil
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from benchmarks.builds import VARIANT
from benchmarks.command import Command, run
from benchmarks.inputs import ROOT, write_archive
from benchmarks.lints import further_cost
from benchmarks.programs import ProgramMissingError, installed, module, program
from benchmarks.side_by_side import take_turns
from benchmarks.table import Row, peaks_of, seconds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

# As many as the machine that the limits are for has cores.
AT_ONCE = 2
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def cold(folder: Path, rounds: int, issues: int) -> list[Row]:
    """Measure a build of everything against WeasyPrint's command and Chromium on the same HTML."""
    stems = _archive(folder, issues)
    run(module("benchmarks.archive_peers", cwd=folder))
    ours = _build(folder, stems)
    commands = [ours, _weasyprint(folder, stems)]
    try:
        commands.append(_chromium(folder, stems))
    except ProgramMissingError as reason:
        print(f"batch-cold: not beside Chromium: {reason}")
    # One run of each takes minutes: what makes the HTML has warmed the files up.
    runs = take_turns(commands, rounds, warm_up=False)
    limits = {"weasyprint": 0.45, "chromium": 0.5}
    return [
        Row(
            f"batch of {issues}, cold / {peer.name}, time",
            runs.time_ratio(ours.name, peer.name),
            limits[peer.name],
            None,
            seconds_of(runs, ours.name, peer.name),
        )
        for peer in commands[1:]
    ]


def fresh(folder: Path, rounds: int, issues: int) -> list[Row]:
    """Measure a build with nothing to do against one of everything."""
    stems = _archive(folder, issues)
    everything = _build(folder, stems)
    run(everything)
    nothing = program("strevview", "build", cwd=folder, label="fresh")
    short = take_turns([nothing], rounds)
    # A cold build takes longer than all rounds of the other: once is as steady.
    long = take_turns([nothing, everything], 1, warm_up=False)
    return [
        Row(
            f"batch of {issues}, fresh / cold, time",
            short.seconds(nothing.name) / long.seconds(everything.name),
            0.06,
            0.04,
            f"{seconds_of(short, nothing.name)} : {seconds_of(long, everything.name)}",
        )
    ]


def style(folder: Path, rounds: int, issues: int) -> list[Row]:
    """Measure a build after a change to one of two styles against one of everything.

    Only the issues in that style are stale: half of them.
    """
    stems = _archive(folder, issues)
    other = stems[::2]
    for name in ("mpidsa", "other"):
        shutil.copytree(ROOT / "styles" / "mpidsa", folder / "styles" / name)
    for stem in other:
        path = folder / "issues" / f"{stem}.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("schema: 1\n", "schema: 1\nstyle: other\n", 1), "utf-8")
    everything = _build(folder, stems)
    run(everything)
    # The PDFs of the changed style are what has to be made, no other may be touched.
    before = _stamps(folder, stems)
    with (folder / "styles" / "other" / "cover.css").open("a", encoding="utf-8") as file:
        file.write("\n/* a change */\n")
    run(program("strevview", "build", "--jobs", str(AT_ONCE), cwd=folder))
    after = _stamps(folder, stems)
    rebuilt = {stem for stem in stems if before[stem] != after[stem]}
    if rebuilt != set(other):
        raise AssertionError(f"{len(rebuilt)} of {len(other)} issues were built anew")
    half = _build(folder, other, label="one style")
    runs = take_turns([half, everything], rounds, warm_up=False)
    names = (half.name, everything.name)
    return [
        Row(
            f"batch of {issues}, one style of two / both, time",
            runs.time_ratio(*names),
            0.65,
            0.55,
            seconds_of(runs, *names),
        )
    ]


def memory(folder: Path, rounds: int, issues: int) -> list[Row]:
    """Measure the peak of a worker after many issues against that after its first."""
    many = min(issues, 60)
    stems = _archive(folder, many)
    # The first that a worker is given is the largest: so it is here.
    largest = max(stems, key=lambda stem: (folder / "issues" / f"{stem}.yaml").stat().st_size)
    one = _build(folder, [largest], jobs=1, label="one issue", named=True)
    all_of_them = _build(folder, stems, jobs=1, label=f"{many} issues")
    runs = take_turns([all_of_them, one], rounds, warm_up=False)
    names = (all_of_them.name, one.name)
    ratio = runs.memory_ratio(*names)
    return [Row(f"worker of {many} / one, memory", ratio, 1.6, None, peaks_of(runs, *names))]


def growth(folder: Path, rounds: int, issues: int) -> list[Row]:
    """Measure what a further issue costs among many, against what it costs among the first."""
    top = max(40, issues * 400 // 120)
    sizes = (10, top // 2, top)
    commands = []
    for size in sizes:
        desk = folder / str(size)
        stems = _archive(desk, size)
        commands.append(_build(desk, stems, label=f"{size} issues"))
    runs = take_turns(commands, rounds, warm_up=False)
    names = [command.name for command in commands]
    return [
        Row(
            f"batch, a further issue of {sizes[1]}-{top} / 10-{sizes[1]}, time",
            further_cost(runs, sizes[1], top) / further_cost(runs, 10, sizes[1]),
            1.2,
            1.0,
            seconds_of(runs, *names),
        )
    ]


def _archive(folder: Path, issues: int) -> list[str]:
    return [path.stem for path in write_archive(folder / "issues", issues)]


def _build(
    folder: Path,
    stems: Sequence[str],
    *,
    jobs: int = AT_ONCE,
    label: str = "cold",
    named: bool = False,
) -> Command:
    """Return the build that makes the PDFs of these issues; they are removed before each run."""
    paths = [f"issues/{stem}.yaml" for stem in stems] if named else []
    made = [f"out/{stem}.pdf" for stem in stems]
    arguments = ("build", "--jobs", str(jobs), *paths)
    return program("strevview", *arguments, cwd=folder, label=label, makes=made)


def _stamps(folder: Path, stems: Sequence[str]) -> dict[str, int]:
    return {stem: (folder / "out" / f"{stem}.pdf").stat().st_mtime_ns for stem in stems}


def _weasyprint(folder: Path, stems: Sequence[str]) -> Command:
    """Return a loop of WeasyPrint's own command over the HTML files."""
    one = program("weasyprint", cwd=folder).argv[0]
    line = f"{quote(str(one))} --quiet --pdf-variant {VARIANT} {{}}.html {{}}-weasyprint.pdf"
    return _loop(folder, stems, "weasyprint", line)


def _chromium(folder: Path, stems: Sequence[str]) -> Command:
    one = installed(*BROWSERS)
    pages = (folder / "peers").resolve().as_uri()
    line = (
        f"{quote(str(one))} --headless --no-sandbox --disable-gpu --no-pdf-header-footer "
        f"--print-to-pdf={{}}-chromium.pdf {pages}/{{}}.html"
    )
    return _loop(folder, stems, "chromium", line)


def _loop(folder: Path, stems: Sequence[str], label: str, line: str) -> Command:
    """Return a shell's loop over the files in `peers/`, so many at once."""
    peers = folder / "peers"
    (peers / "stems").write_text("".join(f"{stem}\n" for stem in stems), "utf-8")
    made = tuple(f"peers/{stem}-{label}.pdf" for stem in stems)
    script = f"cd peers && xargs -P {AT_ONCE} -I {{}} {line} < stems"
    return Command(label, ["sh", "-c", script], folder, makes=made)
