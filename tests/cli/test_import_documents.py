"""What `import` makes of documents: they are believed, proved and built; each case is of a kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.model.loading import LoadedIssue, load_issue, load_shelf
from tests.cli.inside import strevview
from tests.desk import SERIES

SIGNED = (
    "the ministry of energy [signed](https://a.example/11) an agreement with a company on the "
    "building of a solar park in the south of the country, and work is to begin next year."
)
LAUNCHED = (
    "the space agency [launched](https://a.example/12) a satellite from its site in the west, and "
    "the head of the agency said that it will serve farmers and fishermen."
)


def imported(
    tmp_path: Path, text: str, name: str = "old.md", *more: str
) -> tuple[LoadedIssue, str]:
    """Import a text, see that its draft builds, and return it as read, with its file's text."""
    (tmp_path / name).write_text(text, "utf-8")
    done = strevview("import", name, *more, cwd=tmp_path)
    assert done.code == 0, done.err
    (path,) = [p for p in (tmp_path / "issues").glob("*.yaml") if p.stem[:1].isdigit()]
    built = strevview("build", path, cwd=tmp_path)
    assert built.code == 0, built.err
    loaded = load_issue(path, load_shelf(path.parent))
    assert loaded.issue is not None
    return loaded, path.read_text("utf-8")


def titles(loaded: LoadedIssue) -> list[str]:
    assert loaded.issue is not None
    return [section.title for section in loaded.issue.sections]


def dates(loaded: LoadedIssue) -> list[str | None]:
    return [str(item.date) if item.date else None for _, item, _ in loaded.items()]


def addresses(loaded: LoadedIssue) -> set[str | None]:
    return {source.url for _, item, _ in loaded.items() for source in item.sources.values()}


@pytest.mark.parametrize(
    "opening",
    [
        "{0} July: ",
        "July {0}: ",
        "July {0}, 2025 ",
        "2025-07-{0:02}: ",
        "{0}/7/2025: ",
        "7/{0}/2025: ",
        "{0:02}.07.2025: ",
        "**{0} July**: ",
        "({0} July) ",
        "On {0} July, ",
        "Tuesday, {0} July – ",
        "- {0} July: ",
        "- **{0} July 2025** – ",
        "### {0} July 2025\n\n",
    ],
)
def test_an_item_begins_with_each_opening_day_and_has_that_day(
    tmp_path: Path, opening: str
) -> None:
    paragraphs = [opening.format(day) + SIGNED for day in (14, 18, 23)]
    text = "# World Review\n\nJuly 2025\n\n## Energy\n\n" + "\n\n".join(paragraphs)
    loaded, _ = imported(tmp_path, f"{text}\n\n## Space\n\n{opening.format(28)}{LAUNCHED}\n")
    assert dates(loaded) == ["2025-07-14", "2025-07-18", "2025-07-23", "2025-07-28"]
    assert titles(loaded) == ["Energy", "Space"]


def test_without_days_a_heading_a_bullet_or_a_paragraph_is_an_item(tmp_path: Path) -> None:
    text = (
        "# Review, July 2025\n\n## Heads\n\n### One\n\nText of it.\n\nMore.\n\n### Two\n\nText.\n\n"
        "## Bullets\n\n- First\n- Second\n  - its part\n\n## Paragraphs\n\nThe first.\n\nNext.\n"
    )
    loaded, draft = imported(tmp_path, text)
    assert loaded.issue is not None
    assert [len(section.items) for section in loaded.issue.sections] == [2, 2, 2]
    assert [item.title for item in loaded.issue.sections[0].items] == ["One", "Two"]
    assert "There are no days by which to tell" in draft


