"""The actors that a text names: bodies and persons, without what is only told of."""

from __future__ import annotations

import pytest

from strevview.importers.actors import actors_in
from strevview.importers.guesses import ActorGuess
from strevview.importers.item_text import read_text
from strevview.model.issue import Actor, ActorKind, ActorRegister


def _actors(text: str, *known: Actor) -> tuple[ActorGuess, ...]:
    return actors_in(read_text(text, ()), ActorRegister(known) if known else None)


def _names(text: str, *known: Actor) -> list[str]:
    return [actor.name for actor in _actors(text, *known)]


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("The Italian Space Agency (ASI) paid.", "Italian Space Agency", "ASI"),
        (
            "The Center for Excellence in Brain Science and Intelligence Technology (CEBSIT) led.",
            "Center for Excellence in Brain Science and Intelligence Technology",
            "CEBSIT",
        ),
        (
            "France’s Centre National d’Études Spatiales (CNES) paid.",
            "Centre National d’Études Spatiales",
            "CNES",
        ),
        (
            "Egypt’s New and Renewable Energy Authority (NREA) paid.",
            "New and Renewable Energy Authority",
            "NREA",
        ),
    ],
)
def test_a_name_with_its_acronym_is_taken_whole(text: str, name: str, acronym: str) -> None:
    (actor,) = _actors(text)
    assert (actor.name, actor.acronym, actor.sure, actor.known) == (name, acronym, True, False)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Ministry of Planning, Development and Special Affairs and the Academy of Mines "
            "paid.",
            ["Ministry of Planning, Development and Special Affairs", "Academy of Mines"],
        ),
        (
            "It was built by Chongqing Motor Co., Ltd. and the Federation of Engineers.",
            ["Chongqing Motor Co., Ltd.", "Federation of Engineers"],
        ),
        (
            "The Institute of Plateau Physics of the Chinese Academy of Sciences wrote it.",
            ["Institute of Plateau Physics", "Chinese Academy of Sciences"],
        ),
        (
            "The Space and Upper Air Research Commission and Lima University paid.",
            ["Space and Upper Air Research Commission", "Lima University"],
        ),
        (
            "The Academy of Sciences of Tajikistan received it.",
            ["Academy of Sciences of Tajikistan"],
        ),
    ],
)
def test_names_are_parted_where_one_ends(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The test took place at the Jiuquan Satellite Launch Center.",
        "It was opened at the First Hospital of Lima University.",
        "The hospital is affiliated with Lima University.",
        "The Silk Road Declaration of the Third Asian Summit was read.",
        "The Tajik news agency Khovar said so, as did the Ministry.",
        "They spoke in the Embassy of Pakistan.",
        "He called it “a gift of the Wuhan Institute of Optics to all”.",
        "The Steering Committee Election of the Year: News from the Alumni Association",
        "A Lima University/Research Institute view was shown.",
        "",
    ],
)
def test_what_is_told_of_is_no_actor(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chinese Vice Minister Long Teng spoke.", ["Long Teng"]),
        ("Its Chairman, Muhammad Yousaf Khan, spoke.", ["Muhammad Yousaf Khan"]),
        ("UN Under-Secretary-General Ana Maria Silva spoke.", ["Ana Maria Silva"]),
        ("Dai Gang, Director General of mining, spoke.", ["Dai Gang"]),
        ("Nadia El Sayed (纳迪娅), science and technology counsellor, spoke.", ["Nadia El Sayed"]),
        ("Li Wen, a senior engineer at the laboratory, spoke.", ["Li Wen"]),
        (
            "Mamoun M. Al-Debi’e, Secretary General of Jordan’s Ministry of Mines, spoke.",
            ["Mamoun M. Al-Debi’e", "Ministry of Mines"],
        ),
        (
            "Aboard were the astronauts Zhang Lu, Wu Fei and Li Hong.",
            ["Zhang Lu", "Wu Fei", "Li Hong"],
        ),
        ("Xi Jinping of China and Emil Rahmat of Tajikistan met.", ["Xi Jinping", "Emil Rahmat"]),
    ],
)
def test_a_person_by_rank_or_list(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_a_person_of_a_university_does_not_bring_it_in() -> None:
    assert _names("Carla Rossi, a professor at the University of Milano, spoke.") == ["Carla Rossi"]


SUPARCO = Actor(
    name="Space and Upper Atmosphere Research Commission",
    acronym="SUPARCO",
    aliases=("Suparco",),
)
CAS = Actor(name="Chinese Academy of Sciences", acronym="CAS")
KHAN = Actor(name="Muhammad Yousaf Khan", kind=ActorKind.PERSON)


def test_a_registered_actor_is_named_as_the_text_does() -> None:
    text = "The Space and Upper Atmosphere Research Commission (SUPARCO) paid."
    (actor,) = _actors(text, SUPARCO)
    assert (actor.name, actor.known, actor.sure) == ("SUPARCO", True, True)
    # Where the text has no acronym, the list has none.
    assert _names("The Chinese Academy of Sciences paid.", CAS) == ["Chinese Academy of Sciences"]
    assert _names("Suparco paid, and Muhammad Yousaf Khan came.", SUPARCO, KHAN) == [
        "Space and Upper Atmosphere Research Commission",
        "Muhammad Yousaf Khan",
    ]


def test_an_acronym_of_another_body_is_not_the_registered_one() -> None:
    cast = Actor(name="China Association for Science and Technology", acronym="CAST")
    (actor,) = _actors("The China Academy of Space Technology (CAST) paid.", cast)
    assert (actor.name, actor.known) == ("China Academy of Space Technology", False)


def test_a_registered_body_written_otherwise_is_known_and_to_be_checked() -> None:
    cnsa = Actor(name="China National Space Administration", acronym="CNSA")
    (actor,) = _actors("The Chinese National Space Administration (CNSA) paid.", cnsa)
    assert (actor.name, actor.known, actor.sure) == ("CNSA", True, False)
    assert actor.written == "Chinese National Space Administration"


def test_a_country_in_the_register_is_no_actor_by_being_named() -> None:
    assert _names("It was sold to Norway.", Actor(name="Norway", kind=ActorKind.COUNTRY)) == []


def test_an_actor_is_listed_once_where_it_first_stands() -> None:
    text = "The Academy of Mines (AOM) and Lima University met.\nAOM paid. Lima University did not."
    assert _names(text) == ["Academy of Mines", "Lima University"]
