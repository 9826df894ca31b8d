"""Damages to keys, values and the YAML itself."""

from __future__ import annotations

from collections.abc import Iterator

from tests.lint.damages import Made, Maker, Page

REQUIRED = {
    "date": "SV101",
    "actors": "SV102",
    "sources": "SV103",
    "text": "SV104",
}


def required_key_dropped(page: Page) -> Iterator[Made]:
    for item in page.items:
        for key, code in REQUIRED.items():
            yield page.cut(*item.keys[key]), code, (item.first,), f"{key} dropped"


def required_key_emptied(page: Page) -> Iterator[Made]:
    for item in page.items:
        for key, code in REQUIRED.items():
            first, end = item.keys[key]
            data = page.cut(first, end, f"        {key}:")
            yield data, code, (item.first, first), f"{key} emptied"


def id_dropped(page: Page) -> Iterator[Made]:
    for item in page.items:
        after = page.lines[item.first + 1].replace("        ", "      - ", 1)
        yield page.cut(item.first, item.first + 2, after), "SV007", (item.first,), "id dropped"


def id_repeated(page: Page) -> Iterator[Made]:
    for one, other in zip(page.items, page.items[1:], strict=False):
        data = page.cut(other.first, other.first + 1, page.lines[one.first])
        yield data, "SV106", (other.first,), "the id of another item"


def id_with_capitals(page: Page) -> Iterator[Made]:
    for item in page.items:
        name = page.lines[item.first].split()[-1]
        data = page.swap(item.first, name, name.title())
        yield data, "SV006", (item.first,), "an id with capitals"


def title_dropped(page: Page) -> Iterator[Made]:
    for line, _ in page.titles:
        after = page.lines[line + 1].replace("    ", "  - ", 1)
        yield page.cut(line, line + 2, after), "SV007", (line,), "a section's title dropped"


def head_key_dropped(page: Page) -> Iterator[Made]:
    for key in ("schema:", "period:", "sections:"):
        line = next(n for n, text in enumerate(page.lines) if text.startswith(key))
        if key != "sections:":
            yield page.cut(line, line + 1), "SV007", (line, line - 1), f"{key} dropped"
        else:
            yield page.cut(line, len(page.lines)), "SV007", (line - 2,), "the sections dropped"


def items_dropped(page: Page) -> Iterator[Made]:
    ends = [line for line, _ in page.titles[1:]] + [len(page.lines)]
    for (line, _), end in zip(page.titles, ends, strict=True):
        yield page.cut(line + 1, end), "SV105", (line,), "a section without items"


def key_misspelt(page: Page) -> Iterator[Made]:
    wrong = {
        "id": "ids",
        "date": "dat",
        "place": "palce",
        "actors": "acters",
        "text": "txet",
        "sources": "source",
        "figures": "figurs",
        "follows": "folows",
    }
    for item in page.items:
        for key, (line, _) in item.keys.items():
            yield page.swap(line, f"{key}:", f"{wrong[key]}:"), "SV005", (line,), f"{key} misspelt"


def key_of_a_source_misspelt(page: Page) -> Iterator[Made]:
    wrong = {"url": "ulr", "publisher": "publiser", "published": "publishd", "title": "titel"}
    for item in page.items:
        for label in item.sources:
            for key, bad in wrong.items():
                line = item.field(label, key)
                if line is not None:
                    yield page.swap(line, key, bad), "SV005", (line,), f"{key} misspelt"


def key_doubled(page: Page) -> Iterator[Made]:
    for item in page.items:
        for key in ("date", "place", "text", "actors"):
            if key in item.keys:
                first, end = item.keys[key]
                block = page.lines[first:end]
                data = page.cut(end, end, *block)
                yield data, "SV004", (end,), f"{key} twice"


def list_for_text(page: Page) -> Iterator[Made]:
    for item in page.items:
        line, _ = item.keys["place"] if "place" in item.keys else item.keys["date"]
        key = page.lines[line].split(":")[0]
        data = page.cut(line, line + 1, f"{key}:", f"{' ' * 10}- Beijing")
        code = "SV006" if "place" in key else "SV006 SV201"
        yield data, code, (line, line + 1), "a list for a text"


def sources_as_a_list(page: Page) -> Iterator[Made]:
    for item in page.items:
        first, end = item.keys["sources"]
        data = page.cut(first + 1, end, f"{' ' * 10}- https://www.example.org/page")
        yield data, "SV006", (first, first + 1), "a list of sources"


def text_for_a_list(page: Page) -> Iterator[Made]:
    for item in page.items:
        first, end = item.keys["actors"]
        data = page.cut(first, end, f"        actors: {item.actors[0][2]}")
        yield data, "SV006", (first,), "a name for a list of actors"


