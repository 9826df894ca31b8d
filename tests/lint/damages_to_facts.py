"""Damages to dates, actors, names and acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tests.lint.damages import (
    ItemLines,
    Made,
    Maker,
    Page,
    appended,
    item_key,
    sentence,
    set_to,
    spliced,
    transposed,
)

DAY = re.compile(r"\b(\d{1,2}) (June|July|August)\b")
RANGE = re.compile(r"from (\d\d?) to (\d\d?) (June|July|August)")
_WORD = re.compile(r"[A-Z][a-z]{4,}")
_ACRONYM = re.compile(r"[A-Z]{3,}")


def _date(page: Page, item: ItemLines) -> tuple[int, str]:
    line = item.keys["date"][0]
    return line, page.lines[line].split()[-1]


def day_of_the_date_changed(page: Page) -> Iterator[Made]:
    for item, line, day in _event_days(page):
        date_line, old = _date(page, item)
        wrong = f"{page.stem}-{day - 5 if day > 15 else day + 5:02}"
        yield page.swap(date_line, old, wrong), "SV204", (line, date_line)


def day_of_the_text_changed(page: Page) -> Iterator[Made]:
    for item, line, day in _event_days(page):
        match = next(m for m in DAY.finditer(page.lines[line]) if int(m[1]) == day)
        wrong = str(day - 5 if day > 15 else day + 5)
        data = spliced(page, line, match.start(1), match.end(1), wrong)
        yield data, "SV204", (line, _date(page, item)[0])


def _event_days(page: Page) -> Iterator[tuple[ItemLines, int, int]]:
    """Yield the items that name their one day in the sentence of the first linked verb."""
    for item in page.items:
        _, written = _date(page, item)
        if len(written) != len("2025-07-31"):
            continue
        day, verb = int(written[-2:]), item.references[0].line
        for line in range(max(item.text.start, verb - 1), min(verb + 3, item.text.stop)):
            if any(int(m[1]) == day for m in DAY.finditer(page.lines[line])):
                yield item, line, day
                break


def weekday_wrong(page: Page) -> Iterator[Made]:
    for _, line, day in _event_days(page):
        match = next(m for m in DAY.finditer(page.lines[line]) if int(m[1]) == day)
        said = "Monday" if date.fromisoformat(f"{page.stem}-{day:02}").weekday() else "Tuesday"
        data = spliced(page, line, match.start(), match.start(), f"{said}, ")
        yield data, "SV205", (line,)


def range_ambiguous(page: Page) -> Iterator[Made]:
    for item in page.items:
        for n in item.text:
            match = RANGE.search(page.lines[n])
            if match and int(match[1]) > 3:
                data = spliced(page, n, match.start(1), match.end(2), f"{match[1]} to 3")
                yield data, "SV207", (n,)
                dash = f"{match[1]}–3 {match[3]}"
                data = spliced(page, n, match.start(), match.end(), dash)
                yield data, "SV207", (n,)


def actor_misspelt(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            words = _WORD.findall(name)
            if words and name in item.words:
                word = max(words, key=len)
                yield page.swap(line, word, transposed(word)), "SV301 SV306", (line,)


def actor_misspelt_in_the_text(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            words = _WORD.findall(name)
            if not words or item.words.count(name) != 1:
                continue
            word = max(words, key=len)
            places = [n for n in item.text if name in page.lines[n]]
            for n in places:
                data = page.swap(n, name, name.replace(word, transposed(word)))
                yield data, "SV306 SV301", (n, line)


def acronym_misspelt_in_the_list(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            if _ACRONYM.fullmatch(name) and name[1] != name[2]:
                wrong = name[0] + name[2] + name[1] + name[3:]
                yield page.swap(line, name, wrong), "SV301 SV306", (line,)


def actor_dropped(page: Page) -> Iterator[Made]:
    for item in page.items:
        if len(item.actors) < 2:
            continue
        for first, end, name in item.actors:
            named = [n for n in item.text if name in page.lines[n]]
            if named:
                n = named[0] - (end - first)
                # An acronym in brackets is told at its name in front, which may start a line above.
                lines = (n - 1, n) if f"({name})" in page.lines[named[0]] else (n,)
                yield page.cut(first, end), "SV302", lines


def actor_of_another_item(page: Page) -> Iterator[Made]:
    people = [entry for item in page.items for entry in item.actors]
    for item in page.items:
        stranger = next(name for _, _, name in people if name.split()[-1] not in item.words)
        end = item.keys["actors"][1]
        yield page.cut(end, end, f"{' ' * 10}- {stranger}"), "SV301", (end,)


def acronym_not_spelt_out(page: Page) -> Iterator[Made]:
    word = r"(?:[A-Z]\w+|of|and|for)"
    spelt = re.compile(rf"({word}(?:[ -]{word})+) \(([A-Z]{{3,}})\)")
    for n, match in page.find(spelt):
        if "".join(re.findall(r"\b[A-Z]", match[1])) == match[2]:
            data = spliced(page, n, match.start(), match.end(), match[2])
            yield data, "SV303", (n,)


def acronym_letters_wrong(page: Page) -> Iterator[Made]:
    for n, match in page.find(re.compile(r"(?<=[a-z] )\(([A-Z]{3,})\)")):
        name = match[1]
        wrong = name[0] + name[2] + name[1] + name[3:]
        if wrong != name:
            data = spliced(page, n, match.start(1), match.end(1), wrong)
            yield data, "SV304 SV305 SV301 SV303", (n,)


def acronym_of_another_issue(page: Page) -> Iterator[Made]:
    said = {
        "2025-07": "The Beijing Cancer Institute (BCI) sent a guest.",
        "2025-08": "The Hefei Earth Physics School (HEPS) sent a guest.",
    }
    for item in page.items:
        if page.stem in said:
            data, line = appended(page, item, said[page.stem])
            yield data, "SV804", (line,)


def post_changed(page: Page) -> Iterator[Made]:
    ranks = {
        "Vice Minister of": "Minister of",
        "Deputy Director of IHEP": "Director of IHEP",
        "Deputy Director of Egypt": "Director of Egypt",
        "President of CAST": "Vice President of CAST",
    }
    for item in page.items:
        for n in item.text:
            for rank, other in ranks.items():
                if rank in page.lines[n]:
                    yield page.swap(n, rank, other), "SV307", (n, n - 1, n + 1)


def person_with_two_posts(page: Page) -> Iterator[Made]:
    council = "of the Yangtze Energy Council"
    for item in page.items:
        # Persons stand in these lists without `name:`.
        plain = [name for n, _, name in item.actors if "name:" not in page.lines[n]]
        for name in (name for name in plain if name in item.words):
            said = f"{name}, Director {council}, spoke. {name}, Deputy Director {council}, left."
            data, line = appended(page, item, said)
            yield data, "SV307", (line,)


def capital_i_for_l(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            match = re.search(r"(?<=[a-z])l(?=[a-z])", name)
            if match:
                wrong = name[: match.start()] + "I" + name[match.end() :]
                yield page.swap(line, name, wrong), "SV308", (line,)


def cyrillic_letter(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            if "a" in name:
                yield page.swap(line, name, name.replace("a", "а", 1)), "SV308", (line,)
        for n in item.text:
            match = re.search(r"(?<=[a-z])o(?=[a-z]+ )", page.lines[n])
            if match:
                data = spliced(page, n, match.start(), match.end(), "о")
                yield data, "SV308", (n,)


def follows_nothing(page: Page) -> Iterator[Made]:
    for item in page.items:
        if "follows" in item.keys:
            line = item.keys["follows"][0] + 1
            data = page.cut(line, line + 1, page.lines[line][:-1] + "z")
            yield data, "SV802", (line,)
        else:
            line = item.keys["actors"][0]
            new = ("        follows:", f"{' ' * 10}- 2025-01/prsc-eo1")
            yield page.cut(line, line, *new), "SV802", (line + 1,)


def told_twice(page: Page) -> Iterator[Made]:
    for item in page.items:
        block = page.lines[item.first : item.end]
        if "date: " in block[1] and len(_date(page, item)[1]) > len("2025-07"):
            data = page.cut(item.end, item.end, f"{block[0]}-again", *block[1:])
            lines = tuple(range(item.end, item.end + len(block)))
            yield data, "SV801 SV413", lines


TABLE: dict[str, Maker] = {
    "date impossible": set_to(item_key("date"), "SV201", "2025-06-31", "2025-13-01", "2025-02-30"),
    "dates reversed": set_to(item_key("date"), "SV202", "{stem}-22/{stem}-20"),
    "date outside the period": set_to(item_key("date"), "SV203", "2024-07-10", "2026-07"),
    "acronym of another body": sentence(
        "SV305",
        "The Canton Aviation School (CAS) sent a guest.",
        "The Central Media Guild (CMG) sent a guest.",
        "The Institute of Higher Economic Policy (IHEP) sent a guest.",
    ),
    "acronym of two names": sentence(
        "SV305",
        "The Young Engineers Club (YEC) and the Yangtze Energy Council (YEC) sent guests, "
        "and both spoke.",
    ),
}
