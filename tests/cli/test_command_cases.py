"""Commands under tests/cases/commands, run one after another as users do, and what comes of them.

A file has cases by name; each is a list of steps, done in an empty folder:

    desk: [6, 7]          a desk with issues of these months; `built` has July's, and its PDF;
                          `samples` has the sample issues
    write: FILE           a file with a `text`; `add` puts one at its end
    change: FILE          whose `old` text, which must stand there, becomes `new`
    copy: FROM            a file or folder of the repository, `to` a place
    folder: FOLDER        a folder that is made
    move: FILE            a file or folder that is moved `to` another place
    link: FILE            a link `to` something
    remove: FILE          a file that is removed
    run: lint --fix       a command, with what is `given` to it; then `code` (0 where it is not
                          told), what stands in its `out` and `err` and is `untold` in both, what
                          they are from first to last (`all_out`, `all_err`), and what of its `json`
    file: FILE            a file that `has` texts, `lacks` some or `is` one; `same` as before the
                          last command, or not
    files: FOLDER         a folder, and what `are` in it
    gone: FILE            nothing is there
"""

from __future__ import annotations

import json as json_reader
import os
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.inside import strevview
from tests.command import ROOT
from tests.desk import change, copy_samples, make_desk

FILES = sorted((ROOT / "tests" / "cases" / "commands").glob("*.yaml"))
CASES = {
    f"{path.stem}: {name}": steps
    for path in FILES
    for name, steps in yaml.safe_load(path.read_text("utf-8")).items()
}


class Steps:
    """What a case's steps do in its folder; the first key of a step is the method."""

    def __init__(self, folder: Path, built: Path) -> None:
        self._folder = folder
        self._built = built
        self._before: dict[Path, bytes] = {}

    def take(self, step: dict[str, Any]) -> None:
        (verb, what), *more = step.items()
        getattr(self, verb)(what, **dict(more))

    def _at(self, name: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def desk(self, kind: str | Sequence[int]) -> None:
        if kind == "built":
            shutil.copytree(self._built, self._folder, dirs_exist_ok=True)
        elif kind == "samples":
            copy_samples(self._folder)
        else:
            make_desk(self._folder, *map(int, kind))

    def write(self, name: str, text: str = "") -> None:
        self._at(name).write_bytes(text.encode())

    def add(self, name: str, text: str) -> None:
        with self._at(name).open("ab") as file:
            file.write(text.encode())

    def change(self, name: str, old: str, new: str) -> None:
        change(self._folder / name, old, new)

    def copy(self, name: str, to: str) -> None:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, self._at(to))

    def folder(self, name: str) -> None:
        self._at(name).mkdir()

    def move(self, name: str, to: str) -> None:
        (self._folder / name).rename(self._at(to))

    def link(self, name: str, to: str) -> None:
        self._at(name).symlink_to(to)

    def remove(self, name: str) -> None:
        (self._folder / name).unlink()

    def run(
        self,
        words: str,
        given: str = "",
        code: int = 0,
        out: Sequence[str] = (),
        err: Sequence[str] = (),
        untold: Sequence[str] = (),
        all_out: str | None = None,
        all_err: str | None = None,
        json: object = None,
    ) -> None:
        files = (path for path in self._folder.rglob("*") if path.is_file())
        self._before = {path: path.read_bytes() for path in files}
        done = strevview(*shlex.split(words), cwd=self._folder, given=given.encode())
        said = f"{words}\n{done.out}{done.err}"
        assert done.code == code, said
        assert [one for one in out if one not in done.out] == [], said
        assert [one for one in err if one not in done.err] == [], said
        assert [one for one in untold if one in done.out + done.err] == [], said
        assert done.out == (done.out if all_out is None else all_out)
        assert done.err == (done.err if all_err is None else all_err)
        if json is not None:
            assert part_of(json_reader.loads(done.out), json) == json, said

    def file(
        self,
        name: str,
        has: Sequence[str] = (),
        lacks: Sequence[str] = (),
        **more: str | bool,
    ) -> None:
        path = self._folder / name
        data = path.read_bytes()
        text = data.decode("utf-8", "replace")
        assert [one for one in has if one not in text] == [], text
        assert [one for one in lacks if one in text] == [], text
        if "is" in more:
            assert text == more["is"]
        if "same" in more:
            assert (data == self._before.get(path)) is more["same"]

    def files(self, name: str, are: Sequence[str]) -> None:
        assert sorted(path.name for path in (self._folder / name).iterdir()) == sorted(are)

    def gone(self, name: str) -> None:
        assert not os.path.lexists(self._folder / name)


def part_of(found: Any, expected: object) -> object:  # noqa: ANN401 - as JSON has it
    """Return of some data the keys that are expected, in lists of any length."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: part_of(found.get(key), value) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        return [part_of(one, value) for one, value in zip(found, expected, strict=True)]
    return found


def test_there_are_cases() -> None:
    assert len(CASES) > 100


@pytest.mark.parametrize("name", CASES)
def test_commands_do_what_is_told(name: str, tmp_path: Path, built_desk: Path) -> None:
    steps = Steps(tmp_path, built_desk)
    for step in CASES[name]:
        steps.take(step)
