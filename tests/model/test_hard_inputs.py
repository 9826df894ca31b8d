"""Inputs that are no issue at all: one clear line each, never a traceback, never minutes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from strevview.model.issue import ActorRegister
from strevview.model.loading import Shelf, load_issue, load_issue_text, load_shelf
from strevview.source.disk import MAX_BYTES
from strevview.source.parser import MAX_FAULTS
from tests.cli.inside import strevview
from tests.command import SAMPLE

BOMB = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x]"]
    + [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
)
TEXTS: dict[str, tuple[bytes, str]] = {
    "empty.yaml": (b"", "SV012"),
    "comments.yaml": (b"# one\n# two\n", "SV012"),
    "binary.yaml": (bytes(range(256)), "SV002"),
    "control.yaml": (b"schema: 1\ntitle: a\x1b[31mb\n", "SV002"),
    "square.yaml": (b"[" * 100_000, "SV003"),
    "curly.yaml": (b"{" * 100_000, "SV003"),
    "dashes.yaml": (b"- " * 100_000 + b"a", "SV003"),
    "closed.yaml": (b"[" * 100_000 + b"]" * 100_000, "SV003"),
    "bomb.yaml": (BOMB.encode(), "SV003"),
    "values.yaml": (b"- a\n" * 300_000, "SV003"),
    "tab.yaml": (b"schema: 1\nsections:\n\t- title: a\n", "SV001"),
    "object.yaml": (b"!!python/object/apply:os.system\n- touch ran\n", "SV009"),
    "loop.yaml": (b"a: &a\n  b: *a\n", "SV001"),
    "long.yaml": (b"a" * 3_000_000, "SV006"),
    "too-long.yaml": (b"a" * (MAX_BYTES + 1), "SV003"),
}


def no_file(folder: Path) -> list[str]:
    """Make what has a name and is no file to read; return the names."""
    os.mkfifo(folder / "fifo.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    names = ["fifo.yaml", "zero.yaml"]
    # Root may read all.
    if os.geteuid() != 0:
        (folder / "closed.yaml").touch(0)
        names.append("closed.yaml")
    return names


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, None, ActorRegister(), ())


def test_what_cannot_be_read_is_one_error_and_no_tag_runs_anything(tmp_path: Path) -> None:
    for name, (data, _) in TEXTS.items():
        (tmp_path / name).write_bytes(data)
    expected = {name: code for name, (_, code) in TEXTS.items()}
    expected |= dict.fromkeys(no_file(tmp_path), "SV018")
    done = strevview("lint", "--format", "json", *expected, cwd=tmp_path)
    assert (done.code, done.err) == (1, "")
    found: dict[str, list[str]] = {name: [] for name in expected}
    for complaint in json.loads(done.out)["diagnostics"]:
        assert complaint["help"]
        found[complaint["span"]["path"]].append(complaint["code"])
    # Of what has a forbidden tag the rest is read.
    assert {name: codes[0] for name, codes in found.items()} == expected
    assert [name for name, codes in found.items() if len(codes) > 1] == ["object.yaml"]
    assert not (tmp_path / "ran").exists()
    given = strevview("lint", "-", cwd=tmp_path, given=TEXTS["control.yaml"][0])
    assert "<stdin>:2:9 SV002" in given.out


def test_a_hundred_megabytes_are_not_read(tmp_path: Path, shelf: Shelf) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    (complaint,) = load_issue(path, shelf).diagnostics
    assert (complaint.code, "100 MB" in complaint.message) == ("SV003", True)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"k{n}: x\n" for n in range(10_000)),
        "sections:\n" + "  - titel: x\n" * 10_000,
        "sections:\n  - items:\n" + "      - x\n" * 10_000,
        "schema: 1\nschema: 1\n" * 5_000,
        "editors:\n" + "  - []\n" * 10_000,
        "".join(f"k{n}: a #b\n" for n in range(5_000)),
        "".join(f"k{n}: &b{n} c\n" for n in range(5_000)),
        "- !!x a\n" * 5_000,
    ],
)
def test_a_flood_of_faults_ends(text: str, shelf: Shelf) -> None:
    found = load_issue_text(text.encode(), "flood.yaml", shelf).diagnostics
    assert 0 < len(found) <= 2 * (MAX_FAULTS + 1)
    told_of_more = "SV003" in {complaint.code for complaint in found}
    assert len(found) <= MAX_FAULTS or told_of_more
    assert all(complaint.span is not None for complaint in found)


def test_an_item_of_one_long_text_ends(shelf: Shelf) -> None:
    units = ("[a][b] ", "*a ", "> ", "`", "[", "a\n")
    for long in (*(unit * (10_000 // len(unit)) for unit in units), "*a " * 2_000 + "a* " * 2_000):
        text = f"x {long}"
        issue = SAMPLE_ITEM.replace("TEXT", text.replace("\n", "\n          "))
        loaded = load_issue_text(issue.encode(), "a.yaml", shelf)
        assert [d.code for d in loaded.diagnostics] == ["SV007"], "no series, and nothing else"
        ((_, _, prose),) = loaded.items()
        assert prose.text.startswith("x")


SAMPLE_ITEM = """\
schema: 1
period: 2025-07
sections:
  - title: A
    items:
      - id: a
        text: |
          TEXT
