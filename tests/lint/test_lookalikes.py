"""Signs that look like others are found where it is known what is meant, and nowhere else."""

from __future__ import annotations

import pytest

from strevview.lint.rules.characters import look_alikes, names_look_alike, words_by_skeleton

KNOWN = words_by_skeleton(["Beijing", "SUPARCO", "Iqbal", "National", "BeIjing", "CPEC"])


@pytest.mark.parametrize(
    ("text", "written", "meant", "certain"),
    [
        ("the NationaI fund", "NationaI", "National", True),
        ("by SUPARC0", "SUPARC0", "SUPARCO", True),
        ("Ahsan lqbal", "lqbal", "Iqbal", True),
        ("in Веijing", "Веijing", "Beijing", True),
        ("the СРЕС", "СРЕС", "CPEC", True),
        ("new techn0logy", "techn0logy", "technology", False),
        ("Maha EI Rabbat", "EI", "El", False),
        ("Кобiлджон", "Кобiлджон", "", False),
    ],
)
def test_look_alikes(text: str, written: str, meant: str, certain: bool) -> None:
    (found,) = look_alikes(text, KNOWN)
    assert (text[found.start : found.end], found.meant) == (written, meant)
    assert found.certain is certain
    assert found.what


@pytest.mark.parametrize(
    "text",
    [
        "the AI Action Plan of the EI",
        "ALI, III and ALBA II",
        "CO2, utf8, l10n, x0y and b0",
        "10 μm, ΔT, an α-particle",
        "Кобилджон Хушвахтзода and Ελλάδα",
        "lunar llamas launched late",
        "利玛窦 1-02",
    ],
)
def test_what_is_meant_as_it_is(text: str) -> None:
    assert list(look_alikes(text, KNOWN)) == []


def test_a_known_name_with_a_short_word() -> None:
    text = "with Maha EI Rabbat and Maha El Rabbat"
    (found,) = names_look_alike(text, ["Maha El Rabbat"])
    assert (text[found.start : found.end], found.meant) == ("Maha EI Rabbat", "Maha El Rabbat")
    assert list(names_look_alike("Maha EI Rabbath", ["Maha El Rabbat"])) == []
