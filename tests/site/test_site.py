"""`strevview site` through the command: what readers find on its pages."""

from __future__ import annotations

import contextlib
import csv
import json
import re
import shutil
import sqlite3
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from fontTools.ttLib import TTFont

from strevview.build.runs import plan_build
from strevview.build.turn import BuildOptions
from strevview.events import list_events
from strevview.model.loading import expand, load_all
from strevview.site.edition import SiteOptions
from strevview.site.edition import make_site as make
from tests.cli.inside import strevview as inside
from tests.cli.test_fonts import package
from tests.command import ROOT
from tests.desk import change
from tests.site.review import (
    DAY,
    DRAFT,
    JULY,
    JUNE,
    TO_COME,
    URL,
    Html,
    files_of,
    make_review,
    make_site,
)

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_review(tmp_path_factory.mktemp("review"))
    done = make_site(folder)
    assert done.code == 0, done.err
    assert re.search(r"\npublic: 2 issues, \d+ pages, \d+ files written, 0 removed, ", done.out)
    return folder


@pytest.fixture
def review(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "review")
    return tmp_path / "review"


def test_an_issues_page_has_all_of_the_issue(made: Path) -> None:
    page = Html(made / "public/2025-06/index.html")
    assert {"agreement"} <= set(page.ids)
    for words in (
        "SUPARCO signed an agreement on 3 June. In Hindi it was called मंगलयान अभियान, in Chinese "
        "中国科学院高能物理研究所 was told of.",
        "Nothing like it was seen before.",
        "A camera. A very long mast.",
        "Xi’an, Shaanxi",
        "The days, as told. Drawn here. (CC0-1.0)",
        "signatory",
    ):
        assert words in page.text
    assert page.pictures == {"pictures/timeline-2025-07.svg": "A strip of “days” & nights"}
    assert page.links.count("https://example.org/a?b=1&c=2") == 3  # text, caption, sources
    (link, *_) = [given for tag, given in page.tags if tag == "a" and "data-versionurl" in given]
    assert link["data-versionurl"] == (
        "https://web.archive.org/web/20250604101112/https://example.org/a?b=1&c=2"
    )
    assert link["data-versiondate"] == "2025-06-04"
    later = Html(made / "public/2025-07/index.html")
    assert "9 August 2025 The mast has two metres, not three." in later.text
    assert "No. 2 Published 4 August 2025" in later.text
    assert "../2025-06/#agreement" in later.links
    assert "../2025-07/#launch" in page.links


def test_each_link_within_the_site_leads_somewhere(made: Path) -> None:
    public = made / "public"
    pages = {path: Html(path) for path in public.rglob("*.html")}
    assert len(pages) > 15
    for path, page in pages.items():
        addresses = [given.get("href") or given.get("src") for _, given in page.tags]
        for address in filter(None, addresses):
            parts = urlsplit(address)
            if parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path, address)
            assert not parts.fragment or parts.fragment in pages[target].ids, (path, address)


def test_actors_are_found_under_each_of_their_names(made: Path) -> None:
    index = Html(made / "public/actors/index.html")
    full = "Space and Upper Atmosphere Research Commission"
    assert f"Pakistan Space Agency, see {full}" in index.text
    assert f"SUPARCO, see {full}" in index.text
    assert re.search(r"E Émile Laurent M Ministry of Heat P Pakistan Space Agency, see", index.text)
    (folder,) = (made / "public/actors").glob("space-*")
    actor = Html(folder / "index.html")
    assert f"{full} (SUPARCO)" in actor.text
    assert "Also known as Pakistan Space Agency Country Pakistan" in actor.text
    events = [link for link in actor.links if "#" in link and not link.startswith("#")]
    assert events == ["../../2025-06/#agreement", "../../2025-07/#launch"]
    assert "Together with Émile Laurent 1" in actor.text
    assert "Director, SUPARCO (2024–)" in Html(made / "public/actors/emile-laurent/index.html").text


def test_events_are_found_by_day_place_theme_and_thread(made: Path) -> None:
    public = made / "public"
    days = Html(public / "chronology/index.html")
    dates = ("3 June 2025", "July 2025", "21–22 July 2025")
    assert re.search(".* ".join(map(re.escape, dates)), days.text)
    assert Html(public / "places/karachi/index.html").links.count("../../2025-07/#heat") == 1
    theme = Html(public / "themes/space/index.html")
    assert {"../../2025-06/#agreement", "../../2025-07/#launch"} <= set(theme.links)
    assert (public / "places/xi-an-shaanxi/index.html").is_file()
    assert "In the end" not in theme.text
    thread = Html(public / "threads/index.html")
    found = [link for link in thread.links if "#" in link]
    assert found[-2:] == ["../2025-06/#agreement", "../2025-07/#launch"]


