"""Damages to titles, typography, spelling and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from strevview.lint.rules.language import spelling_of
from tests.lint.damages import ItemLines, Made, Maker, Page, appended, spliced

_WORD = re.compile(r"\b[a-z]{4,}\b")


def _words(page: Page, pattern: re.Pattern[str] = _WORD) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield words in the middle of lines, away from links and brackets."""
    for n, match in page.find(pattern):
        if match.start() > 14 and match.end() < len(page.lines[n]) - 8:
            yield n, match


def title_in_small_letters(page: Page) -> Iterator[Made]:
    for line, title in page.titles:
        first, *rest = title.split(" ")
        wrong = " ".join([first, *(w.lower() if w[1:].islower() else w for w in rest)])
        if sum(a != b for a, b in zip(wrong.split(), title.split(), strict=True)) > 1:
            yield page.swap(line, title, wrong), "SV504", (line,), wrong


def title_of_another_section(page: Page) -> Iterator[Made]:
    for (_, one), (line, other) in zip(page.titles, page.titles[1:], strict=False):
        yield page.swap(line, other, one), "SV503", (line,), "the title of another section"
        yield page.swap(line, other, one.upper()), "SV503", (line,), "the same in capitals"


def highlight_differs(page: Page) -> Iterator[Made]:
    for line, title in page.titles:
        for said in (title.lower(), title.replace("S", "Z"), f"{title}."):
            if said != title:
                data = page.cut(line + 1, line + 1, f"    highlight: {said}")
                yield data, "SV501", (line + 1,), said


def section_of_one_line(page: Page) -> Iterator[Made]:
    item = page.items[0]
    end = len(page.lines)
    new = f"""\
  - title: Maritime Science and Technology
    items:
      - id: school
        date: {page.stem}-05
        actors:
          - Ahsan Iqbal
        text: |
          Ahsan Iqbal [opened][paper] a school for sailors.
        sources:
          paper:
            url: https://www.example.org/school
            publisher: The Paper
            published: {page.stem}-06"""
    data = page.cut(end, end, *new.splitlines())
    yield data, "SV505", (end, *range(end, end + 8)), f"a section beside {item.first}"


def spelling_mixed(page: Page) -> Iterator[Made]:
    """The American form of a word whose British form stands elsewhere in the issue."""
    seen: dict[str, int] = {}
    for _, match in page.find(_WORD):
        found = spelling_of(match[0])
        if found and not found.american:
            seen[match[0]] = seen.get(match[0], 0) + 1
    for word, count in seen.items():
        american = spelling_of(word)
        assert american is not None
        for item in page.items:
            data, line = appended(page, item, f"There the word is {american.counterpart} again.")
            yield data, "SV601", (line,), american.counterpart
        if count > 1:
            n, match = next((n, m) for n, m in page.find(_WORD) if m[0] == word)
            data = spliced(page, n, match.start(), match.end(), american.counterpart)
            yield data, "SV601", (n,), american.counterpart


def quotes_mixed(page: Page) -> Iterator[Made]:
    for n, match in page.find(re.compile("’")):
        yield spliced(page, n, match.start(), match.end(), "'"), "SV602", (n,), "' for ’"


def quotes_straight(page: Page) -> Iterator[Made]:
    for n, match in page.find(re.compile("“[^“”]*”")):
        straight = f'"{match[0][1:-1]}"'
        data = spliced(page, n, match.start(), match.end(), straight)
        yield data, "SV602", (n,), "straight quotes"


def double_space(page: Page) -> Iterator[Made]:
    for n, match in _words(page):
        yield spliced(page, n, match.start(), match.start(), " "), "SV603", (n,), "two spaces"


def space_before_sign(page: Page) -> Iterator[Made]:
    for n, match in _words(page, re.compile(r"(?<=[a-z])[,.;](?= )")):
        data = spliced(page, n, match.start(), match.start(), " ")
        yield data, "SV604", (n,), f"a space before {match[0]}"


def space_in_brackets(page: Page) -> Iterator[Made]:
    for n, match in page.find(re.compile(r"\((?=\w)")):
        yield spliced(page, n, match.end(), match.end(), " "), "SV604", (n,), "a space behind ("


def word_doubled(page: Page) -> Iterator[Made]:
    for n, match in _words(page, re.compile(r"\b(?:the|of|and|in|with|was|from|to|is)\b")):
        data = spliced(page, n, match.start(), match.end(), f"{match[0]} {match[0]}")
        yield data, "SV605", (n,), f"{match[0]} twice"


