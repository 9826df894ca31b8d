from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from PIL import Image

from strevview.diagnostics import Diagnostic, Severity, Span
from strevview.render.messages import renderer_log
from strevview.render.pdf import Renderer
from strevview.render.resources import picture_url
from strevview.style.css import StyleSheet
from tests.render.documents import FACES, LAYOUT, METADATA, ROOTS, text_page

OUTSIDE = "file:///etc/passwd"


def complaints(
    css: str,
    body: str = "<p>x</p>",
    pictures: dict[str, bytes] | None = None,
    base: str = "strevview:a.css",
) -> tuple[Diagnostic, ...]:
    sheets = (FACES, LAYOUT, StyleSheet("styles/a.css", css, base))
    renderer = Renderer(sheets, ROOTS)
    return renderer.render(text_page(body), metadata=METADATA, pictures=pictures).diagnostics


def place(line: int, column: int, length: int = 1) -> Span:
    return Span("styles/a.css", line, column, line, column + length)


def test_css_that_is_not_understood_is_a_warning_at_its_place() -> None:
    (complaint,) = complaints("p { color: red }\n  h2 { colour: blue }")
    assert complaint.code == "SV901"
    assert complaint.severity is Severity.WARNING
    assert complaint.span == place(2, 8)
    assert complaint.message == "Ignored `colour: blue`, unknown property"
    assert complaint.help is not None
    assert "take it out" in complaint.help


@pytest.mark.parametrize(
    ("css", "word"),
    [
        ("p { color red }", "Error"),
        ("p:nosuch { color: red }", "selector"),
        ("p::nosuch { color: red }", "p::nosuch"),
        ("@page :nosuch { margin: 0 }", "@page selector"),
        ("@nosuch { }", "Unknown rule"),
        ("p { }\n@import 'late.css';", "@import"),
        ("@counter-style x { system: additive }", "additive"),
    ],
)
def test_every_line_of_the_log_names_its_stylesheet(css: str, word: str) -> None:
    (complaint,) = complaints(css)
    assert complaint.code == "SV901"
    assert word in complaint.message
    assert complaint.span is not None
    assert complaint.span.path == "styles/a.css"


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
    body = text_page("").replace("<h1>", '<h1 style="font-family: Mukta">')
    (complaint,) = renderer.render(body, metadata=METADATA).diagnostics
    assert complaint.is_error
    assert "b.css" in complaint.message


def test_a_style_without_fonts_is_an_error_and_no_crash() -> None:
    rendered = Renderer((LAYOUT,), ()).render(text_page("<p>x</p>"), metadata=METADATA)
    assert (rendered.pdf, rendered.pages) == (b"", 0)
    (complaint,) = rendered.diagnostics
    assert (complaint.code, complaint.is_error) == ("SV903", True)


@pytest.mark.parametrize(
    ("css", "url", "span"),
    [
        (f'@import "{OUTSIDE}";', OUTSIDE, place(1, 10, len(OUTSIDE))),
        (f"p {{ background: url({OUTSIDE}) }}", OUTSIDE, place(1, 21, len(OUTSIDE))),
        (
            f'\n@font-face {{ font-family: Q; src: url("{OUTSIDE}") }}',
            OUTSIDE,
            place(2, 40, len(OUTSIDE)),
        ),
        ('p { background: url("http://x.org/a.png") }', "http://x.org/a.png", place(1, 22, 18)),
        (f"p::before {{ content: url({OUTSIDE}) }}", OUTSIDE, place(1, 26, len(OUTSIDE))),
        (f"p {{ list-style: url({OUTSIDE}); display: list-item }}", OUTSIDE, place(1, 21, 18)),
        (
            f"@color-profile --q {{ src: url({OUTSIDE}); components: r, g, b }}",
            OUTSIDE,
            place(1, 31, len(OUTSIDE)),
        ),
    ],
)
def test_what_css_may_not_read_is_one_error_at_its_place(css: str, url: str, span: Span) -> None:
    found = complaints(css)
    refused = [one for one in found if one.code == "SV902"]
    (complaint,) = refused
    assert complaint.is_error
    assert f"“{url}”" in complaint.message
    assert complaint.span == span
    assert {one.code for one in found} <= {"SV902", "SV901"}
    assert not [one for one in found if "Failed" in one.message or "Font-face" in one.message]


def test_a_font_of_the_machine_is_not_found_by_local() -> None:
    found = complaints('@font-face { font-family: Q; src: local("DejaVu Sans") }')
    (complaint,) = found
    assert (complaint.code, complaint.is_error) == ("SV903", True)
    assert "Font-face 'Q' cannot be loaded" in complaint.message


