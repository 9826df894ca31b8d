"""Damages to keys, values and the YAML itself."""

from __future__ import annotations

from collections.abc import Iterator

from tests.lint.damages import Made, Maker, Page, item_key, replaced, set_to, source_key, title

REQUIRED = {"date": "SV101", "actors": "SV102", "sources": "SV103", "text": "SV104"}


def required_key_dropped_or_emptied(page: Page) -> Iterator[Made]:
    for item in page.items:
        for key, code in REQUIRED.items():
            first, end = item.keys[key]
            yield page.cut(first, end), code, (item.first,)
            yield page.cut(first, end, f"        {key}:"), code, (item.first, first)


def id_dropped(page: Page) -> Iterator[Made]:
    for item in page.items:
        after = page.lines[item.first + 1].replace("        ", "      - ", 1)
        yield page.cut(item.first, item.first + 2, after), "SV007", (item.first,)


def id_repeated(page: Page) -> Iterator[Made]:
    for one, other in zip(page.items, page.items[1:], strict=False):
        data = page.cut(other.first, other.first + 1, page.lines[one.first])
        yield data, "SV106", (other.first,)


def id_with_capitals(page: Page) -> Iterator[Made]:
    for item in page.items:
        name = page.lines[item.first].split()[-1]
        yield page.swap(item.first, name, name.title()), "SV006", (item.first,)


def title_dropped(page: Page) -> Iterator[Made]:
    for line, _ in page.titles:
        after = page.lines[line + 1].replace("    ", "  - ", 1)
        yield page.cut(line, line + 2, after), "SV007", (line,)


def head_key_dropped(page: Page) -> Iterator[Made]:
    for key, end in (("schema:", 1), ("period:", 1), ("sections:", len(page.lines))):
        line = _head(page, key)
        yield page.cut(line, line + end), "SV007", (line, line - 1, line - 2)


def items_dropped(page: Page) -> Iterator[Made]:
    ends = [line for line, _ in page.titles[1:]] + [len(page.lines)]
    for (line, _), end in zip(page.titles, ends, strict=True):
        yield page.cut(line + 1, end), "SV105", (line,)


def key_misspelt(page: Page) -> Iterator[Made]:
    for item in page.items:
        for key, (line, _) in item.keys.items():
            wrong = "ids" if key == "id" else key[:1] + key[2:]
            yield page.swap(line, f"{key}:", f"{wrong}:"), "SV005", (line,)


def key_doubled(page: Page) -> Iterator[Made]:
    for item in page.items:
        for key in ("date", "place", "text", "actors"):
            if key in item.keys:
                first, end = item.keys[key]
                yield page.cut(end, end, *page.lines[first:end]), "SV004", (end,)


def list_for_text(page: Page) -> Iterator[Made]:
    for item in page.items:
        line, _ = item.keys["place"] if "place" in item.keys else item.keys["date"]
        key = page.lines[line].split(":")[0]
        data = page.cut(line, line + 1, f"{key}:", f"{' ' * 10}- Beijing")
        yield data, "SV006" if "place" in key else "SV006 SV201", (line, line + 1)


def sources_as_a_list(page: Page) -> Iterator[Made]:
    for item in page.items:
        first, end = item.keys["sources"]
        data = page.cut(first + 1, end, f"{' ' * 10}- https://www.example.org/page")
        yield data, "SV006", (first, first + 1)


def text_for_a_list(page: Page) -> Iterator[Made]:
    for item in page.items:
        first, end = item.keys["actors"]
        yield page.cut(first, end, f"        actors: {item.actors[0][2]}"), "SV006", (first,)


def head_value_wrong(page: Page) -> Iterator[Made]:
    for key, wrong, code in (
        ("schema:", "schema: 2", "SV008"),
        ("schema:", "draft: maybe\nschema: 1", "SV006"),
        ("period:", "period: summer 2025", "SV006"),
        ("period:", f"period: {page.stem}/2025-09", "SV013"),
    ):
        line = _head(page, key)
        yield page.cut(line, line + 1, *wrong.split("\n")), code, (line,)


def _head(page: Page, key: str) -> int:
    return next(n for n, text in enumerate(page.lines) if text.startswith(key))


def key_indented_too_far(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.keys["actors"][0]
        yield page.swap(line, " " * 8, " " * 9), "SV001", (line, line - 1)


def comma_in_brackets(page: Page) -> Iterator[Made]:
    for item in page.items:
        first, end = item.keys["actors"]
        if any("Co., Ltd." in line for line in page.lines[first:end]):
            names = ", ".join(name for _, _, name in item.actors)
            yield page.cut(first, end, f"        actors: [{names}]"), "SV011", (first,)


def byte_of_latin_1(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.text[1]
        column = page.lines[line].rindex(" ") + 1
        before = len("\n".join((*page.lines[:line], page.lines[line][:column])).encode())
        yield page.data[:before] + b"\xe9" + page.data[before:], "SV002", (line,)


def control_character(page: Page) -> Iterator[Made]:
    for item in page.items:
        yield page.swap(item.text[0], " ", "\x0c"), "SV002", (item.text[0],)


def suppression_misused(page: Page) -> Iterator[Made]:
    comments = {
        "SV014": "ignore[SV205] no weekday stands here",
        "SV015": "ignore[SV2O5] a letter for a zero",
    }
    for item in page.items:
        for code, comment in comments.items():
            data = page.cut(item.first, item.first, f"      # strevview: {comment}")
            yield data, code, (item.first,)


def suppression_without_reason(page: Page) -> Iterator[Made]:
    for item in page.items:
        for label, (first, end) in item.sources.items():
            lost = any("unavailable:" in line for line in page.lines[first:end])
            if item.field(label, "published") is None:
                comment = f"{' ' * 10}# strevview: ignore[{'SV417' if lost else 'SV416'}]"
                yield page.cut(first, first, comment), "SV016", (first,)


TABLE: dict[str, Maker] = {
    "url misspelt": replaced(source_key("url"), "SV005", ("url", "ulr")),
    "publisher misspelt": replaced(source_key("publisher"), "SV005", ("publisher", "publiser")),
    "published misspelt": replaced(source_key("published"), "SV005", ("published", "publishd")),
    "title misspelt": replaced(source_key("title"), "SV005", ("title", "titel")),
    "date in words": set_to(item_key("date"), "SV006", "23 July 2025"),
    "colon in a title": set_to(title, "SV001", "China: {}"),
    "hash in a title": set_to(title, "SV010", "{} #1"),
    "quote never closed": set_to(title, "SV001", "'{}"),
    "title as a tag": set_to(title, "SV009", "!{}"),
    "tab in the indent": replaced(item_key("actors"), "SV001", (" " * 8, "\t")),
    "colon forgotten": replaced(item_key("actors"), "SV001", ("actors:", "actors")),
}