def test_the_home_page_shows_the_latest_issue_and_all_by_year(made: Path) -> None:
    home = Html(made / "public/index.html")
    assert "Latest issue July 2025 A satellite goes up Climate" in home.text
    assert re.search(r"All issues 2025 July 2025 June 2025", home.text)
    assert "2025-07/2025-07.pdf" in home.links
    assert set(home.pictures) == {"covers/2025-06.jpg", "covers/2025-07.jpg"}
    assert (made / "public/covers/2025-06.jpg").read_bytes().startswith(b"\xff\xd8")
    pdf = (made / "public/2025-07/2025-07.pdf").read_bytes()
    assert pdf == (made / "out/2025-07.pdf").read_bytes()
    # A server shows it under any address.
    assert f"{URL}/" in Html(made / "public/404.html").links


def test_no_page_needs_a_script(made: Path) -> None:
    for path in (made / "public").rglob("*.html"):
        scripts = [given for tag, given in Html(path).tags if tag == "script"]
        assert all(given == {"type": "application/ld+json"} for given in scripts)


def test_feeds_tell_what_is_new_by_ids_that_stay(review: Path) -> None:
    def entries(name: str) -> dict[str, tuple[str, str, str]]:
        root = ET.parse(review / "public" / name).getroot()  # noqa: S314 - our own
        return {
            entry.findtext("atom:id", "", ATOM): (
                entry.findtext("atom:published", "", ATOM)[:10],
                entry.findtext("atom:updated", "", ATOM)[:10],
                entry.find("atom:link", ATOM).attrib["href"],  # type: ignore[union-attr]
            )
            for entry in root.findall("atom:entry", ATOM)
        }

    tag = "tag:strevview.invalid,2025:2049-3630"
    issues, items = entries("issues.atom"), entries("items.atom")
    assert issues == {
        f"{tag}/2025-07": ("2025-08-04", "2025-08-09", f"{URL}/2025-07/"),
        f"{tag}/2025-06": ("2025-06-30", "2025-06-30", f"{URL}/2025-06/"),
    }
    assert items[f"{tag}/2025-07/launch"] == ("2025-08-04", "2025-08-09", f"{URL}/2025-07/#launch")
    first, _, second = JULY.partition("  - title: Climate\n")
    head, _, space = first.partition("  - title: SPACE\n")
    turned = f"{head}  - title: Weather\n{second}  - title: Above\n{space}"
    (review / "issues/2025-07.yaml").write_text(turned, "utf-8")
    change(review / "issues/series.yaml", URL, "https://elsewhere.example")
    change(review / "issues/series.yaml", "Review of Tests & Trials", "Another Title")
    assert make_site(review).code == 0
    assert entries("issues.atom").keys() == issues.keys()
    assert entries("items.atom").keys() == items.keys()
    assert entries("items.atom")[f"{tag}/2025-06/agreement"][2].startswith("https://elsewhere.")
    correction = "  - date: 2025-08-09\n    text: The mast has two metres, not three.\n"
    change(review / "issues/2025-07.yaml", correction, correction.replace("08-09", "09-30"))
    assert make_site(review).code == 0
    assert entries("issues.atom")[f"{tag}/2025-07"][:2] == ("2025-08-04", "2025-09-30")


def test_an_issue_can_be_cited(made: Path) -> None:
    page = Html(made / "public/2025-07/index.html")
    meta = {given.get("name") or given.get("property"): given for _, given in page.tags}
    expected = {
        "citation_title": "Review of Tests & Trials, July 2025",
        "citation_author": "A. Editor",
        "citation_publication_date": "2025/08/04",
        "citation_issue": "2",
        "citation_issn": "2049-3630",
        "citation_pdf_url": f"{URL}/2025-07/2025-07.pdf",
        "og:image": f"{URL}/covers/2025-07.jpg",
        "og:url": f"{URL}/2025-07/",
    }
    assert {name: meta[name]["content"] for name in expected} == expected
    html = (made / "public/2025-07/index.html").read_text("utf-8")
    data = json.loads(html.partition('application/ld+json">')[2].partition("</script>")[0])
    assert (data["@type"], data["isPartOf"]["@type"]) == ("PublicationIssue", "Periodical")
    assert data["isPartOf"]["name"] == "Review of Tests & Trials"
    home = (made / "public/index.html").read_text("utf-8")
    assert '"@type": "Periodical"' in home
    assert f'<link rel="canonical" href="{URL}/2025-07/">' in html
    bibtex = (made / "public/2025-07/cite.bib").read_text("utf-8")
    assert "title = {{Review of Tests \\& Trials, July 2025}}" in bibtex
    ris = (made / "public/2025-07/cite.ris").read_bytes().decode()
    assert ris.startswith("TY  - JFULL\r\nTI  - Review of Tests & Trials, July 2025\r\n")
    assert ris.endswith("ER  - \r\n")
    sitemap = ET.parse(made / "public/sitemap.xml").getroot()  # noqa: S314 - our own
    assert f"{URL}/2025-07/" in {element.text for element in sitemap.iter()}


