from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import yaml

from strevview.render.carried import Attachment, bytes_digest, data_digest
from strevview.render.compose import PdfMetadata
from strevview.render.pdf import Renderer
from strevview.source.disk import SourceText, decode
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.style.css import StyleSheet, tokens_css
from strevview.style.style_folder import Style, find_style
from tests.cli.inside import strevview
from tests.command import ROOT, SAMPLE
from tests.command import strevview as in_a_process

HOSTILE = yaml.safe_load(Path(__file__).with_name("hostile_names.yaml").read_text("utf-8"))
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
        mark = {**found, **digests}
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


@pytest.mark.parametrize("name", HOSTILE)
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
        assert "help: get the PDF anew from whoever sent it, or build it" in done.err


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


def test_a_pdf_that_somebody_changed_is_refused(desk: Path) -> None:
    with pikepdf.open(desk / "out" / "2025-07.pdf") as document:
        document.save(desk / "changed.pdf")
    done = strevview("extract", "changed.pdf", cwd=desk)
    assert done.code == 1
    assert "SV919 this PDF is not as strevview wrote it" in done.err