def date_in_words(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.keys["date"][0]
        data = page.cut(line, line + 1, "        date: 23 July 2025")
        yield data, "SV006", (line,), "a date in words"


def schema_of_tomorrow(page: Page) -> Iterator[Made]:
    line = page.lines.index("schema: 1")
    yield page.swap(line, "1", "2"), "SV008", (line,), "schema 2"


def draft_is_no_boolean(page: Page) -> Iterator[Made]:
    line = page.lines.index("schema: 1")
    data = page.cut(line + 1, line + 1, "draft: maybe")
    yield data, "SV006", (line + 1,), "draft: maybe"


def period_in_words(page: Page) -> Iterator[Made]:
    line = page.lines.index(f"period: {page.stem}")
    data = page.cut(line, line + 1, "period: summer 2025")
    yield data, "SV006", (line,), "period: summer 2025"


def colon_in_a_title(page: Page) -> Iterator[Made]:
    for line, title in page.titles:
        data = page.swap(line, title, title.replace(" ", ": ", 1))
        yield data, "SV001", (line,), "a colon in a title"


def hash_in_a_title(page: Page) -> Iterator[Made]:
    for line, title in page.titles:
        data = page.swap(line, title, f"{title} #1")
        yield data, "SV010", (line,), "a hash in a title"


def quote_never_closed(page: Page) -> Iterator[Made]:
    for line, title in page.titles:
        yield page.swap(line, title, f"'{title}"), "SV001", (line,), "a quote never closed"


def tab_in_the_indent(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.keys["actors"][0]
        yield page.swap(line, " " * 8, "\t"), "SV001", (line,), "a tab"


def key_indented_too_far(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.keys["actors"][0]
        data = page.swap(line, " " * 8, " " * 9)
        yield data, "SV001", (line, line - 1), "an indent of one space too many"


def colon_forgotten(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.keys["actors"][0]
        yield page.swap(line, "actors:", "actors"), "SV001", (line,), "a colon forgotten"


def title_as_a_tag(page: Page) -> Iterator[Made]:
    for line, title in page.titles:
        yield page.swap(line, title, f"!{title}"), "SV009", (line,), "a tag"


def comma_in_brackets(page: Page) -> Iterator[Made]:
    for item in page.items:
        first, end = item.keys["actors"]
        if any("Co., Ltd." in line for line in page.lines[first:end]):
            names = ", ".join(name for _, _, name in item.actors)
            data = page.cut(first, end, f"        actors: [{names}]")
            yield data, "SV011", (first,), "names in brackets"


def byte_of_latin_1(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.text[1]
        column = page.lines[line].rindex(" ") + 1
        before = len("\n".join((*page.lines[:line], page.lines[line][:column])).encode())
        data = page.data[:before] + b"\xe9" + page.data[before:]
        yield data, "SV002", (line,), "a byte of Latin-1"


def control_character(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.text[0]
        yield (
            page.swap(line, ". " if ". " in page.lines[line] else " ", "\x0c"),
            "SV002",
            (line,),
            "a form feed",
        )


def period_of_another_file(page: Page) -> Iterator[Made]:
    line = page.lines.index(f"period: {page.stem}")
    data = page.swap(line, page.stem, f"{page.stem}/2025-09")
    yield data, "SV013", (line,), "a period that is not the file's"


def suppression_misused(page: Page) -> Iterator[Made]:
    comments = {
        "SV014": "ignore[SV205] no weekday stands here",
        "SV015": "ignore[SV2O5] a letter for a zero",
    }
    for item in page.items:
        for code, comment in comments.items():
            data = page.cut(item.first, item.first, f"      # strevview: {comment}")
            yield data, code, (item.first,), comment


def suppression_without_reason(page: Page) -> Iterator[Made]:
    for item in page.items:
        for label, (first, end) in item.sources.items():
            lost = any("unavailable:" in line for line in page.lines[first:end])
            if item.field(label, "published") is None:
                comment = f"{' ' * 10}# strevview: ignore[{'SV417' if lost else 'SV416'}]"
                yield page.cut(first, first, comment), "SV016", (first,), comment.strip()


KINDS: tuple[Maker, ...] = (
    required_key_dropped,
    required_key_emptied,
    id_dropped,
    id_repeated,
    id_with_capitals,
    title_dropped,
    head_key_dropped,
    items_dropped,
    key_misspelt,
    key_of_a_source_misspelt,
    key_doubled,
    list_for_text,
    sources_as_a_list,
    text_for_a_list,
    date_in_words,
    schema_of_tomorrow,
    draft_is_no_boolean,
    period_in_words,
    colon_in_a_title,
    hash_in_a_title,
    quote_never_closed,
    tab_in_the_indent,
    key_indented_too_far,
    colon_forgotten,
    title_as_a_tag,
    comma_in_brackets,
    byte_of_latin_1,
    control_character,
    period_of_another_file,
    suppression_misused,
    suppression_without_reason,
)
