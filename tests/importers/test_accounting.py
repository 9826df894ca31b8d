from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers.accounting import Accounting, account
from strevview.importers.manuscript import Dropped, Manuscript
from strevview.importers.printed_words import printed_pieces
from strevview.model.loading import LoadedIssue, load_issue_text, load_shelf
from tests.importers.manuscripts import (
    COVER,
    LAUNCH,
    MEETING,
    draft_of,
    entry,
    heading,
    imported,
    line,
    manuscript,
)

ISSUE = """\
schema: 1
period: 2025-07
series:
  title: Review of Tests
  publisher:
    name: Institute of Tests
sections:
  - title: Space
    items:
      - id: one
        text: |
          A satellite was launched. It carries a
          camera for co-operation.

          1. First, a test.
          2. Then another.
      - id: two
        text: |
          The committee met in Islamabad and took stock.
"""
COVER_WORDS = "INSTITUTE OF TESTS REVIEW OF TESTS July 2025 • Space"
BODY = (
    "Space A satellite was launched. It carries a camera for co-operation. "
    "1. First, a test. 2. Then another. The committee met in Islamabad and took stock."
)


def issue(text: str = ISSUE) -> LoadedIssue:
    loaded = load_issue_text(text.encode(), "2025-07.yaml", load_shelf(Path("/nowhere")))
    assert loaded.diagnostics == ()
    return loaded


def accounted(words: str, *dropped: str, text: str = ISSUE) -> tuple[Accounting, list[str]]:
    """Hold words against an issue; return the accounting and the codes of its complaints."""
    found = Manuscript("old.pdf", (), (), tuple(words.split(" ")))
    accounting, complaints = account(found, issue(text), dropped)
    return accounting, [one.code for one in complaints]


def test_all_words_are_there() -> None:
    accounting, codes = accounted(f"{COVER_WORDS} {BODY}")
    assert codes == []
    assert accounting.words == len(f"{COVER_WORDS} {BODY}".split())


@pytest.mark.parametrize("word", ["satellite", "camera", "Then", "Islamabad", "stock.", "Space"])
def test_a_word_that_is_in_the_file_alone_is_gone(word: str) -> None:
    text = ISSUE.replace(word, "", 1) if word != "Space" else ISSUE.replace("Space", "Orbit")
    accounting, codes = accounted(f"{COVER_WORDS} {BODY}", text=text)
    assert "SV950" in codes
    assert accounting.gone


def test_words_that_are_left_out_count_once_each() -> None:
    page = "camera Institute | 1 for"
    body = BODY.replace("camera for", page)
    assert accounted(f"{COVER_WORDS} {body}", "Institute | 1")[1] == []
    twice = f"{COVER_WORDS} {body} Institute | 1"
    assert accounted(twice, "Institute | 1")[1] == ["SV950"]
    assert accounted(twice, "Institute | 1", "Institute | 1")[1] == []


@pytest.mark.parametrize("line", ["No. 11, July 2025", "July 2025 | No. 11;", "July 2025, No. 11"])
def test_what_parts_the_words_of_a_cover_is_no_word(line: str) -> None:
    cover = f"INSTITUTE OF TESTS REVIEW OF TESTS, {line} • Space"
    _, codes = accounted(f"{cover} {BODY}", "No. 11")
    assert codes == []
    _, codes = accounted(f"{cover} {BODY}")
    assert codes == ["SV950"]


def test_a_page_foot_inside_a_word_that_a_line_end_broke() -> None:
    broken = BODY.replace("satellite", "satel- REVIEW 3 lite")
    assert accounted(f"{COVER_WORDS} {broken}", "REVIEW 3")[1] == []
    glued = BODY.replace("satellite", "satel\u00adREVIEW 3 lite")
    assert accounted(f"{COVER_WORDS} {glued}", "REVIEW 3")[1] == []


def test_a_hyphen_may_go_at_a_line_end_and_nowhere_appear() -> None:
    assert accounted(f"{COVER_WORDS} {BODY.replace('camera', 'cam- era')}")[1] == []
    accounting, codes = accounted(f"{COVER_WORDS} {BODY.replace('co-operation', 'cooperation')}")
    assert "SV950" in codes
    assert accounting.gone