"""


def test_a_text_of_a_book_is_refused(shelf: Shelf) -> None:
    issue = SAMPLE_ITEM.replace("TEXT", "word " * 30_000)
    complaint, _ = load_issue_text(issue.encode(), "a.yaml", shelf).diagnostics
    assert (complaint.code, complaint.span.line if complaint.span else 0) == ("SV003", 7)


@pytest.mark.parametrize("name", ["series.yaml", "actors.yaml"])
@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        lambda path: path.symlink_to(path.name),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.mkdir(),
        lambda path: path.write_bytes(b"\xff"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"- a"),
        lambda path: path.write_bytes(BOMB.encode()),
        lambda path: path.write_bytes(b"schema: 1\nactors: [a, {name: [b]}, 1, null]\ntitle: {}\n"),
    ],
)
def test_the_files_beside_an_issue(
    name: str, make: Callable[[Path], object], tmp_path: Path
) -> None:
    make(tmp_path / name)
    shelf = load_shelf(tmp_path, "issues")
    assert shelf.diagnostics
    assert all(d.span and d.span.path == f"issues/{name}" for d in shelf.diagnostics)
    loaded = load_issue(SAMPLE, shelf)
    assert loaded.issue is not None
    said = [d.code for d in loaded.diagnostics]
    assert said == ([] if name == "series.yaml" else ["SV007"]), "the fault is told once"


def test_a_name_of_odd_characters_is_a_name(tmp_path: Path, shelf: Shelf) -> None:
    name = "2025-07\n\u202egpj.yaml"
    (tmp_path / name).write_bytes(SAMPLE.read_bytes())
    loaded = load_issue(tmp_path / name, shelf, name)
    assert loaded.issue is not None
    assert loaded.stem == "2025-07\n\u202egpj"


def test_what_is_not_there_is_a_mistake_of_usage(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "circle.yaml").symlink_to("circle.yaml")
    for name in ("gone.yaml", "empty", "folder.yaml", "circle.yaml", "x" * 300 + ".yaml"):
        done = strevview("lint", name, cwd=tmp_path)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done
        assert name in done.err


def test_no_character_of_a_name_reaches_the_terminal(tmp_path: Path) -> None:
    name = "2025-07\n\u202e\x1b[31mgpj.yaml"
    (tmp_path / name).write_bytes(b"a: [\n")
    done = strevview("lint", name, cwd=tmp_path)
    assert done.code == 1
    assert done.out.startswith("2025-07\\x0a")
    assert not {"\u202e", "\x1b"} & set(done.out)
