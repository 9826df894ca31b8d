"""What imported items add to `actors.yaml`: nothing that an editor wrote is changed."""

from __future__ import annotations

import pytest

from strevview.importers.guesses import ActorGuess
from strevview.importers.learning import Learnt, learn, read_actors
from strevview.model.issue import Actor, ActorKind

EXISTING = """\
# Who is who.
schema: 1
actors:
  # Bodies.
  - name: China National Space Administration   # of 1993
    acronym: CNSA
    kind: organisation
  - name: China Mobile Group
    kind: organisation

  # Persons.
  - name: Muhammad Yousaf Khan
    kind: person
    posts:
      - post: Chairman
        organisation: SUPARCO
  # To be looked up: his post before that.
"""


def _learnt(name: str, where: str = "2025-07/a", **more: object) -> Learnt:
    values: dict[str, object] = {"why": "", "sure": False, **more}
    return Learnt(ActorGuess(name, **values), where)  # type: ignore[arg-type]


def _read(text: str) -> list[Actor]:
    file = read_actors(text)
    assert file is not None, text
    return list(file.register.actors)


def _added(before: str, after: str) -> str:
    """Return the lines that were added; everything else must be as it was, in order."""
    old, added = iter(before.splitlines()), []
    expected = next(old, None)
    for line in after.splitlines():
        if line == expected:
            expected = next(old, None)
        else:
            added.append(line)
    assert expected is None, f"{expected!r} is gone"
    return "\n".join(added)


def test_a_new_file_holds_what_was_learnt() -> None:
    text = learn(
        None,
        [_learnt("Academy of Mines", acronym="AOM"), _learnt("Li Wen", kind=ActorKind.PERSON)],
    )
    assert _read(text) == [
        Actor(name="Academy of Mines", acronym="AOM"),
        Actor(name="Li Wen", kind=ActorKind.PERSON),
    ]
    assert text.startswith("# yaml-language-server: $schema=actors.schema.json\nschema: 1\n")
    assert "# check: in 2025-07/a" in text


def test_new_actors_go_behind_the_others_with_where_they_were_found() -> None:
    text = learn(EXISTING, [_learnt("Academy of Mines", f"2025-0{n}/x") for n in range(1, 6)])
    assert _added(EXISTING, text) == (
        "\n"
        "  # Learnt from old issues: check each, and put it where it belongs.\n"
        "  # check: in 2025-01/x, 2025-02/x, 2025-03/x and 2 more\n"
        "  - name: Academy of Mines\n"
        "    kind: organisation"
    )
    assert len(_read(text)) == 4


def test_what_is_known_adds_nothing() -> None:
    learnt = [
        _learnt("CNSA", acronym="CNSA", known=True),
        _learnt("China National Space Administration", acronym="CNSA"),
        _learnt("Muhammad Yousaf Khan", kind=ActorKind.PERSON),
    ]
    assert learn(EXISTING, learnt) == EXISTING


def test_another_name_of_a_known_actor_stands_beside_it_as_a_remark() -> None:
    text = learn(EXISTING, [_learnt("Chinese National Space Administration", acronym="CNSA")])
    assert _added(EXISTING, text) == (
        "    # check: another name? Chinese National Space Administration (in 2025-07/a)"
    )
    lines = text.splitlines()
    assert lines[lines.index("    acronym: CNSA") + 2].lstrip().startswith("# check: another name?")


def test_an_acronym_of_a_known_actor_is_a_remark() -> None:
    text = learn(EXISTING, [_learnt("China Mobile Group", acronym="CMG")])
    assert _added(EXISTING, text) == "    # check: its acronym? CMG (in 2025-07/a)"
    assert _read(text) == _read(EXISTING)


def test_an_acronym_of_another_body_is_told_and_left_out() -> None:
    text = learn(EXISTING, [_learnt("Cuban Nickel Safety Authority", acronym="CNSA")])
    assert "CNSA is also China National Space Administration" in text
    assert _read(text)[-1].acronym is None


def test_two_names_with_one_acronym_are_one_new_actor() -> None:
    text = learn(
        None,
        [
            _learnt("China International Development Agency", acronym="CIDCA"),
            _learnt("China International Development Cooperation Agency", acronym="CIDCA"),
        ],
    )
    assert _read(text) == [Actor(name="China International Development Agency", acronym="CIDCA")]
    assert "another name? China International Development Cooperation Agency" in text


@pytest.mark.parametrize("existing", [None, EXISTING])
def test_to_learn_the_same_again_adds_nothing(existing: str | None) -> None:
    learnt = [
        _learnt("Academy of Mines", acronym="AOM"),
        _learnt("Academy for Mines", acronym="AOM"),
        _learnt("Li Wen", kind=ActorKind.PERSON),
        _learnt("Chinese National Space Administration", acronym="CNSA"),
        _learnt("Cuban Nickel Safety Authority", acronym="CNSA"),
        _learnt("China Mobile Group", acronym="CMG"),
    ]
    once = learn(existing, learnt)
    assert learn(once, learnt) == once


def test_names_that_yaml_would_misread_are_quoted() -> None:
    names = ["NO", "A: B Institute", "Lab #1 of Mines", "'Quoted' Institute", "- Dash Institute"]
    text = learn(EXISTING, [_learnt(name) for name in names])
    assert sorted(actor.name for actor in _read(text)[3:]) == sorted(names)


def test_the_layout_of_the_file_is_kept() -> None:
    flush = "schema: 1\nactors:\n- name: A\n- name: B\n# the end"
    text = learn(flush, [_learnt("C Institute")])
    assert text.startswith(flush)
    assert [actor.name for actor in _read(text)] == ["A", "B", "C Institute"]
    windows = EXISTING.replace("\n", "\r\n")
    text = learn(windows, [_learnt("C Institute"), _learnt("China Mobile Group", acronym="CMG")])
    assert text.count("\n") == text.count("\r\n")
    assert len(_read(text)) == 4


def test_keys_behind_the_list_stay_behind_it() -> None:
    text = learn("actors:\n  - name: A\n\n# The form.\nschema: 1\n", [_learnt("C Institute")])
    assert [actor.name for actor in _read(text)] == ["A", "C Institute"]
    assert text.endswith("\n\n# The form.\nschema: 1\n")


@pytest.mark.parametrize(
    "empty", ["schema: 1\nactors: []\n", "schema: 1\nactors: [ ] # none yet\n"]
)
def test_an_empty_list_becomes_one_with_entries(empty: str) -> None:
    assert [actor.name for actor in _read(learn(empty, [_learnt("C Institute")]))] == [
        "C Institute"
    ]


@pytest.mark.parametrize(
    "faulty",
    [
        "schema: 1\nactors:\n  - nam: A\n",
        "schema: 1\nactors: [\n",
        "schema: 1\nactors: [{name: A}]\n",
        "",
        "schema: 1\n",
    ],
)
def test_a_file_that_cannot_be_added_to_comes_back_as_it_is(faulty: str) -> None:
    assert learn(faulty, [_learnt("C Institute")]) == faulty
