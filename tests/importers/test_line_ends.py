from __future__ import annotations

import pytest

from strevview.importers.line_ends import LineEnd, joined, known_words, line_end


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("the tech-", "nology of", "the technology of"),
        ("the coop\u00ad", "eration", "the cooperation"),
        ("bio\u2010", "diversity", "biodiversity"),
        ("a long-", "term plan", "a long-term plan"),
        ("high-", "light", "highlight"),
        ("it was under-", "stood", "it was understood"),
        ("a pro-", "gramme", "a programme"),
        ("co-", "chaired by", "co-chaired by"),
        ("the China-", "Pakistan corridor", "the China-Pakistan corridor"),
        ("a China-", "led project", "a China-led project"),
        ("INSTITUTE FOR DE-", "FENCE STUDIES", "INSTITUTE FOR DEFENCE STUDIES"),
        ("of MP-", "IDSA", "of MP-IDSA"),
        ("PRSS-", "1 flew", "PRSS-1 flew"),
        ("satellite-", "based", "satellite-based"),
        ("pre-", "and post-war", "pre- and post-war"),
        ("20 –", "22 July", "20 – 22 July"),
        ("a word—", "and another", "a word—and another"),
        ("中国的", "科学", "中国的科学"),
        ("우주", "과학", "우주 과학"),
        ("https://a.example/news/", "1927952/a-b now", "https://a.example/news/1927952/a-b now"),
        ("see https://www.dawn.com/a-", "b-2025", "see https://www.dawn.com/a-b-2025"),
        ("see https://www.dawn.com/.", "Then it", "see https://www.dawn.com/. Then it"),
        ("plain", "words", "plain words"),
        ("", "words", "words"),
        ("alone -", "dash", "alone - dash"),
    ],
)  # fmt: skip
def test_two_lines_are_joined_as_an_editor_would(before: str, after: str, whole: str) -> None:
    assert joined(before, after) == whole


def test_the_file_itself_tells_whether_a_hyphen_is_of_the_word() -> None:
    known = known_words(["an e-commerce zone and the sub-committee of", "remote\u2010sensing data"])
    assert joined("the sub-", "committee", known) == "the sub-committee"
    assert joined("the sub-", "committee") == "the subcommittee"
    assert joined("ON THE MP-", "IDSA REVIEW", known_words(["MP-IDSA"])) == "ON THE MP-IDSA REVIEW"
    assert joined("remote-", "sensing", known) == "remote-sensing"
    assert line_end("a satellite-", "based", known_words(["satellitebased it"])) is (
        LineEnd.HYPHEN_GOES
    )


def test_a_name_in_capitals_is_whole_where_no_part_of_it_stands_alone() -> None:
    lines = ["IHEP and CELLS signed", "the MP-IDSA of", "it was built by MI-", "CROSAT China"]
    known = known_words(lines)
    assert joined("and MI-", "CROSAT China", known) == "and MICROSAT China"
    assert joined("the IHEP-", "CELLS memorandum", known) == "the IHEP-CELLS memorandum"
    assert joined("of MP-", "IDSA", known) == "of MP-IDSA"
    assert joined("an X-", "RAY", known) == "an X-RAY"


def test_a_word_broken_at_a_line_end_is_no_known_word() -> None:
    assert known_words(["of the tech-", "nology that"]) == {"of", "the", "that"}
