"""Locators are held against the PDFs that they name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from strevview import api
from strevview.events import Event, list_events
from strevview.index import locate, misplaced
from strevview.index.entries import Locator
from tests.command import ROOT

ISSUE = ROOT / "tests" / "cases" / "index" / "actors-and-threads" / "issues" / "2025-01.yaml"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("locators") / "2025-01.pdf"
    assert api.build(ISSUE, path).done
    return path.read_bytes()


def found(pdf: bytes) -> dict[Event, Locator]:
    listed = list_events(api.load(ISSUE), date(2025, 10, 1))
    located = locate(listed.issues[0], pdf)
    return {event: located[event.position] for event in listed.events}


def test_items_are_found_on_their_pages(pdf: bytes) -> None:
    assert list(found(pdf).values()) == [
        Locator("January 2025", "1", "2025-01.pdf#page=2"),
        Locator("January 2025", "2", "2025-01.pdf#page=3"),
    ]
    assert list(misplaced(pdf, "out/2025-01.pdf", found(pdf))) == []


@pytest.mark.parametrize(
    "wrong", [{"page": "1"}, {"address": "2025-01.pdf#page=2"}, {"page": "1", "address": "#page=2"}]
)
def test_a_locator_that_leads_elsewhere_is_told(pdf: bytes, wrong: dict[str, str]) -> None:
    agreement, floods = found(pdf).items()
    moved = {agreement[0]: agreement[1], floods[0]: replace(floods[1], **wrong)}
    (fault,) = misplaced(pdf, "out/2025-01.pdf", moved)
    assert (fault.code, fault.is_error) == ("SV960", True)
    page = moved[floods[0]].page
    assert fault.message == f"item floods is not on page {page} of out/2025-01.pdf"


def test_an_item_that_is_not_found_is_told(pdf: bytes) -> None:
    (fault,) = misplaced(pdf, "out/2025-01.pdf", {next(iter(found(pdf))): None})
    assert fault.message == "item agreement is on no page of out/2025-01.pdf"