@pytest.mark.parametrize(
    ("blocks", "sections", "said"),
    [
        # However short what follows a marked heading.
        (["# Minutes of the Academy", "18 July 2025", "## Opening", "Anna Ford was in the chair.",
          "## Water", f"On 5 July, {SIGNED}", "## End"],
         ["Opening", "Water", "End"],
         ["  title: Minutes of the Academy\n", "told by `published`: “18 July 2025”"]),
        # Headings without a higher one above are sections too.
        (["Review, July 2025", "## Energy", "A.", "### Sun", "B.", "## Space", "C.", "# Jobs", "D.",
          "# Events", "E."], ["Energy", "Space", "Jobs", "Events"], []),
        # Lower headings are bold paragraphs.
        (["# R, July 2025", "## A", "### T", "One.", "#### Low", "Two.", "## B", "Three."],
         ["A", "B"], ["        title: T\n", "**Low**"]),
        # What stands before the first heading is a section of its own.
        (["# World Review", "July 2025", "**Top story:** The parliament [passed](https://a.example)"
          " a law on 3 July.", "## Africa", f"On 5 July, {SIGNED}"],
         ["Top story: The parliament passed a …", "Africa"],
         ["# check: it stood before the first heading"]),
        # A heading without a letter is none.
        (["# R, July 2025", "## Energy", "A.", "# |", "# —>", "## Space", "B.", "## End", "C."],
         ["Energy", "Space", "End"], []),
    ],
)  # fmt: skip
def test_what_begins_a_section(
    tmp_path: Path, blocks: list[str], sections: list[str], said: list[str]
) -> None:
    loaded, draft = imported(tmp_path, "\n\n".join(blocks))
    assert titles(loaded) == sections
    assert [one for one in said if one not in draft] == []


@pytest.mark.parametrize(
    ("text", "days", "said"),
    [
        # Days in brackets at the end.
        (f"A {SIGNED} (8 July)\n\nA {LAUNCHED} (9 July)\n", ["2025-07-08", "2025-07-09"], ""),
        # Two events are told by the days of their verbs.
        (f"On 5 July {SIGNED}\n\nIt was the second of its kind.\n\nA dam was [opened]"
         "(https://a.example/13) in the north on 9 July.\n", ["2025-07-05", "2025-07-09"],
         "# check: an item of its own? A new event of 9 July"),
    ],
)  # fmt: skip
def test_a_day_inside_a_text_is_its_item_s_day(
    tmp_path: Path, text: str, days: list[str], said: str
) -> None:
    loaded, draft = imported(tmp_path, f"# Review\n\nJuly 2025\n\n## Energy\n\n{text}")
    assert dates(loaded) == days
    assert said in draft


def test_a_line_of_the_cover_that_heads_no_section_is_told(tmp_path: Path) -> None:
    text = (
        "# Review\n\nInstitute of Tests\n\nJuly 2025\n\nHighlights\n\n- Energy\n- The moon\n"
        f"- Water\n\n## ENERGY\n\nOn 5 July {SIGNED}\n\n## Space\n\nOn 6 July {LAUNCHED}\n\n"
        f"## Water\n\nOn 7 July {SIGNED}\n\n## Notes\n\nOn 8 July {LAUNCHED}\n"
    )
    loaded, draft = imported(tmp_path, text)
    assert loaded.issue is not None
    lines = [section.cover_line for section in loaded.issue.sections]
    assert lines == ["Energy", None, "Water", None]
    assert "a line of the highlights that heads no section: “The moon”" in draft
    assert titles(loaded) == ["Energy", "Space", "Water", "Notes"]
    assert "    name: Institute of Tests\n" in draft


def test_a_section_of_links_alone_keeps_them_all(tmp_path: Path) -> None:
    links = [f"https://www.example.org/r{number}" for number in range(60)]
    listed = "\n".join(f"- [Report {number}]({link})" for number, link in enumerate(links))
    text = f"# Review\n\nJuly 2025\n\n## Notes\n\nWelcome.\n\n## Official news\n\n{listed}\n"
    loaded, _ = imported(tmp_path, text)
    assert titles(loaded) == ["Notes", "Official news"]
    assert set(links) <= addresses(loaded)


