"""A text names somebody by family name, a country by its people."""

from __future__ import annotations

import pytest

from strevview.lint.item_actors import ItemText, has_form, is_meant
from strevview.lint.names_in_text import words_of
from strevview.model.issue import Actor, ActorKind

IQBAL = Actor(name="Ahsan Iqbal", names={"zh": "伊克巴尔"}, kind=ActorKind.PERSON)
XI = Actor(name="Xi Jinping", kind=ActorKind.PERSON)
DEBIE = Actor(name="Mamoun M. Al-Debi'e", kind=ActorKind.PERSON)
FRANCE = Actor(name="France", kind=ActorKind.COUNTRY)
PAKISTAN = Actor(name="Pakistan", kind=ActorKind.COUNTRY)


def read(text: str) -> ItemText:
    return ItemText((text,), [words_of(text)])


@pytest.mark.parametrize(
    ("actor", "text", "named"),
    [
        (IQBAL, "Minister Iqbal spoke", True),
        (IQBAL, "Iqbal's aide spoke", True),
        (IQBAL, "Ahsan M. Iqbal spoke", True),
        (IQBAL, "Javed Iqbal spoke", False),
        (IQBAL, "Ahsan Iqabl spoke", False),
        (XI, "President Xi spoke", True),
        (XI, "in Xi'an", False),
        (DEBIE, "Mamoun Al-Debi'e spoke", True),
        (DEBIE, "Mr Al-Debi'e spoke", True),
        (FRANCE, "French scientists", True),
        (FRANCE, "the Frankfurt fair", False),
        (PAKISTAN, "a Pakistani satellite", True),
        (None, "nobody", False),
    ],
)
def test_somebody_is_meant(actor: Actor | None, text: str, named: bool) -> None:
    name = actor.name if actor else "China Media Group"
    assert is_meant(name, actor, read(text), ()) is named


def test_a_misspelt_name_names_nobody() -> None:
    assert not is_meant("Dai Gang", None, read("Dai spoke"), ["Dai Geng"])
    assert is_meant("Dai Gang", None, read("Dai spoke"), [])


@pytest.mark.parametrize(
    ("name", "actor", "text", "written"),
    [
        ("Ahsan Iqbal", IQBAL, "by 伊克巴尔 there", True),
        ("China Media Group", None, "the china media group", True),
        ("Maha El Rabbat", None, "Maha EI Rabbat", True),
        ("SUPARCO", None, "by SUPARC0", True),
        ("CAS", None, "by Cas", False),
    ],
)
def test_a_form_in_other_letters(name: str, actor: Actor | None, text: str, written: bool) -> None:
    assert has_form(name, actor, read(text)) is written
