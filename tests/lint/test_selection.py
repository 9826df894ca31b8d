from __future__ import annotations

import pytest

from strevview.lint.selection import Selection, advice_on, is_known, split_names
from tests.lint.examples import ACTORS, GOOD, codes, lint


@pytest.mark.parametrize(
    ("select", "ignore", "taken", "left"),
    [
        ((), (), "SV102", ""),
        ((), ("SV1",), "SV201", "SV102"),
        ((), ("SV102",), "SV101", "SV102"),
        (("SV1",), (), "SV102", "SV201"),
        (("SV1",), ("SV102",), "SV101", "SV102"),
        (("SV102",), ("SV1",), "SV102", "SV101"),
        (("SV102",), ("SV102",), "", "SV102"),
        (("ALL",), ("SV3",), "SV102", "SV301"),
    ],
)
def test_the_longer_name_wins(
    select: tuple[str, ...], ignore: tuple[str, ...], taken: str, left: str
) -> None:
    selection = Selection(select, ignore)
    assert not taken or selection.takes(taken)
    assert not left or not selection.takes(left)


def test_a_rule_that_is_off_is_taken_only_when_selected() -> None:
    assert not Selection().takes("SV102", default=False)
    assert Selection(("SV1",)).takes("SV102", default=False)


def test_what_is_ignored_is_shown_where_its_code_is_selected() -> None:
    series = "series:\n  title: T\n  publisher: {name: P}\n  lint: {ignore: [SV102]}\n"
    draft = GOOD.replace("period:", f"draft: true\n{series}period:").replace(ACTORS, "")
    assert codes(lint(draft, "SV102")) == ["SV102"]
    assert codes(lint(draft, "SV1")) == []


def test_names_come_in_any_form() -> None:
    assert split_names(["sv102,SV2", "SV3  all"]) == ("SV102", "SV2", "SV3", "ALL")


def test_unknown_names_are_known_as_such() -> None:
    assert [is_known(name) for name in ("SV102", "SV1", "ALL", "SV")] == [True] * 4
    assert [is_known(name) for name in ("SV199", "XX", "", "V102", "S")] == [False] * 5
    for written in ("SV1O2", "sv102", "102", "item-without-actor"):
        assert advice_on(written, "") == "did you mean `SV102`?"
    assert advice_on("typography", "look it up") == "look it up"
    assert "SV9xx" in advice_on("SV999", "")