FRONT = {
    "yaml": '---\ntitle: "Missed in June 2020"\ndate: 2020-07-04T08:51:11+03:00\n---\n',
    "toml": '+++\ntitle = "Missed in June 2020"\ndate = 2020-07-04\n+++\n',
    "pelican": "Title: Missed in June 2020\nDate: 2020-07-04\nCategory: Science\n",
}


@pytest.mark.parametrize("kind", FRONT)
def test_a_front_matter_gives_title_month_and_day(tmp_path: Path, kind: str) -> None:
    text = f"{FRONT[kind]}\n## Africa\n\nOn 5 June, {SIGNED}\n\n## Asia\n\nOn 8 June, {LAUNCHED}\n"
    loaded, draft = imported(tmp_path, text)
    assert loaded.issue is not None
    assert "  title: Missed in June 2020\n" in draft
    assert str(loaded.issue.period) == "2020-06"
    assert str(loaded.issue.published) == "2020-07-04"
    assert "from the title; `date` says 2020-07" in draft
    assert titles(loaded) == ["Africa", "Asia"]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("brief-7.md", "---\ntitle: Weekly Brief 7\ndate: 2015-10-22\n---\n"),
        ("2015-10-12-weekly-brief-october-12-2015.md", ""),
        ("brief_october-12-2015.md", ""),
        ("20151012.md", ""),
        ("brief.md", "# Weekly Brief: October 12, 2015\n"),
        ("brief.md", "# Weekly Brief\n\n12–18 October 2015\n"),
        ("2014-01-brief.md", "# Brief, October 2015\n"),
    ],
)
def test_the_month_is_told_by_what_speaks_of_the_issue(
    tmp_path: Path, name: str, head: str
) -> None:
    text = f"{head}\n## Africa\n\nThe first.\n\n<!-- checked 15 Jul 2014 -->\n\n## Asia\n\nNext.\n"
    loaded, draft = imported(tmp_path, text, name)
    assert loaded.issue is not None
    assert str(loaded.issue.period) == "2015-10"
    assert ("says 2014-01" in draft) == name.startswith("2014")
    assert "a comment: “checked 15 Jul 2014”" in draft


def test_links_without_words_become_sources_with_a_remark(tmp_path: Path) -> None:
    text = (
        "# Review\n\nJuly 2025\n\n## Space\n\n### [An observatory opens](https://a.example/title)\n\n"
        f"On 8 July, {LAUNCHED}\n\nA [![photo](p.png)](https://a.example/picture) and an "
        "[](https://a.example/empty) link.\n\n## [Energy](https://a.example/section)\n\nOn 5 July, "
        f"{SIGNED}\n"
    )
    loaded, draft = imported(tmp_path, text)
    expected = {"title", "picture", "empty", "section", "11", "12"}
    assert {f"https://a.example/{name}" for name in expected} <= addresses(loaded)
    assert "# check: a link stands on its heading" in draft


def test_addresses_are_kept_as_they_are(tmp_path: Path) -> None:
    text = (
        "# Review\n\nJuly 2025\n\n## Space\n\nOn 8 July [one](<https://a.example/a b/c>), [two]"
        "(//b.example/x), [three](mailto:x@a.example), [four](../near.html), [five](#below), and "
        "https://c.example/reports/solar.html in writing.\n"
    )
    loaded, draft = imported(tmp_path, text)
    assert {
        "https://a.example/a%20b/c",
        "https://b.example/x",
        "https://c.example/reports/solar.html",
    } <= addresses(loaded)
    assert "the link led to mailto:x@a.example" in draft
    assert "the link led to ../near.html" in draft
    assert "unavailable: no address in the old issue" in draft


