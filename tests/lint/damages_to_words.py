"""Damages to titles, typography, spelling and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from strevview.lint.rules.language import spelling_of
from tests.lint.damages import ItemLines, Made, Maker, Page, appended, in_texts, sentence, spliced

_WORD = re.compile(r"\b[a-z]{4,}\b")


def title_in_small_letters(page: Page) -> Iterator[Made]:
    for line, title in page.titles:
        first, *rest = title.split(" ")
        wrong = " ".join([first, *(w.lower() if w[1:].islower() else w for w in rest)])
        if sum(a != b for a, b in zip(wrong.split(), title.split(), strict=True)) > 1:
            yield page.swap(line, title, wrong), "SV504", (line,)


def title_of_another_section(page: Page) -> Iterator[Made]:
    for (_, one), (line, other) in zip(page.titles, page.titles[1:], strict=False):
        yield page.swap(line, other, one), "SV503", (line,)
        yield page.swap(line, other, one.upper()), "SV503", (line,)


def highlight_differs(page: Page) -> Iterator[Made]:
    for line, title in page.titles:
        for said in (title.lower(), title.replace("S", "Z"), f"{title}."):
            if said != title:
                data = page.cut(line + 1, line + 1, f"    highlight: {said}")
                yield data, "SV501", (line + 1,)


def section_of_one_line(page: Page) -> Iterator[Made]:
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
    yield data, "SV505", (end, *range(end, end + 8))


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
            yield data, "SV601", (line,)
        if count > 1:
            n, match = next((n, m) for n, m in page.find(_WORD) if m[0] == word)
            data = spliced(page, n, match.start(), match.end(), american.counterpart)
            yield data, "SV601", (n,)


def word_doubled_over_a_line(page: Page) -> Iterator[Made]:
    for item in page.items:
        for paragraph in item.paragraphs:
            for n in paragraph[:-1]:
                last = page.lines[n].split()[-1]
                if last.islower() and last.isalpha():
                    start = len(page.lines[n + 1]) - len(page.lines[n + 1].lstrip())
                    data = spliced(page, n + 1, start, start, f"{last} ")
                    yield data, "SV605", (n, n + 1)


def quote_not_closed(page: Page) -> Iterator[Made]:
    for item in page.items:
        for n in item.text:
            for match in re.finditer("[“”]", page.lines[n]):
                data = spliced(page, n, match.start(), match.end(), "")
                yield data, "SV607", tuple(item.text)


def invisible_character_in_a_name(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            if name in item.words:
                data = page.swap(line, name, name[:3] + "\u200b" + name[3:])
                yield data, "SV608", (line,)


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
        yield page.swap(line, name, name.replace("es/", "es/x")), "SV701", (line,)
        yield page.swap(line, name, name.upper()), "SV701", (line,)
        yield page.swap(line, name, f"../{name}"), "SV702", (line,)
        yield page.swap(line, name, "/etc/logo.png"), "SV702", (line,)
        yield page.swap(line, name, "series.yaml"), "SV703", (line,)
        yield page.swap(line, name, "pictures/LICENCE.txt"), "SV703", (line,)


def figure_without_words(page: Page) -> Iterator[Made]:
    for _, keys in _figures(page):
        file = keys["file"][0]
        yield page.cut(*keys["alt"]), "SV710", (file,)
        yield page.cut(*keys["credit"]), "SV713", (file,)
        caption = page.lines[keys["caption"][0]].partition(": ")[2]
        for said in (caption, f"Picture of {caption[0].lower()}{caption[1:]}"):
            data = page.cut(*keys["alt"], f"{' ' * 12}alt: {said}")
            yield data, "SV711", (keys["alt"][0],)
        data = page.cut(*keys["file"], f"{' ' * 10}- fiel: a.svg")
        yield data, "SV005", (file,)


TABLE: dict[str, Maker] = {
    "quotes mixed": in_texts("’", "SV602", "'"),
    "quotes straight": in_texts("“([^“”]*)”", "SV602", r'"\1"'),
    "double space": in_texts(r"\b[a-z]{4,}\b", "SV603", r" \g<0>", inside=True),
    "space before a sign": in_texts(r"(?<=[a-z])[,.;](?= )", "SV604", r" \g<0>", inside=True),
    "space in brackets": in_texts(r"\((?=\w)", "SV604", "( "),
    "word doubled": in_texts(
        r"\b(?:the|of|and|in|with|was|from|to|is)\b", "SV605", r"\g<0> \g<0>", inside=True
    ),
    "hyphen for a dash": sentence(
        "SV606",
        "The talks of 3-5 May went before it.",
        "The plan is for the years 2025-2027 alone.",
        "It is planned - so far - for next year.",
    ),
    "bracket removed": in_texts(r"[()]", "SV607", ""),
    "invisible character": in_texts(
        r"\b([a-z]{2})([a-z]{2,})\b",
        "SV608",
        *(rf"\1{sign}\2" for sign in "\u200b\u00ad\u202e\u200e"),
        inside=True,
    ),
    "accent apart": in_texts(r"\b[a-z]+e\b", "SV609", "\\g<0>\u0301", inside=True),
}
