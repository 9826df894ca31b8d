"""What `import --actors` adds to `actors.yaml`: nothing that an editor wrote is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers.archive import learn_actors
from strevview.importers.importing import import_file
from strevview.model.issue import Actor, ActorKind
from strevview.model.loading import load_shelf
from tests.cli.inside import strevview

EXISTING = Path(__file__).with_name("learning.yaml").read_text("utf-8")


def old_issue(tmp_path: Path, *names: str) -> Path:
    """Write an old issue with an event of each name."""
    (tmp_path / "issues").mkdir(exist_ok=True)
    events = [f"On 8 July, the {name} [opened](https://a.example) a dam." for name in names]
    path = tmp_path / "old.md"
    path.write_text("\n\n".join(["# Review", "July 2025", "## Water", *events]), "utf-8")
    return path


def taught(tmp_path: Path, existing: str, *names: str) -> tuple[str, tuple[str, ...] | None]:
    """Import an old issue beside a register; return the register, and what was told as new."""
    old, register = old_issue(tmp_path, *names), tmp_path / "issues" / "actors.yaml"
    register.write_bytes(existing.encode())
    imported = import_file(old, register.parent)
    assert imported.learnt
    new, faults = learn_actors(register.parent, imported.learnt)
    assert faults == ()
    return register.read_bytes().decode(), new


def actors(tmp_path: Path) -> list[Actor]:
    shelf = load_shelf(tmp_path / "issues")
    assert shelf.diagnostics == ()
    return list(shelf.register.actors)


def added(before: str, after: str) -> list[str]:
    """Return the lines that were added; everything else must be as it was, in order."""
    old, new = iter(before.splitlines()), []
    expected = next(old, None)
    for line in after.splitlines():
        if line == expected:
            expected = next(old, None)
        else:
            new.append(line)
    assert expected is None, f"{expected!r} is gone"
    return new


HEADING = "  # Learnt from old issues: check each, and put it where it belongs."


def test_a_new_file_holds_what_was_learnt_and_the_screen_names_it(tmp_path: Path) -> None:
    old_issue(tmp_path, "Academy of Mines (AOM)", "Foreign Minister Li Wen")
    done = strevview("import", "old.md", "--actors", cwd=tmp_path)
    assert done.code == 0, done.err
    assert done.out.partition("issues/actors.yaml: actors were added")[2].endswith(
        "beside them\n  Academy of Mines\n  Li Wen\n"
    )
    assert actors(tmp_path) == [
        Actor(name="Academy of Mines", acronym="AOM"),
        Actor(name="Li Wen", kind=ActorKind.PERSON),
    ]
    text = (tmp_path / "issues" / "actors.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=actors.schema.json\nschema: 1\n")
    assert "# check: in 2025-07/" in text


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (["CNSA", "China National Space Administration (CNSA)",
          "Foreign Minister Muhammad Yousaf Khan"], []),
        (["Academy of Mines"] * 4,
         ["  # check: in 2025-07/academy-mines-opened, 2025-07/academy-mines-opened-2, "
          "2025-07/academy-mines-opened-3 and 1 more",
          "  - name: Academy of Mines", "    kind: organisation"]),
        (["Chinese National Space Administration (CNSA)", "China Mobile Group (CMG)"],
         ["  # check: China National Space Administration: another name? "
          "Chinese National Space Administration (in 2025-07/cnsa-opened-dam)",
          "  # check: China Mobile Group: its acronym? CMG (in 2025-07/cmg-opened-dam)"]),
        (["Cuban Nickel Safety Authority (CNSA)"],
         ["  # check: in 2025-07/cnsa-opened-dam; "
          "CNSA is also China National Space Administration",
          "  - name: Cuban Nickel Safety Authority", "    kind: organisation"]),
        (["China International Development Agency (CIDCA)",
          "China International Development Cooperation Agency (CIDCA)"],
         ["  # check: in 2025-07/cidca-opened-dam, 2025-07/cidca-opened-dam-2; "
          "another name? China International Development Cooperation Agency",
          "  - name: China International Development Agency", "    acronym: CIDCA",
          "    kind: organisation"]),
    ],
)  # fmt: skip
def test_what_is_new_stands_behind_the_others_once(
    tmp_path: Path, names: list[str], lines: list[str]
) -> None:
    text, new = taught(tmp_path, EXISTING, *names)
    assert added(EXISTING, text) == (["", HEADING, *lines] if lines else [])
    assert text.startswith(EXISTING)
    assert taught(tmp_path, text, *names) == (text, None)
    told = tuple(line.partition("- name: ")[2] for line in lines if "- name: " in line)
    assert new == (told if lines else None)
    assert tuple(actor.name for actor in actors(tmp_path)[3:]) == told


@pytest.mark.parametrize(
    ("existing", "start", "end"),
    [
        ("schema: 1\nactors:\n- name: A\n- name: B\n# the end", "# the end\n\n# Learnt", None),
        ("schema: 1\nactors:\n- {name: A,\n   kind: person\n  }\n", "  }\n\n# Learnt", None),
        ("schema: 1\r\nactors:\r\n- name: A\r\n", "- name: A\r\n\r\n# Learnt", "\r\n"),
        ("actors:\n  - name: A\n\n# The form.\nschema: 1\n", "A\n\n  # Learnt",
         "\n\n# The form.\nschema: 1\n"),
        ("schema: 1\nactors: []\n", "actors:\n  # Learnt", None),
        ("schema: 1\nactors:\n", "actors:\n  # Learnt", None),
        ("schema: 1\nactors:\n  # - name: B\n", "actors:\n  # Learnt",
         "kind: organisation\n  # - name: B\n"),
        ("schema: 1\nactors: [ ] # none yet\n", "actors: # none yet\n  # Learnt", None),
    ],
)  # fmt: skip
def test_the_layout_of_the_file_is_kept(
    tmp_path: Path, existing: str, start: str, end: str | None
) -> None:
    text, _ = taught(tmp_path, existing, "Academy of Mines")
    assert start in text
    assert text.endswith(end or "kind: organisation\n")
    assert text.count("\r\n") in (0, text.count("\n"))
    assert [one.name for one in actors(tmp_path)][-1] == "Academy of Mines"


def test_a_list_in_brackets_stays_as_it_is(tmp_path: Path) -> None:
    existing = "schema: 1\nactors: [{name: A}]\n"
    assert taught(tmp_path, existing, "Academy of Mines") == (existing, None)


@pytest.mark.parametrize("faulty", ["schema: 1\nactors:\n  - nam: A\n", ""])
def test_a_register_with_faults_is_complained_of_and_stays(tmp_path: Path, faulty: str) -> None:
    old_issue(tmp_path, "Academy of Mines")
    register = tmp_path / "issues" / "actors.yaml"
    register.write_text(faulty, "utf-8")
    done = strevview("import", "old.md", "--actors", cwd=tmp_path)
    assert done.code == 1
    assert "issues/actors.yaml:" in done.err
    assert register.read_text("utf-8") == faulty
    assert (tmp_path / "issues" / "2025-07.yaml").is_file()
