"""The short names that items get."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest
from pydantic import TypeAdapter

from strevview.importers.facts import item_facts
from strevview.importers.guesses import LinkText
from strevview.model.dates import Period
from strevview.model.scalars import ItemId

_LINK = re.compile(r"\[([^\]]+)\]")
_ID: TypeAdapter[str] = TypeAdapter(ItemId)


def _id(marked: str, taken: Collection[str] = ()) -> str:
    match = _LINK.search(marked)
    links: tuple[LinkText, ...] = ()
    if match is not None:
        word = match.group(1)
        links = (LinkText(word, "https://a.example/1", match.start(), match.start() + len(word)),)
    text = _LINK.sub(r"\1", marked)
    found = item_facts(text, links, Period.parse("2025-07"), None, taken).id
    assert _ID.validate_python(found) == found
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The World Soil Organisation (WSO) was [launched] in Lima.", "wso-launched-lima"),
        ("The fourth meeting of the Joint Soil Group (JSG) was [held].", "jsg-fourth-meeting"),
        ("An agreement was [signed] by the Soil Agency (SOA) and the Ice Agency (ICA).",
         "soa-ica-agreement"),
        ("Chinese Foreign Minister Wang Yi [met] his guests.", "wang-yi-chinese"),
        ("8 July: The ministry of energy [opened] a dam.", "ministry-energy-opened"),
        ("On 5 July, the [plan] for Aqua-2 was shown.", "plan-aqua-2-shown"),
        ("July 8, 2025 – A vaccine was [tested].", "vaccine-tested"),
    ],
)  # fmt: skip
def test_an_id_tells_the_event(text: str, name: str) -> None:
    assert _id(text) == name


def test_an_id_is_unique_in_the_issue() -> None:
    text = "The World Soil Organisation (WSO) was [launched] in Lima."
    assert _id(text, ["wso-launched-lima"]) == "wso-launched-lima-2"


@pytest.mark.parametrize("text", ["", "。。。", "科学", "Of the and.", "É", "(A)", "1", "X" * 500])
def test_any_text_gives_a_valid_id(text: str) -> None:
    assert 1 <= len(_id(text)) <= 40
