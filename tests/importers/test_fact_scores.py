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
from tests.importers.other_texts import OTHER_TEXTS


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
def test_each_month_by_itself(month: str) -> None:
    scores = score_samples([month])
    assert scores["actors"].found >= 0.75, table(scores)
    assert not scores["published"].wrong, table(scores)


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


def test_a_score_counts_what_is_missed_and_what_is_wrong() -> None:
    score = Score()
    score.add("a", "x", "x")
    score.add("b", "x", "y")
    score.add("c", "x", None)
    score.add("d", None, "y")
    assert (score.truths, score.proposed) == (3, 3)
    assert (len(score.missed), len(score.wrong)) == (2, 2)
    assert score.found == pytest.approx(1 / 3)
    assert score.amiss == pytest.approx(2 / 3)


def test_the_other_texts_have_their_links_where_the_words_are() -> None:
    assert len(OTHER_TEXTS) >= 15
    for other in OTHER_TEXTS:
        for link in other.links:
            assert other.text[link.start : link.end] == link.word