def test_the_data_agree_and_each_column_is_described(made: Path) -> None:
    data = made / "public/data"
    with (data / "items.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    items = json.loads((data / "items.json").read_text("utf-8"))
    base = sqlite3.connect(data / "review.sqlite")
    base.row_factory = sqlite3.Row
    tables = {
        name: [dict(row) for row in base.execute(f"SELECT * FROM {name}")]  # noqa: S608
        for (name,) in base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
    }
    base.close()
    assert [row["item"] for row in rows] == ["agreement", "launch", "heat"]
    plain = list(tables["items"][0])
    for row, item, record in zip(rows, items, tables["items"], strict=True):
        assert {key: row[key] or None for key in plain} == {key: item[key] or None for key in plain}
        assert {key: item[key] for key in plain} == record
        assert row["actors"] == "; ".join(actor["name"] for actor in item["actors"])
    assert rows[1]["first_day"] == "2025-07-21"
    assert rows[1]["follows"] == "2025-06/agreement"
    assert rows[1]["theme"] == "Space"
    assert len(tables["item_actors"]) == 4
    assert tables["sources"][0]["archived"].startswith("https://web.archive.org/")
    page = Html(data / "index.html").text
    assert "place Where it happened: Xichang, Sichuan." in page
    for name, records in tables.items():
        assert f"Table {name} " in page
        assert all(f"{column} " in page for record in records for column in record)


def test_what_is_not_out_is_nowhere_unless_asked_for(tmp_path: Path) -> None:
    folder = make_review(tmp_path, july=JULY, august=DRAFT, september=TO_COME)
    done = make_site(folder)
    assert done.code == 0
    assert (
        "left out as not published yet (--drafts takes it in): issues/2025-08.yaml (a draft), "
        "issues/2025-09.yaml (to be published on 2026-01-16)\n"
    ) in done.err
    assert not (folder / "public/2025-08").exists()
    assert not (folder / "public/2025-09").exists()
    everything = b"".join(files_of(folder / "public").values())
    assert b"2025-08/" not in everything
    assert b"September 2025" not in everything
    with_drafts = make_site(folder, "--drafts")
    assert (with_drafts.code, "left out" in with_drafts.err) == (0, False)
    assert "Draft" in Html(folder / "public/2025-08/index.html").text
    assert (folder / "public/2025-09/index.html").is_file()
    later = make_site(folder, "--today", "2026-01-16")
    assert later.code == 0
    assert not (folder / "public/2025-08").exists()
    assert (folder / "public/2025-09/index.html").is_file()


def test_without_an_address_the_site_works_from_any_folder(review: Path) -> None:
    change(review / "issues/series.yaml", f"url: {URL}/\n", "")
    done = make_site(review)
    assert "without feeds, sitemap and canonical addresses, which need `url:`" in done.out
    assert not (review / "public/sitemap.xml").exists()
    assert not (review / "public/items.atom").exists()
    for path in (review / "public").rglob("*.html"):
        html = path.read_text("utf-8")
        assert "canonical" not in html
        for link in Html(path).links:
            # A folder that is opened from a disk needs the name of its page.
            assert urlsplit(link).netloc or not link.partition("#")[0].endswith("/"), link


def test_without_the_extra_there_is_neither_search_nor_a_feed(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strevview.cli.series_commands.find_spec", lambda name: None)
    done = inside("site", "--today", DAY, cwd=review)
    assert done.code == 0
    assert "without search and feeds, for which: pip install 'strevview[site]'\n" in done.out
    assert not (review / "public/search").exists()
    assert not (review / "public/items.atom").exists()
    assert (review / "public/sitemap.xml").is_file()


def test_where_the_list_of_what_is_ours_is_lost_nothing_is_replaced(review: Path) -> None:
    (review / "public/.strevview-site.json").write_text('{"files": [1]}', "utf-8")
    assert make_site(review).code == 0  # all is as it would be written
    (review / "public/.strevview-site.json").unlink()
    change(review / "issues/series.yaml", "Review of Tests & Trials", "Another Title")
    before = files_of(review / "public")
    done = make_site(review)
    assert done.code == 1
    assert re.search(r"SV972 \d+ more files are not as `site` wrote them", done.err)
    assert files_of(review / "public") == before


def test_a_series_reads_in_its_own_language_and_direction(tmp_path: Path) -> None:
    folder = make_review(tmp_path)
    change(folder / "issues/series.yaml", "language: en-GB", "language: ar")
    assert make_site(folder).code == 0
    html = (folder / "public/2025-07/index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in html
    assert "يوليو" in html
    assert ">التسلسل الزمني</a>" in html
    # An address is not turned round.
    assert f'<bdi dir="ltr">{URL}/2025-07/</bdi>' in html
    # Words from left to right have the mark of their list on the left.
    assert '<ol dir="ltr"><li><p>' in (folder / "public/2025-06/index.html").read_text()


def test_the_sites_words_are_there_in_each_language_of_the_style() -> None:
    words = yaml.safe_load((ROOT / "src/strevview/style/words.yaml").read_text("utf-8"))
    style = yaml.safe_load((ROOT / "styles/mpidsa/style.yaml").read_text("utf-8"))["labels"]
    assert set(words) == set(style)
    assert not set(words["en"]) & set(style["en"])
    # BibTeX and RIS are names.
    of_all = set(words["en"]) - {"bibtex", "ris"}
    for language, own in words.items():
        assert set(own) >= of_all, language
        assert {name: text.count("{") for name, text in own.items()} == {
            name: words["en"][name].count("{") for name in own
        }


def test_letters_that_the_style_lacks_show_in_a_font_beside_the_issues(tmp_path: Path) -> None:
    folder = make_review(tmp_path, july=JULY.replace("after a day of wind", "by **தமிழ்**"))
    (folder / "fonts").mkdir()
    shutil.copy(package("manimgx_fonts") / "NotoSansTamil[wght].ttf", folder / "fonts")
    assert make_site(folder).code == 0
    css = (folder / "public/site.css").read_text("utf-8")
    assert '.script-taml { font-family: "Noto Sans Tamil"' in css
    for weight in (400, 700):
        assert f'font-weight: {weight}; font-style: normal; src: url("fonts/noto' in css
        (file,) = (folder / "public/fonts").glob(f"*amil*-{weight}.woff2")
        assert {ord(one) for one in "தமிழ்"} <= set(TTFont(file).getBestCmap())


def test_a_series_has_the_words_of_its_style_for_its_language(tmp_path: Path) -> None:
    folder = make_review(tmp_path, july=JULY)
    change(folder / "issues/series.yaml", "language: en-GB", "language: hi")
    assert make_site(folder).code == 0
    html = (folder / "public/2025-07/index.html").read_text("utf-8")
    assert "<title>जुलाई 2025 – Review of Tests &amp; Trials</title>" in html
    assert '<span class="script-deva" lang="hi">जुलाई</span> 2025</h1>' in html
    assert "<span>अंक 2</span>" in html


def with_own_style(folder: Path) -> Path:
    """Write a review of July in a style `own`, a copy of the institute's; return its folder."""
    make_review(folder, july=JULY)
    shutil.copytree(ROOT / "styles/mpidsa", folder / "styles/own")
    change(folder / "issues/series.yaml", "language:", "style: own\nlanguage:")
    return folder


def test_a_web_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    folder = with_own_style(tmp_path)
    (folder / "styles/own/web/more.css").write_bytes(b"p { content: '\xff' }")
    done = make_site(folder)
    assert done.code == 1
    assert "own/web/more.css:1" in done.err
    assert "UTF-8" in done.err
    assert not (folder / "public").exists()


def test_a_style_without_web_pages_gets_plain_ones_in_its_colours(tmp_path: Path) -> None:
    folder = with_own_style(tmp_path)
    shutil.rmtree(folder / "styles/own/web")
    style = folder / "styles/own/style.yaml"
    change(style, "'#23457f'", "'#0000ff'")
    change(style, "    corrections: Corrections\n", "")
    change(folder / "styles/own/text.html", "{{ labels.corrections }}", "Set right")
    assert make_site(folder).code == 0
    # A word that the style lacks is that of the default style.
    issue = (folder / "public/2025-07/index.html").read_text("utf-8")
    assert '<p class="label" data-own>Corrections</p>' in issue
    css = (folder / "public/site.css").read_text("utf-8")
    assert "--web-accent-light: #0000ff" in css
    assert '--web-text: "EB Garamond"' in css
    assert 'src: url("fonts/EBGaramond-Regular.woff2")' in css


@pytest.mark.parametrize(
    ("template", "old", "new", "said"),
    [
        ("issue.html", "{{ item.body }}", "", "SV970 2025-07/index.html: words are lost"),
        ("issue.html", "{{ section.title }}", "", "SV970 2025-07/index.html: headings: SPACE"),
        ("issue.html", 'id="{{ item.id }}"', "", "SV971 "),
        ("group.html", "{{ name }}", "{{ nmae }}", "SV906 the template fails: 'nmae' is undefined"),
    ],
)
def test_a_template_that_loses_something_stops_the_site(
    tmp_path: Path, template: str, old: str, new: str, said: str
) -> None:
    folder = with_own_style(tmp_path)
    own = folder / "styles/own/web" / template
    shutil.copy(ROOT / "src/strevview/site/templates" / template, own)
    change(own, old, new)
    done = make_site(folder)
    assert done.code == 1
    assert said in done.err
    assert not (folder / "public").exists()


def test_a_fault_in_one_issue_leaves_the_site_as_it_was(review: Path) -> None:
    before = files_of(review / "public")
    change(review / "issues/2025-06.yaml", "date: 2025-06-03", "date: 2025-06-33")
    done = make_site(review)
    assert done.code == 1
    assert "issues/2025-06.yaml:7:15 SV201" in done.err
    assert files_of(review / "public") == before


def test_what_follows_no_item_is_told_by_each_run_once(review: Path) -> None:
    july = review / "issues" / "2025-07.yaml"
    change(july, "- 2025-06/agreement", "- 2025-06/agreemint\n          - 2025-07/launch")
    for text in ("built", "up to date"):
        done = make_site(review)
        assert done.code == 0, text
        for wrong in ("2025-06 has no item `agreemint`", "an item cannot follow itself"):
            assert done.err.count(f"SV802 warning: {wrong}") == 1, text
    change(review / "issues" / "series.yaml", "schema: 1\n", "schema: 1\nlint: {ignore: [SV802]}\n")
    assert make_site(review).code == 0
    assert "SV802" not in make_site(review).err


def test_only_what_site_wrote_is_replaced_or_removed(review: Path) -> None:
    public = review / "public"
    (public / "CNAME").write_text("review.example\n", "utf-8")
    (public / "places" / "mine.txt").write_text("mine\n", "utf-8")
    change(review / "issues/2025-07.yaml", "place: Karachi", "place: Lahore")
    assert make_site(review).code == 0
    assert (public / "CNAME").read_text("utf-8") == "review.example\n"
    assert (public / "places" / "mine.txt").is_file()
    assert (public / "places/lahore/index.html").is_file()
    assert not (public / "places/karachi").exists()
    (public / "places/lahore/index.html").write_text("my own words", "utf-8")
    before = files_of(public)
    change(review / "issues/2025-07.yaml", "A plan was", "A good plan was")
    done = make_site(review)
    assert done.code == 1
    assert "SV972 public/places/lahore/index.html stays as it is" in done.err
    assert files_of(public) == before


def test_the_same_input_and_day_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    other = make_review(tmp_path / "elsewhere")
    assert make_site(other).code == 0
    assert files_of(other / "public") == files_of(made / "public")
    again = make_site(other)
    assert ", 0 files written, 0 removed" in again.out


def test_the_pdf_of_an_issue_has_the_text_of_its_page(review: Path) -> None:
    # A command builds such a PDF anew: it could only change meanwhile.
    with contextlib.chdir(review):
        change(Path("issues/2025-07.yaml"), "a day of wind", "two days of wind")
        loaded = load_all(expand().issues)
        listed = list_events(loaded, date(2026, 1, 15))
        tasks = plan_build(expand().issues, BuildOptions(Path("out")), loaded)
        made = make(listed, tasks, SiteOptions(Path("public"), search=False))
    assert [one.code for one in made.diagnostics] == ["SV975"]
    assert made.written is None


def test_no_issue_that_is_out_is_no_site(tmp_path: Path) -> None:
    done = make_site(make_review(tmp_path, august=DRAFT))
    assert done.code == 1
    assert "SV973 no issue is out" in done.err
    both = make_review(tmp_path / "two", june=JUNE, july=JUNE)
    assert "would be one page" in make_site(both).err
