"""The place of an item's event, as an editor writes it."""

from __future__ import annotations

import re

import pytest

from strevview.importers.event_dates import event_date
from strevview.importers.guesses import Guess, LinkText
from strevview.importers.item_text import read_text
from strevview.importers.places import event_place
from strevview.model.dates import Period

_LINK = re.compile(r"\[([^\]]+)\]")
JULY = Period.parse("2025-07")


def _place(marked: str) -> Guess | None:
    links = []
    for number, match in enumerate(_LINK.finditer(marked)):
        start = match.start() - 2 * number
        links.append(LinkText(match.group(1), "", start, start + len(match.group(1))))
    read = read_text(_LINK.sub(r"\1", marked), links)
    return event_place(read, event_date(read, JULY)[1])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("It was [held] in Dushanbe on 3 July.", "Dushanbe"),
        ("It was [held] in Hefei, Anhui Province, on 3 July.", "Hefei, Anhui"),
        ("It was [held] in Xi’an, Shaanxi, on 3 July.", "Xi’an, Shaanxi"),
        ("It was [held] in Beijing, China, on 3 July.", "Beijing"),
        ("It was [held] in Doha, Qatar, on 3 July.", "Doha, Qatar"),
        ("It was [held] in São José dos Campos on 3 July.", "São José dos Campos"),
        ("A probe was [launched] from the Wenchang Space Launch Site.", "Wenchang"),
        ("In Lhasa on 3 July, the two bodies [met].", "Lhasa"),
        ("At a summit held in Astana on 3 July, a charter was [adopted].", "Astana"),
        ("It was [shown] at the City Hospital of Wuzhen University in Hangzhou.", "Hangzhou"),
        ("It [opened] in a hall in the city of Almaty on 3 July.", "Almaty"),
    ],
)
def test_a_known_place_beside_the_verb(text: str, place: str) -> None:
    found = _place(text)
    assert found is not None
    assert found.value == place


def test_a_province_that_the_text_names_stands_behind_its_town() -> None:
    found = _place("It was [shown] in Hangzhou on 3 July. Zhejiang University made it.")
    assert found is not None
    assert found.value == "Hangzhou, Zhejiang"
    # Not the province of another town.
    found = _place("It was [shown] in Hangzhou on 3 July. Sichuan University made it.")
    assert found is not None
    assert found.value == "Hangzhou"


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was [held] virtually on 3 July; the last was in Lima.",
        "The session was [held] by video link on 3 July, with guests in Lima.",
        "It [said] on 3 July that the craft launched from Xichang in May was lost.",
        "It was [founded] in March. In Science, there is no place.",
        "A school was [opened] on 3 July. It is housed at a college in Astana.",
        "The probe has a node in Phoenix Wallet, it [said] on 3 July.",
        "The Beijing Institute of Optics [showed] a lens on 3 July.",
        "It was [shown] in China on 3 July.",
        "It was [shown] in Central Asia on 3 July.",
        "The ministry [signed] an agreement with a company from Lahore on 3 July.",
        "It [launched] a satellite for the University of Chicago on 3 July.",
        "It was [signed] with the Beijing-based firm on 3 July.",
    ],
)
def test_no_place_where_none_is_told(text: str) -> None:
    assert _place(text) is None


def test_no_text_has_no_place() -> None:
    assert event_place(read_text("", ()), None) is None