def test_what_the_draft_adds_is_told() -> None:
    text = ISSUE.replace("took stock", "took careful and friendly stock")
    accounting, codes = accounted(f"{COVER_WORDS} {BODY}", text=text)
    assert codes == ["SV951"]
    assert accounting.gone == ()
    assert any("carefulandfriendly" in one for one in accounting.added)


def test_an_added_paragraph_is_told() -> None:
    text = ISSUE + "\n          Nobody said this.\n"
    assert accounted(f"{COVER_WORDS} {BODY}", text=text)[1] == ["SV951"]


def test_another_order_is_told() -> None:
    words = BODY.split(" The committee ")
    turned = f"{COVER_WORDS} The committee {words[1]} {words[0]}"
    accounting, codes = accounted(turned)
    assert codes == ["SV952"]
    assert accounting.moved == 1


def test_lines_of_two_columns_in_turn_are_no_loss() -> None:
    turns = (
        f"{COVER_WORDS} Space A satellite was The committee met launched. It carries a camera "
        "in Islamabad and took for co-operation. 1. First, a test. stock. 2. Then another."
    )
    accounting, codes = accounted(turns)
    assert accounting.gone == ()
    assert accounting.added == ()
    assert codes == ["SV952"]


def test_ligatures_and_forms_of_letters_do_not_matter() -> None:
    text = ISSUE.replace("satellite", "finest é")
    words = f"{COVER_WORDS} {BODY.replace('satellite', 'ﬁnest é')}"
    assert accounted(words, text=text)[1] == []


def test_the_month_must_be_the_right_one() -> None:
    words = COVER_WORDS.replace("July", "June")
    assert accounted(f"{words} {BODY}")[1] == ["SV950"]


def test_a_number_is_excused_only_where_a_list_is() -> None:
    text = ISSUE.replace("1. First", "First").replace("          2. Then", "          Then")
    assert "SV950" in accounted(f"{COVER_WORDS} {BODY}", text=text)[1]


def test_the_message_shows_where_the_word_stood(tmp_path: Path) -> None:
    found = manuscript(
        *COVER, entry("Space"), entry("More"), heading("Space"), LAUNCH, heading("More"), MEETING
    )
    whole = imported(found, tmp_path)
    assert [one.code for one in whole.diagnostics] == []
    words = list(found.words)
    words.insert(words.index("carries") + 1, "unseen")
    lost = imported(manuscript(*found.blocks, words=words), tmp_path)
    assert lost.text is None
    assert [one.code for one in lost.diagnostics] == ["SV950"]
    assert "“… July. It carries [unseen] a camera for …”" in lost.diagnostics[0].message


def test_each_word_of_a_draft_is_asked_for(tmp_path: Path) -> None:
    """Take each word out of the words of a manuscript in turn: the draft then has one too many."""
    found = manuscript(
        *COVER,
        line("HIGHLIGHTS", 9.0),
        entry("Space"),
        entry("More"),
        heading("Space"),
        LAUNCH,
        heading("More"),
        MEETING,
        dropped=[Dropped("3", "a page number", 2)],
    )
    draft = draft_of(found, tmp_path)
    pieces = " ".join(piece.text for piece in printed_pieces(draft) if piece.needed).split()
    assert len(pieces) > 40
    dropped = ["3", "HIGHLIGHTS"]
    first = next(n for n, word in enumerate(found.words) if word == "A")
    # A title is among the highlights too; one of the two is enough.
    asked = [n for n in range(first, len(found.words) - 1) if found.words[n] != "More"]
    for number in asked:
        words = (*found.words[:number], *found.words[number + 1 :])
        accounting, _ = account(Manuscript("x", (), (), words), draft, dropped)
        assert accounting.added, found.words[number]


def test_many_items_that_are_alike_are_told_apart() -> None:
    items = "".join(
        f"      - id: i{n}\n        text: |\n          Item {n} tells of the event number {n} "
        f"and of {' '.join(f'word{n}x{k}' for k in range(60))}.\n"
        for n in range(400)
    )
    head, _, _ = ISSUE.partition("      - id: one")
    loaded = issue(head + items)
    words = " ".join(piece.text for piece in printed_pieces(loaded) if piece.needed)
    accounting, codes = accounted(f"{COVER_WORDS} {words}", text=head + items)
    assert codes == []
    assert accounting.words > 25_000