@pytest.mark.parametrize(
    "words",
    [
        "before [[1](https://a.example/x)] in the north",
        "a success 🎉 for all",
        "[Erlay][] and [this] [that] and [x][y]",
        "<b>bold</b> &amp; `code` and Vec<u8> *",
        "1. no list\\\n- nor this",
        "a | b and $x_1$ and C:\\temp\\*",
        "３ × 10^5^ km and H~2~O",
        "पाकिस्तान और پاکستان کا خلائی ادارہ",
    ],
)
def test_whatever_a_text_holds_its_draft_builds(tmp_path: Path, words: str) -> None:
    text = f"# Review\n\nJuly 2025\n\n## Space\n\nOn 8 July {LAUNCHED}\n\nIt was {words} there.\n"
    _, draft = imported(tmp_path, text)
    assert "It was" in draft


TABLE = "| A | B | C |\n|---|---|---|\n| 1 | | 3 |\n| 4 | 5 | 6 |\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 8 July it flew 3 × 10^5^ km, 10<sup>12</sup> m<sup>2</sup> of H~2~O on the "
         "8<sup>th</sup>.\n", "10⁵ km, 10¹² m² of H₂O on the 8th."),
        (f"On 8 July the results came:\n\n{TABLE}", "1 · · 3"),
        (TABLE, "1 · · 3"),
    ],
)  # fmt: skip
def test_raised_digits_and_rows_of_tables_keep_their_meaning(
    tmp_path: Path, text: str, words: str
) -> None:
    loaded, draft = imported(tmp_path, f"# Review, July 2025\n\n## Space\n\n{text}\n## End\n\nC.\n")
    assert len(loaded.proses) == 2
    assert words in loaded.proses[0, 0].text
    assert ("# check: the row of a table" in draft) == ("|" in text)


def test_a_place_is_taken_only_after_in_or_at(tmp_path: Path) -> None:
    text = (
        "# Review\n\nJuly 2025\n\n## Energy\n\nOn 5 July, the ministry [signed]"
        "(https://a.example/1) an agreement with a company from Lahore.\n\n## Space\n\nOn 8 July, "
        "the agency [launched](https://a.example/2) a satellite in Beijing for the University of "
        "Chicago.\n"
    )
    loaded, _ = imported(tmp_path, text)
    assert [item.place for _, item, _ in loaded.items()] == [None, "Beijing"]


def test_text_alone_is_imported_with_its_headings_addresses_and_month(tmp_path: Path) -> None:
    text = (
        "Science Review\nJuly 2025\n\nEnergy and Water\n\nOn 5 July, the ministry of energy signed "
        "(https://www.a.example/news/11) an agreement with a company on the building of a park.\n\n"
        "Space and Stars\n\nOn 8 July, the space agency launched (https://www.a.example/news/12) a "
        "satellite from its site in the west, for farmers and fishermen.\n"
    )
    loaded, _ = imported(tmp_path, text, "old.txt")
    assert titles(loaded) == ["Energy and Water", "Space and Stars"]
    assert addresses(loaded) == {f"https://www.a.example/news/{n}" for n in (11, 12)}


def test_other_languages_tell_their_months_and_days(tmp_path: Path) -> None:
    text = (
        "# Revista de ciencia\n\nJulio de 2025\n\n## Energía\n\n8 de julio: El ministerio [firmó]"
        "(https://a.example/1) un acuerdo.\n\n11 de julio: La agencia [lanzó](https://a.example/2) "
        "un satélite.\n"
    )
    loaded, _ = imported(tmp_path, f"---\nlang: es\n---\n{text}", "old.md", "--period", "2025-07")
    assert dates(loaded) == ["2025-07-08", "2025-07-11"]


def test_a_name_that_series_yaml_has_otherwise_is_told_whole(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "series.yaml").write_text(SERIES, "utf-8")
    text = f"# Letter of Energy, May 2015\n\n## Energy\n\n8 May: A {SIGNED}\n"
    _, draft = imported(tmp_path, text)
    assert "which series.yaml has not:\n#   “Letter of Energy”" in draft
