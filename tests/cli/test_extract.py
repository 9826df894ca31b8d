from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from strevview.render.carried import Attachment, Fingerprint, PdfMetadata, bytes_digest, data_digest
from strevview.render.pdf import Renderer
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.source.reader import SourceText, decode
from strevview.style.css import StyleSheet, tokens_css
from strevview.style.style_folder import Style, find_style
from tests.cli.inside import strevview
from tests.command import ROOT, SAMPLE
from tests.command import strevview as in_a_process
from tests.desk import change, make_desk

Crafted = Callable[[Mapping[str, bytes], Mapping[str, str]], bytes]


def test_what_is_extracted_builds_to_the_same_bytes_elsewhere(tmp_path: Path) -> None:
    pdf = tmp_path / "a" / "2025-07.pdf"
    built = strevview("build", SAMPLE, "-o", pdf, cwd=tmp_path)
    assert built.code == 0
    assert "SV9" not in built.err, "the audit finds the PDF whole"
    assert strevview("extract", pdf, "-o", "again", cwd=tmp_path).code == 0
    elsewhere = {"TZ": "Asia/Kolkata", "LC_ALL": "C", "HOME": "/nowhere", "PYTHONHASHSEED": "7"}
    again = tmp_path / "again"
    assert in_a_process("build", cwd=again, env=elsewhere).code == 0
    assert (again / "out" / pdf.name).read_bytes() == pdf.read_bytes()
    assert "#" not in (again / "issues" / SAMPLE.name).read_text("utf-8").splitlines()[0]


def test_notes_comments_and_other_actors_stay_private(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    issue = desk / "issues" / "2025-07.yaml"
    issue.write_text("# secret remark\nnote: secret note\n" + issue.read_text("utf-8"), "utf-8")
    actors = desk / "issues" / "actors.yaml"
    actors.write_text(actors.read_text("utf-8") + "  - name: Secret Body\n", "utf-8")
    assert strevview("build", cwd=desk).code == 0
    assert strevview("extract", "out/2025-07.pdf", "-o", "again", cwd=desk).code == 0
    texts = [path.read_text("utf-8") for path in (desk / "again" / "issues").iterdir()]
    assert len(texts) == 3
    assert all("secret" not in text.lower() for text in texts)


def test_nothing_that_differs_is_overwritten(desk: Path) -> None:
    mine = desk / "again" / "issues" / "2025-07.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    done = strevview("extract", "out/2025-07.pdf", "-o", "again", cwd=desk)
    assert done.code == 1
    assert "SV922" in done.err
    assert mine.read_text("utf-8") == "mine"
    assert [path.name for path in mine.parent.iterdir()] == ["2025-07.yaml"]


@pytest.fixture(scope="module")
def crafted() -> Crafted:
    """Makes a PDF of our own that carries whatever it is given."""
    style = find_style("mpidsa", ROOT / "issues")
    assert isinstance(style, Style)
    css = tokens_css(style) + 'body { font-family: "EB Garamond" }'
    sheet = StyleSheet("style.yaml", css, "strevview-style:tokens.css")
    renderer, day = Renderer((sheet,), style.roots()), date(2025, 7, 31)

    def make(files: Mapping[str, bytes], digests: Mapping[str, str]) -> bytes:
        found = {name: bytes_digest(data) for name, data in files.items()}
        mark = Fingerprint({**found, **digests})
        metadata = PdfMetadata(title="Crafted", language="en", created=day, fingerprint=mark)
        attachments = [
            Attachment(name, data, "application/yaml", "x", "Source", day)
            for name, data in files.items()
        ]
        html = "<html lang=en><title>Crafted</title><body><p>Crafted"
        return renderer.render(html, metadata=metadata, attachments=attachments).pdf

    return make


ISSUE = {"issues/2025-07.yaml": b"schema: '1'\n"}
DIGEST = {"issues/2025-07.yaml": data_digest({"schema": "1"})}


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "issues/../../evil.yaml",
        "/evil.yaml",
        "issues/a\\..\\evil",
        "C:/evil.yaml",
        "issues//evil",
        "evil.yaml",
        "issues/.hidden",
        "issues/\u202egnp.yaml",
        "issues/trailing. ",
        f"issues/{'long' * 60}.yaml",
        f"issues/{'deep/' * 100}a.yaml",
        "issues/CON",
        "issues/pictures/NUL.txt",
        "issues/com1.png",
        "issues/aux.png",
        "issues/a\u009bb.png",
        "issues/2025-07.YAML",
        "issues/2025-07.yaml/a.png",
    ],
)
def test_hostile_names_are_refused_and_nothing_is_written(
    crafted: Crafted, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "in" / "side"
    folder.mkdir(parents=True)
    (folder / "x.pdf").write_bytes(crafted({**ISSUE, name: b"evil"}, DIGEST))
    done = strevview("extract", "x.pdf", "-o", "again", cwd=folder)
    assert done.code == 1
    assert "SV921" in done.err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "side", "x.pdf"]