def test_a_font_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"no font")
    css = f'@font-face {{ font-family: Q; src: url("{(tmp_path / "a.ttf").as_uri()}") }}'
    renderer = Renderer((FACES, StyleSheet("styles/a.css", css, "strevview:a")), (*ROOTS, tmp_path))
    (complaint,) = renderer.render(
        text_page('<p style="font-family: Mukta">x</p>').replace(
            "<h1>", '<h1 style="font-family: Mukta">'
        ),
        metadata=METADATA,
    ).diagnostics
    assert (complaint.code, complaint.is_error) == ("SV903", True)


@pytest.mark.parametrize(
    ("svg", "urls"),
    [
        ('<image href="file:///etc/passwd" width="5" height="5"/>', {OUTSIDE}),
        ('<image href="http://x.org/y.png" width="5" height="5"/>', {"http://x.org/y.png"}),
        ('<image href="beside.png" width="5" height="5"/>', {"beside.png"}),
        ('<use href="other.svg#a"/><use href="file:///etc/passwd#a"/>', set()),
    ],
)
def test_an_svg_picture_reads_nothing_else(svg: str, urls: set[str]) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{svg}</svg>'.encode()
    body = f'<img src="{picture_url("a.svg")}" alt="A picture">'
    found = complaints("", body, {"a.svg": data, "beside.png": b"x"})
    assert {one.code for one in found} == ({"SV902"} if urls else set())
    assert all(any(f"“{url}”" in one.message for one in found) for url in urls)
    assert len(found) == len(urls)


@pytest.mark.parametrize(
    "data",
    [
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "file:///etc/passwd";</style></svg>',
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
    ],
    ids=["text", "import", "entity"],
)
def test_a_picture_that_cannot_be_read_is_an_error(data: bytes) -> None:
    body = f'<img src="{picture_url("one pic.svg")}" alt="A picture">'
    (complaint,) = complaints("", body, {"one pic.svg": data})
    assert complaint.code == "SV902"
    assert complaint.is_error
    assert complaint.message == "picture “one pic.svg” cannot be read as one"
    assert complaint.help == "look whether it opens elsewhere, and save it anew as PNG or JPEG"


def test_a_font_that_a_picture_brings_along_is_refused() -> None:
    data = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>'
        b"@font-face { font-family: Q; src: url(data:font/ttf,x) }</style><rect/></svg>"
    )
    (complaint,) = complaints("", f'<img src="{picture_url("a.svg")}" alt="A">', {"a.svg": data})
    assert (complaint.code, complaint.is_error) == ("SV903", True)


def test_a_link_to_no_place_is_an_error() -> None:
    (complaint,) = complaints("", '<p><a href="#nowhere">x</a></p>')
    assert (complaint.code, complaint.is_error) == ("SV901", True)
    assert "#nowhere" in complaint.message


def test_a_character_that_no_font_has_is_an_error() -> None:
    found = complaints("", "<p>Up \U0001f680 and up \U0001f680</p>")
    (complaint,) = found
    assert (complaint.code, complaint.is_error) == ("SV903", True)
    assert "“\U0001f680” (U+1F680)" in complaint.message


def test_a_text_in_a_font_that_was_not_asked_for_is_an_error() -> None:
    (complaint,) = complaints("", '<p style="font-family: Nosuch, serif">Kerning</p>')
    assert (complaint.code, complaint.is_error) == ("SV903", True)
    assert complaint.message.startswith("“K e r n i g” is set in ")
    assert complaint.message.endswith("though the style asks for Nosuch, serif")


def test_a_letter_that_the_fonts_asked_for_lack_is_an_error() -> None:
    (complaint,) = complaints("", "<p style=\"font-family: 'Source Sans 3'\">A म</p>")
    assert complaint.message.startswith("“म” is set in Mukta, though the style asks for Source")


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
    complaints("p { colour: red }")
    assert caplog.records == []


def test_a_crash_of_the_renderer_is_an_error_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from weasyprint import document

    # Called with a page in the place of a document, it fails inside the renderer's own module.
    monkeypatch.setattr(document.Page, "paint", lambda *_: document.Document.copy(None, [1]))
    (complaint,) = complaints("")
    assert (complaint.code, complaint.is_error) == ("SV901", True)
    assert "weasyprint.document" in complaint.message


def test_a_fault_of_our_own_is_not_put_on_the_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    from strevview.render import finish

    def broken(*_: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(finish, "write_pdf", broken)
    with pytest.raises(KeyError, match="ours"):
        complaints("")


def test_a_picture_in_the_colours_of_print_is_an_error() -> None:
    data = io.BytesIO()
    Image.new("CMYK", (8, 8)).save(data, "JPEG")
    body = f'<img src="{picture_url("a.jpg")}" alt="A picture">'
    (complaint,) = complaints("", body, {"a.jpg": data.getvalue()})
    assert (complaint.code, complaint.is_error) == ("SV902", True)
    assert "CMYK" in complaint.message
