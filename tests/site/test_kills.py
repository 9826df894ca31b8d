"""A site whose making is killed: no file is half written, and the next run completes it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.command import ROOT
from tests.desk import change
from tests.programs import FULL
from tests.site.review import DAY, files_of, make_review, make_site

# In how many moments it is killed, and under `make test-full`.
MOMENTS = (6, 30)
# Runs the command, and is killed before one of the files that it puts in their place.
CODE = """
import os, signal, sys
from pathlib import Path
from strevview.cli.main import app
left, rename = int(sys.argv.pop(1)), Path.replace

def replace(path, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, target)

Path.replace = replace
app()
"""


def test_a_killed_run_leaves_whole_files_and_is_completed_by_the_next(tmp_path: Path) -> None:
    folder = make_review(tmp_path)
    public, masthead = folder / "public", folder / "styles/own/web/masthead.html"
    shutil.copytree(ROOT / "styles/mpidsa", folder / "styles/own")
    change(folder / "issues/series.yaml", "language:", "style: own\nlanguage:")
    # The web edition has two looks: a change of it makes no PDF stale.
    looks = masthead.read_text("utf-8"), "<header><p>Another look</p></header>\n"
    sites = []
    for look in looks:
        masthead.write_text(look, "utf-8")
        assert make_site(folder).code == 0
        sites.append(files_of(public))
    changed = sum(sites[0].get(path) != data for path, data in sites[1].items())
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for number in range(MOMENTS[FULL in os.environ]):
        masthead.write_text(looks[number % 2], "utf-8")
        moment = random.Random(number).randrange(changed)  # noqa: S311
        command = [sys.executable, "-c", CODE, str(moment), "site", "--no-search", "--today", DAY]
        killed = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, check=False
        )
        assert killed.returncode == -signal.SIGKILL
        for path, data in files_of(public).items():
            if not path.endswith((".part", ".strevview-site.json")):
                assert data in (sites[0].get(path), sites[1].get(path)), path
        assert make_site(folder).code == 0
        assert files_of(public) == sites[number % 2]
