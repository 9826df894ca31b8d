"""Damages to dates, actors, names and acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.lint.damages import ItemLines, Made, Maker, Page, appended, spliced, transposed

DAY = re.compile(r"\b(\d{1,2}) (June|July|August)\b")
RANGE = re.compile(r"from (\d\d?) to (\d\d?) (June|July|August)")
_WORD = re.compile(r"[A-Z][a-z]{4,}")
_ACRONYM = re.compile(r"[A-Z]{3,}")


def _date(page: Page, item: ItemLines) -> tuple[int, str]:
    line = item.keys["date"][0]
    return line, page.lines[line].split()[-1]


def date_impossible(page: Page) -> Iterator[Made]:
    for item in page.items:
        line, date = _date(page, item)
        for wrong in ("2025-06-31", "2025-13-01", "2025-02-30"):
            yield page.swap(line, date, wrong), "SV201", (line,), wrong


def dates_reversed(page: Page) -> Iterator[Made]:
    for item in page.items:
        line, date = _date(page, item)
        wrong = f"{page.stem}-22/{page.stem}-20"
        yield page.swap(line, date, wrong), "SV202", (line,), wrong


def date_outside_the_period(page: Page) -> Iterator[Made]:
    for item in page.items:
        line, date = _date(page, item)
        for year in ("2024", "2026"):
            data = page.swap(line, date, date.replace("2025", year))
            yield data, "SV203", (line,), f"a date in {year}"


def day_of_the_date_changed(page: Page) -> Iterator[Made]:
    for item, line, day in _event_days(page):
        date_line, date = _date(page, item)
        wrong = f"{page.stem}-{day - 5 if day > 15 else day + 5:02}"
        data = page.swap(date_line, date, wrong)
        yield data, "SV204", (line, date_line), f"{wrong} for {date}"


def day_of_the_text_changed(page: Page) -> Iterator[Made]:
    for item, line, day in _event_days(page):
        match = next(m for m in DAY.finditer(page.lines[line]) if int(m[1]) == day)
        wrong = str(day - 5 if day > 15 else day + 5)
        data = spliced(page, line, match.start(1), match.end(1), wrong)
        yield data, "SV204", (line, _date(page, item)[0]), f"{wrong} for {day} in the text"


def _event_days(page: Page) -> Iterator[tuple[ItemLines, int, int]]:
    """Yield the items that name their one day in the sentence of the first linked verb."""
    for item in page.items:
        _, date = _date(page, item)
        if len(date) != len("2025-07-31"):
            continue
        day, verb = int(date[-2:]), item.references[0].line
        for line in range(max(item.text.start, verb - 1), min(verb + 3, item.text.stop)):
            if any(int(m[1]) == day for m in DAY.finditer(page.lines[line])):
                yield item, line, day
                break


def weekday_wrong(page: Page) -> Iterator[Made]:
    weekdays = {"2025-06": "Monday", "2025-07": "Tuesday", "2025-08": "Wednesday"}
    for item, line, day in _event_days(page):
        match = next(m for m in DAY.finditer(page.lines[line]) if int(m[1]) == day)
        said = weekdays[page.stem]
        if _falls_on(page.stem, day) == said:
            continue
        data = spliced(page, line, match.start(), match.start(), f"{said}, ")
        yield data, "SV205", (line,), f"{said}, {match[0]} in {item.page.stem}"


def _falls_on(month: str, day: int) -> str:
    from datetime import date

    return f"{date.fromisoformat(f'{month}-{day:02}'):%A}"


def range_ambiguous(page: Page) -> Iterator[Made]:
    for item in page.items:
        for n in item.text:
            match = RANGE.search(page.lines[n])
            if match and int(match[1]) > 3:
                data = spliced(page, n, match.start(1), match.end(2), f"{match[1]} to 3")
                yield data, "SV207", (n,), "a range that starts after its end"
                dash = f"{match[1]}–3 {match[3]}"
                data = spliced(page, n, match.start(), match.end(), dash)
                yield data, "SV207", (n,), dash


def actor_misspelt(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            words = _WORD.findall(name)
            if words and name in item.words:
                word = max(words, key=len)
                data = page.swap(line, word, transposed(word))
                yield data, "SV301 SV306", (line,), f"{transposed(word)} in the list"


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
                yield data, "SV306 SV301", (n, line), f"{transposed(word)} in the text"


def acronym_misspelt_in_the_list(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            if _ACRONYM.fullmatch(name) and name[1] != name[2]:
                wrong = name[0] + name[2] + name[1] + name[3:]
                data = page.swap(line, name, wrong)
                yield data, "SV301 SV306", (line,), f"{wrong} in the list"


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
                yield page.cut(first, end), "SV302", lines, f"{name} dropped"


def actor_of_another_item(page: Page) -> Iterator[Made]:
    people = [entry for item in page.items for entry in item.actors]
    for item in page.items:
        stranger = next(name for _, _, name in people if name.split()[-1] not in item.words)
        end = item.keys["actors"][1]
        data = page.cut(end, end, f"{' ' * 10}- {stranger}")
        yield data, "SV301", (end,), f"{stranger} added"


def acronym_not_spelt_out(page: Page) -> Iterator[Made]:
    word = r"(?:[A-Z]\w+|of|and|for)"
    spelt = re.compile(rf"({word}(?:[ -]{word})+) \(([A-Z]{{3,}})\)")
    for n, match in page.find(spelt):
        if "".join(re.findall(r"\b[A-Z]", match[1])) == match[2]:
            data = spliced(page, n, match.start(), match.end(), match[2])
            yield data, "SV303", (n,), f"{match[2]} alone"


def acronym_letters_wrong(page: Page) -> Iterator[Made]:
    for n, match in page.find(re.compile(r"(?<=[a-z] )\(([A-Z]{3,})\)")):
        name = match[1]
        wrong = name[0] + name[2] + name[1] + name[3:]
        if wrong != name:
            data = spliced(page, n, match.start(1), match.end(1), wrong)
            yield data, "SV304 SV305 SV301 SV303", (n,), f"({wrong})"


def acronym_of_another_body(page: Page) -> Iterator[Made]:
    for item in page.items:
        for said in (
            "The Canton Aviation School (CAS) sent a guest.",
            "The Central Media Guild (CMG) sent a guest.",
            "The Institute of Higher Economic Policy (IHEP) sent a guest.",
        ):
            data, line = appended(page, item, said)
            yield data, "SV305", (line,), said


def acronym_of_two_names(page: Page) -> Iterator[Made]:
    for item in page.items:
        said = (
            "The Young Engineers Club (YEC) and the Yangtze Energy Council (YEC) sent guests, "
            "and both spoke."
        )
        data, line = appended(page, item, said)
        yield data, "SV305", (line,), "YEC twice"


def acronym_of_another_issue(page: Page) -> Iterator[Made]:
    said = {
        "2025-07": "The Beijing Cancer Institute (BCI) sent a guest.",
        "2025-08": "The Hefei Earth Physics School (HEPS) sent a guest.",
    }
    for item in page.items:
        if page.stem in said:
            data, line = appended(page, item, said[page.stem])
            yield data, "SV804", (line,), said[page.stem]


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
                    data = page.swap(n, rank, other)
                    yield data, "SV307", (n, n - 1, n + 1), f"{other} for {rank}"


def person_with_two_posts(page: Page) -> Iterator[Made]:
    council = "of the Yangtze Energy Council"
    for item in page.items:
        # Persons stand in these lists without `name:`.
        plain = [name for n, _, name in item.actors if "name:" not in page.lines[n]]
        for name in (name for name in plain if name in item.words):
            said = f"{name}, Director {council}, spoke. {name}, Deputy Director {council}, left."
            data, line = appended(page, item, said)
            yield data, "SV307", (line,), said


def capital_i_for_l(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            match = re.search(r"(?<=[a-z])l(?=[a-z])", name)
            if match:
                wrong = name[: match.start()] + "I" + name[match.end() :]
                yield page.swap(line, name, wrong), "SV308", (line,), wrong


def cyrillic_letter(page: Page) -> Iterator[Made]:
    for item in page.items:
        for line, _, name in item.actors:
            if "a" in name:
                yield page.swap(line, name, name.replace("a", "а", 1)), "SV308", (line,), name
        for n in item.text:
            match = re.search(r"(?<=[a-z])o(?=[a-z]+ )", page.lines[n])
            if match:
                data = spliced(page, n, match.start(), match.end(), "о")
                yield data, "SV308", (n,), "a Cyrillic о in the text"


def follows_nothing(page: Page) -> Iterator[Made]:
    for item in page.items:
        if "follows" in item.keys:
            line = item.keys["follows"][0] + 1
            data = page.cut(line, line + 1, page.lines[line][:-1] + "z")
            yield data, "SV802", (line,), "an id that is not there"
        else:
            line = item.keys["actors"][0]
            new = ("        follows:", f"{' ' * 10}- 2025-01/prsc-eo1")
            yield page.cut(line, line, *new), "SV802", (line + 1,), "an issue that is not there"


def told_twice(page: Page) -> Iterator[Made]:
    for item in page.items:
        block = page.lines[item.first : item.end]
        if "date: " in block[1] and len(_date(page, item)[1]) > len("2025-07"):
            data = page.cut(item.end, item.end, f"{block[0]}-again", *block[1:])
            lines = tuple(range(item.end, item.end + len(block)))
            yield data, "SV801 SV413", lines, "an item twice"


KINDS: tuple[Maker, ...] = (
    date_impossible,
    dates_reversed,
    date_outside_the_period,
    day_of_the_date_changed,
    day_of_the_text_changed,
    weekday_wrong,
    range_ambiguous,
    actor_misspelt,
    actor_misspelt_in_the_text,
    acronym_misspelt_in_the_list,
    actor_dropped,
    actor_of_another_item,
    acronym_not_spelt_out,
    acronym_letters_wrong,
    acronym_of_another_body,
    acronym_of_two_names,
    acronym_of_another_issue,
    post_changed,
    person_with_two_posts,
    capital_i_for_l,
    cyrillic_letter,
    follows_nothing,
    told_twice,
)
