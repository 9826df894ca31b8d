"""The hook stops a bad commit and lets a good one pass, with the real pre-commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT

CONFIG = """
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: strevview-lint
        # The command is installed already: nothing is fetched.
        language: system
"""


class Desk:
    """A scratch repository with the hook installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        commands = folder / "bin"
        commands.mkdir()
        command = commands / "strevview"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m strevview "$@"\n', "utf-8")
        command.chmod(0o755)
        self.env = {
            **os.environ,
            "HOME": str(folder),
            "PATH": os.pathsep.join(
                [str(commands), str(Path(sys.executable).parent), os.environ["PATH"]]
            ),
            "PYTHONPATH": str(ROOT / "src"),
            "PRE_COMMIT_HOME": str(folder / "cache"),
            "GIT_CONFIG_GLOBAL": str(folder / "gitconfig"),
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        for name in [name for name in self.env if name.startswith("GIT_") and "CONFIG" not in name]:
            del self.env[name]
        config = "[user]\nname = Desk\nemail = desk@example.org\n[init]\ndefaultBranch = main\n"
        (folder / "gitconfig").write_text(config, "utf-8")
        hooks = folder / "hooks"
        hooks.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
        self.git("init", "-q", cwd=hooks)
        self.git("add", ".", cwd=hooks)
        self.git("commit", "-qm", "hooks", cwd=hooks)
        rev = self.git("rev-parse", "HEAD", cwd=hooks).stdout.strip()
        self.work = folder / "work"
        (self.work / "issues").mkdir(parents=True)
        self.git("init", "-q")
        text = CONFIG.format(repo=hooks.as_posix(), rev=rev)
        (self.work / ".pre-commit-config.yaml").write_text(text, "utf-8")
        self.run(sys.executable, "-m", "pre_commit", "install")

    def run(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        done = self.try_to(*command, cwd=cwd)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def try_to(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=cwd or self.work,
            env=self.env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def git(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return self.run("git", *words, cwd=cwd)

    def write(self, name: str, text: str) -> None:
        (self.work / "issues" / name).write_text(text, "utf-8")
        self.git("add", "-A")

    def commit(self) -> subprocess.CompletedProcess[str]:
        return self.try_to("git", "commit", "-m", "an issue")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    for name in ("series.yaml", "actors.yaml"):
        desk.write(name, (ROOT / "issues" / name).read_text("utf-8"))
    shutil.copytree(ROOT / "issues" / "pictures", desk.work / "issues" / "pictures")
    return desk


def july() -> str:
    return (ROOT / "issues" / "2025-07.yaml").read_text("utf-8")


def test_a_good_commit_passes_and_a_bad_one_is_stopped(desk: Desk) -> None:
    desk.write("2025-07.yaml", july())
    good = desk.commit()
    assert good.returncode == 0, good.stdout + good.stderr
    desk.write("2025-07.yaml", july().replace("date: 2025-07-31", "date: 2025-07-32"))
    bad = desk.commit()
    assert bad.returncode == 1
    assert "SV201" in bad.stdout + bad.stderr
    assert desk.git("log", "--oneline").stdout.count("\n") == 1


def test_a_change_of_the_register_checks_the_issues_beside_it(desk: Desk) -> None:
    desk.write("2025-07.yaml", july().replace("date: 2025-07-31", "date: 2025-07-32"))
    desk.git("commit", "--no-verify", "-qm", "a bad issue, past the hook")
    desk.write(
        "actors.yaml", (desk.work / "issues" / "actors.yaml").read_text("utf-8") + "# more\n"
    )
    stopped = desk.commit()
    assert stopped.returncode == 1
    assert "2025-07.yaml" in stopped.stdout + stopped.stderr