def word_doubled_over_a_line(page: Page) -> Iterator[Made]:
    for item in page.items:
        for paragraph in item.paragraphs:
            for n in paragraph[:-1]:
                last = page.lines[n].split()[-1]
                if last.islower() and last.isalpha():
                    start = len(page.lines[n + 1]) - len(page.lines[n + 1].lstrip())
                    data = spliced(page, n + 1, start, start, f"{last} ")
                    yield data, "SV605", (n, n + 1), f"{last} twice over a line's end"


def hyphen_for_dash(page: Page) -> Iterator[Made]:
    for item in page.items:
        for said in (
            "The talks of 3-5 May went before it.",
            "The plan is for the years 2025-2027 alone.",
            "It is planned - so far - for next year.",
        ):
            data, line = appended(page, item, said)
            yield data, "SV606", (line,), said


def quote_not_closed(page: Page) -> Iterator[Made]:
    for item in page.items:
        for n in item.text:
            for match in re.finditer("[“”]", page.lines[n]):
                data = spliced(page, n, match.start(), match.end(), "")
                yield data, "SV607", tuple(item.text), f"{match[0]} removed"


def bracket_removed(page: Page) -> Iterator[Made]:
    for n, match in page.find(re.compile(r"[()]")):
        yield spliced(page, n, match.start(), match.end(), ""), "SV607", (n,), f"{match[0]} removed"


def invisible_character(page: Page) -> Iterator[Made]:
    for n, match in _words(page):
        for sign in ("\u200b", "\u00ad", "\u202e", "\u200e"):
            data = spliced(page, n, match.start() + 2, match.start() + 2, sign)
            yield data, "SV608", (n,), f"U+{ord(sign):04X}"


def invisible_character_in_a_name(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            if name in item.words:
                data = page.swap(line, name, name[:3] + "\u200b" + name[3:])
                yield data, "SV608", (line,), f"U+200B in {name}"


def accent_apart(page: Page) -> Iterator[Made]:
    for n, match in _words(page, re.compile(r"\b[a-z]+e\b")):
        yield spliced(page, n, match.end(), match.end(), "\u0301"), "SV609", (n,), match[0]


def _figures(page: Page) -> Iterator[tuple[ItemLines, dict[str, tuple[int, int]]]]:
    for item in page.items:
        if "figures" not in item.keys:
            continue
        first, end = item.keys["figures"]
        starts = [n for n in range(first + 1, end) if re.match(r" {10}(?:- |  )\w", page.lines[n])]
        ends = [*starts[1:], end]
        yield (
            item,
            {
                page.lines[n].strip(" -").partition(":")[0]: (n, stop)
                for n, stop in zip(starts, ends, strict=True)
            },
        )


def picture_not_there(page: Page) -> Iterator[Made]:
    for _, keys in _figures(page):
        line = keys["file"][0]
        name = page.lines[line].split()[-1]
        yield page.swap(line, name, name.replace("es/", "es/x")), "SV701", (line,), "no such file"
        yield page.swap(line, name, name.upper()), "SV701", (line,), "a name in capitals"
        yield page.swap(line, name, f"../{name}"), "SV702", (line,), "outside the folder"
        yield page.swap(line, name, "/etc/logo.png"), "SV702", (line,), "an absolute path"
        yield page.swap(line, name, "series.yaml"), "SV703", (line,), "no picture"
        yield page.swap(line, name, "pictures/LICENCE.txt"), "SV703", (line,), "a text"


def figure_without_words(page: Page) -> Iterator[Made]:
    for _, keys in _figures(page):
        file = keys["file"][0]
        yield page.cut(*keys["alt"]), "SV710", (file,), "alt dropped"
        yield page.cut(*keys["credit"]), "SV713", (file,), "credit dropped"
        caption = page.lines[keys["caption"][0]].partition(": ")[2]
        for said in (caption, f"Picture of {caption[0].lower()}{caption[1:]}"):
            data = page.cut(*keys["alt"], f"{' ' * 12}alt: {said}")
            yield data, "SV711", (keys["alt"][0],), "alt repeats the caption"
        data = page.cut(*keys["file"], f"{' ' * 10}- fiel: a.svg")
        yield data, "SV005", (file,), "file misspelt"


KINDS: tuple[Maker, ...] = (
    title_in_small_letters,
    title_of_another_section,
    highlight_differs,
    section_of_one_line,
    spelling_mixed,
    quotes_mixed,
    quotes_straight,
    double_space,
    space_before_sign,
    space_in_brackets,
    word_doubled,
    word_doubled_over_a_line,
    hyphen_for_dash,
    quote_not_closed,
    bracket_removed,
    invisible_character,
    invisible_character_in_a_name,
    accent_apart,
    picture_not_there,
    figure_without_words,
)