UNREADABLE = {
    "text": b"- no issue",
    "period": b"schema: '1'\nsections: []\n",
    "series": b"schema: '1'\nperiod: '2025-07'\nsections: []\n",
    "YAML": b"schema: [1\n",
    "nothing": b"",
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_a_carried_issue_that_cannot_be_read_is_told(
    crafted: Crafted, tmp_path: Path, text: bytes
) -> None:
    source = decode(text, "2025-07.yaml")
    assert isinstance(source, SourceText)
    root = parse(source).root
    data = None if root is None else plain(root)
    (tmp_path / "x.pdf").write_bytes(
        crafted({"issues/2025-07.yaml": text}, {"issues/2025-07.yaml": data_digest(data)})
    )
    for command in (("audit",), ("extract", "--text"), ("extract", "--json")):
        done = strevview(*command, "x.pdf", cwd=tmp_path)
        assert (done.code, done.out) == (1, "")
        assert "x.pdf:1:1 SV919 `issues/2025-07.yaml`, which it carries, is no issue" in done.err
        assert "help: take the PDF from where it was made" in done.err


def test_a_crafted_pdf_with_good_names_is_taken(crafted: Crafted, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(crafted(ISSUE, DIGEST))
    assert strevview("extract", "x.pdf", "-o", "again", cwd=tmp_path).code == 0
    assert (tmp_path / "again" / "issues" / "2025-07.yaml").is_file()


def test_an_attachment_that_is_not_what_the_pdf_was_made_from_is_told(
    crafted: Crafted, tmp_path: Path
) -> None:
    other = {"issues/2025-07.yaml": data_digest({"schema": "2"})}
    (tmp_path / "x.pdf").write_bytes(crafted(ISSUE, other))
    done = strevview("extract", "x.pdf", cwd=tmp_path)
    assert done.code == 1
    assert "is not what the PDF was made from" in done.err


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"no PDF", b"%PDF-1.7\nstartxref\n9\n%%EOF\n"]
)
def test_what_strevview_did_not_write_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(data)
    done = strevview("extract", "x.pdf", cwd=tmp_path)
    assert done.code == 1
    what = "this PDF is not as strevview wrote it" if b"%PDF" in data else "this file is no PDF"
    assert f"x.pdf:1:1 SV919 {what}" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_a_pdf_that_somebody_changed_is_refused(desk: Path) -> None:
    with pikepdf.open(desk / "out" / "2025-07.pdf") as document:
        document.save(desk / "changed.pdf")
    done = strevview("extract", "changed.pdf", cwd=desk)
    assert done.code == 1
    assert "SV919 this PDF is not as strevview wrote it" in done.err


def test_a_link_in_the_folder_leads_nowhere(desk: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (desk / "again").mkdir()
    (desk / "again" / "issues").symlink_to(outside)
    done = strevview("extract", "out/2025-07.pdf", "-o", "again", cwd=desk)
    assert done.code == 1
    assert "leads out of again" in done.err
    assert list(outside.iterdir()) == []


def test_text_and_json_have_what_is_printed_in_the_order_of_the_pages(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    issue = desk / "issues" / "2025-07.yaml"
    picture = ROOT / "issues" / "pictures" / "timeline-2025-07.svg"
    shutil.copy(picture, desk / "issues" / "orbit.svg")
    change(issue, "sections:", "editors: [S. Rao]\ncorrections: [It was June.]\nsections:")
    change(issue, "    items:", "    highlight: A line of its own\n    items:")
    change(issue, "        date:", "        title: A heading of its own\n        date:")
    change(
        issue,
        "        sources:",
        """\

          3. third
          4. fourth
        place: Xichang
        figures:
          - {file: orbit.svg, alt: An orbit, caption: The orbit, credit: A hand, licence: CC BY}
        sources:
""",
    )
    assert strevview("build", cwd=desk).code == 0
    text = strevview("extract", "--text", "out/2025-07.pdf", cwd=desk).out
    printed = [
        "A line of its own", "S. Rao", "It was June.", "Space", "A heading of its own", "3. third",
        "4. fourth", "The orbit", "A hand", "CC BY",
    ]  # fmt: skip
    assert [one for one in text.splitlines() if one in {*printed, "Xichang", "An orbit"}] == printed
    assert "launched a satellite" in text
    assert "\n3. third\n\n4. fourth\n" in text
    data = json.loads(strevview("extract", "--json", "out/2025-07.pdf", cwd=desk).out)
    item = data["sections"][0]["items"][0]
    assert item["title"] == "A heading of its own"
    assert item["date"] == "2025-07-21"
    assert item["actors"][0]["name"] == "Space and Upper Atmosphere Research Commission"
    assert not (desk / "2025-07").exists()
