"""How much is found and how much is wrong, on the sample issues and on texts of another hand."""

from __future__ import annotations

import pytest

from tests.importers.fact_scoring import (
    MONTHS,
    Score,
    sample,
    sample_facts,
    score_others,
    score_samples,
    table,
)


@pytest.fixture(scope="module", params=["samples", "others"])
def scores(request: pytest.FixtureRequest) -> dict[str, Score]:
    """Return the scores of the sample issues, or of the other texts."""
    return score_samples() if request.param == "samples" else score_others()


def test_dates_are_right(scores: dict[str, Score]) -> None:
    assert scores["dates"].truths >= 19
    assert not scores["dates"].missed, table(scores)
    assert not scores["dates"].wrong, table(scores)


def test_places_are_right(scores: dict[str, Score]) -> None:
    assert scores["places"].truths >= 17
    assert scores["places"].found >= 0.75, table(scores)
    assert not scores["places"].wrong, table(scores)


def test_actors_are_found_and_seldom_wrong(scores: dict[str, Score]) -> None:
    assert scores["actors"].truths >= 60
    assert scores["actors"].found >= 0.85, table(scores)
    assert len(scores["actors"].wrong) <= 1, table(scores)


@pytest.mark.parametrize("month", MONTHS)
def test_ids_are_unique_and_every_link_has_a_key(month: str) -> None:
    facts = [found for _, found in sample_facts(month)]
    ids = [found.id for found in facts]
    assert len(set(ids)) == len(ids)
    for (_, item, prose), found in zip(sample(month).items(), facts, strict=True):
        assert len(found.link_keys) == sum(len(p.links) for p in prose.paragraphs)
        assert {source.key for source in found.sources} == set(found.link_keys)
        assert sum(s.url is None for s in found.sources) == sum(
            source.url is None for source in item.sources.values()
        )
