"""Runs `sources check` again and again, kills it at random moments, and counts what is lost.

    python -m tests.online.kills FOLDER TIMES

Each run looks at all pages anew; a page's title tells the run. What a run has taken note of it says
through a pipe, and after the kill all of it must be found on the disk.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from strevview.model.web_pages import PageState
from strevview.online.checking import PageStates
from strevview.report import progress, series_report
from tests.cli.inside import strevview
from tests.online.desk import write_desk
from tests.online.fake_web import Answer, Asked, FakeWeb, QuickClock, page

PAGES = 36
# Loaded before the runs are forked, so that these begin at once.
LOADED = (progress, series_report)


def run(folder: Path, number: int, said: int) -> None:
    """Look at all pages, and say each that was taken note of."""
    web = FakeWeb(QuickClock())

    def answer(_: Asked) -> Answer:
        time.sleep(0.001)
        return page(f"Run {number}")

    web.sites = {f"h{host}.test": answer for host in range(12)}
    patch = pytest.MonkeyPatch()
    web.install(patch)
    add = PageStates.add

    def noted(book: PageStates, address: str, state: PageState) -> None:
        add(book, address, state)
        os.write(said, f"{address}\n".encode())

    patch.setattr(PageStates, "add", noted)
    with web.serving():
        strevview("sources", "check", "--again", cwd=folder)


def last_run(state: PageState | None) -> int:
    """Return the run whose title a page had at last."""
    title = (state.title_now or state.title_then) if state else None
    return int(title.split()[-1]) if title else -1


def main(folder: Path, times: int) -> None:
    addresses = [f"http://h{number % 12}.test/{number}" for number in range(PAGES)]
    write_desk(folder, [(address, None) for address in addresses])
    chance = random.Random(16)  # noqa: S311
    killed = verdicts = lost = number = 0
    noted: dict[str, int] = {}
    while killed < times:
        heard, said = os.pipe()
        child = os.fork()
        if child == 0:
            run(folder, number, said)
            os._exit(0)
        os.close(said)
        with os.fdopen(heard) as lines:
            told = list(itertools.islice(lines, chance.randrange(PAGES)))
            time.sleep(chance.uniform(0, 0.01))
            os.kill(child, signal.SIGKILL)
            told += lines
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        noted |= dict.fromkeys(map(str.strip, told), number)
        verdicts += len(told)
        pages = PageStates(folder / "sources.lock.yaml").pages
        lost += sum(last_run(pages.get(address)) < run for address, run in noted.items())
        number += 1
    print(f"killed: {killed}\nverdicts: {verdicts}\nlost: {lost}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
