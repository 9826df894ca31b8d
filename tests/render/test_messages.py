from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from PIL import Image

from strevview.diagnostics import Span
from strevview.render.messages import renderer_log
from strevview.render.pdf import Renderer
from strevview.render.pictures import picture_url
from strevview.style.css import StyleSheet
from tests.render.documents import FACES, LAYOUT, METADATA, ROOTS, SHEETS, text_page

IN_MUKTA = text_page("").replace("<h1>", '<h1 style="font-family: Mukta">')


def test_an_imported_stylesheet_is_named_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "b.css").write_text("p {\n margn: 0 }")
    base = (tmp_path / "a.css").as_uri()
    sheet = StyleSheet("styles/a.css", '@import "b.css";\np { wdth: 0 }', base)
    renderer = Renderer((sheet,), (tmp_path,))
    spans = {
        complaint.message.split("`")[1].split(":")[0]: complaint.span
        for complaint in renderer.render(text_page(""), metadata=METADATA).diagnostics
        if complaint.code == "SV901"
    }
    assert spans["wdth"] == Span.point("styles/a.css", 2, 5)
    margin = spans["margn"]
    assert margin is not None
    assert (Path(margin.path).name, margin.line, margin.column) == ("b.css", 2, 2)


def test_a_stylesheet_that_imports_itself_is_an_error_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "b.css").write_text('@import "b.css";')
    base = (tmp_path / "a.css").as_uri()
    sheet = StyleSheet("styles/a.css", '@import "b.css";', base)
    renderer = Renderer((FACES, sheet), (*ROOTS, tmp_path))
    (complaint,) = renderer.render(IN_MUKTA, metadata=METADATA).diagnostics
    assert complaint.is_error
    assert "b.css" in complaint.message


def test_a_style_without_fonts_is_an_error_and_no_crash() -> None:
    rendered = Renderer((LAYOUT,), ()).render(text_page("<p>x</p>"), metadata=METADATA)
    assert (rendered.pdf, rendered.pages) == (b"", 0)
    (complaint,) = rendered.diagnostics
    assert (complaint.code, complaint.is_error) == ("SV903", True)


def test_a_font_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"no font")
    css = f'@font-face {{ font-family: Q; src: url("{(tmp_path / "a.ttf").as_uri()}") }}'
    renderer = Renderer((FACES, StyleSheet("styles/a.css", css, "strevview:a")), (*ROOTS, tmp_path))
    (complaint,) = renderer.render(IN_MUKTA, metadata=METADATA).diagnostics
    assert (complaint.code, complaint.is_error) == ("SV903", True)


def test_the_loggers_are_left_as_they_were() -> None:
    logger = logging.getLogger("weasyprint")
    handler = logging.NullHandler()
    before = (logger.level, logger.propagate, logger.disabled)
    logger.addHandler(handler)
    handlers = logger.handlers[:]
    try:
        with renderer_log() as messages:
            logger.warning("one %s", "line")
            logging.getLogger("fontTools.subset").warning("another")
            logger.info("not this")
        assert [message.text for message in messages] == ["one line", "another"]
        assert (logger.level, logger.propagate, logger.disabled) == before
        assert logger.handlers == handlers
    finally:
        logger.removeHandler(handler)


def test_the_log_reaches_no_one_else(caplog: pytest.LogCaptureFixture) -> None:
    sheet = StyleSheet("styles/a.css", "p { colour: red }", "strevview:a.css")
    assert Renderer((*SHEETS, sheet), ROOTS).render(text_page(""), metadata=METADATA).diagnostics
    assert caplog.records == []


def test_a_crash_of_the_renderer_is_an_error_and_no_traceback(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weasyprint import document

    # Called with a page in the place of a document, it fails inside the renderer's own module.
    monkeypatch.setattr(document.Page, "paint", lambda *_: document.Document.copy(None, [1]))
    (complaint,) = renderer.render(text_page(""), metadata=METADATA).diagnostics
    assert (complaint.code, complaint.is_error) == ("SV901", True)
    assert "weasyprint.document" in complaint.message


def test_a_fault_of_our_own_is_not_put_on_the_renderer(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from strevview.render import finish

    def broken(*_: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(finish, "write_pdf", broken)
    with pytest.raises(KeyError, match="ours"):
        renderer.render(text_page(""), metadata=METADATA)


def test_a_picture_in_the_colours_of_print_is_an_error(renderer: Renderer) -> None:
    data = io.BytesIO()
    Image.new("CMYK", (8, 8)).save(data, "JPEG")
    body = f'<img src="{picture_url("a.jpg")}" alt="A picture">'
    pictures = {"a.jpg": data.getvalue()}
    outcome = renderer.render(text_page(body), metadata=METADATA, pictures=pictures)
    (complaint,) = outcome.diagnostics
    assert (complaint.code, complaint.is_error) == ("SV902", True)
    assert "CMYK" in complaint.message
