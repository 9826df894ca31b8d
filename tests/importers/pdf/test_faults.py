"""Whatever a file is, it ends in a clear message."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from strevview.importers import pdf_page, pdf_reader
from strevview.importers.blocks import Document
from strevview.importers.importing import read_pdf
from tests.importers.pdf.sheets import FOX, Sheets, jpeg
from tests.importers.pdf.told import texts
from tests.importers.pdf.typeset import typeset


def read_here(path: Path) -> Document:
    """Read a PDF in this process."""
    document, _ = pdf_reader.read_document(path)
    return document


def codes(document: Document) -> list[str]:
    return [each.code for each in document.diagnostics]


def told(document: Document) -> str:
    """Return the one error of a document that could not be read."""
    (fault,) = document.diagnostics
    assert fault.is_error
    assert fault.help
    assert fault.span is not None
    assert document.blocks == ()
    return f"{fault.code} {fault.message} {fault.help}"


def good(tmp_path: Path) -> Path:
    sheets = Sheets()
    sheets.sheet().paragraph(100, FOX)
    return sheets.save(tmp_path / "good.pdf")


def test_a_pdf_is_read_apart_as_it_is_here(tmp_path: Path) -> None:
    path = good(tmp_path)
    document = read_pdf(path)[0]
    assert document == read_here(path)
    assert read_pdf(path) == pdf_reader.read_document(path)
    assert texts(document) == [FOX]
    assert document.name == "good.pdf"
    assert document.pages == 1


def test_modules_of_the_folder_are_not_taken_for_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = good(tmp_path)
    (tmp_path / "pickle.py").write_text("raise SystemExit(3)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert texts(read_pdf(path)[0]) == [FOX]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"hello", "SV930"),
        (b"%PDF-1.7\nnothing of it", "SV930"),
        (b"%PDF-1.7\n%\xff\n" + b"[" * 10_000, "SV930"),
    ],
)
def test_what_is_no_pdf(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert told(read_pdf(path)[0]).startswith(code)


def test_a_password(tmp_path: Path) -> None:
    path = good(tmp_path)
    with pikepdf.open(path) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="a", owner="b"))
        pdf.save(tmp_path / "open.pdf", encryption=pikepdf.Encryption(user="", owner="b"))
    assert told(read_pdf(tmp_path / "locked.pdf")[0]).startswith(
        "SV931 a password protects this PDF"
    )
    assert texts(read_pdf(tmp_path / "open.pdf")[0]) == [FOX]


@pytest.mark.parametrize(
    "pages", ["scanned", "written and scanned", "written and scanned and scanned", "blank"]
)
def test_pages_without_text(tmp_path: Path, pages: str) -> None:
    sheets = Sheets()
    sheets.jpeg("page", jpeg(), 60, 40)
    for page in pages.split(" and "):
        sheet = sheets.sheet()
        if page == "scanned":
            sheet.image((0, 0, 595, 842), "page")
        elif page == "written":
            sheet.paragraph(100, FOX)
    document = read_here(sheets.save(tmp_path / "a.pdf"))
    if pages == "scanned":
        message = told(document)
        assert message.startswith("SV932")
        assert "ocrmypdf" in message
    elif pages == "blank":
        assert told(document).startswith("SV933")
    else:
        assert texts(document) == [FOX]
        assert codes(document) == ["SV935"]
        number = "pages 2–3: " if pages.endswith("scanned and scanned") else "page 2: "
        assert document.diagnostics[0].message.startswith(number)


def test_too_many_pages(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(2_001):
            pdf.add_blank_page()
        pdf.save(tmp_path / "a.pdf")
    assert told(read_here(tmp_path / "a.pdf")).startswith("SV934 this PDF has 2,001 pages")


def test_too_many_letters_on_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "MOST_LETTERS", 100)
    assert told(read_here(good(tmp_path))).startswith("SV934 page 1 has more than 100 letters")


def test_forms_within_forms_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        form = None
        for _ in range(14):
            inner = pdf.make_stream(b"0 0 m 1 1 l S" if form is None else b"/X Do " * 10)
            inner.stream_dict.update(
                {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 9, 9])}
            )
            if form is not None:
                inner.stream_dict.Resources = Dictionary(XObject=Dictionary(X=form))
            form = inner
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=form))
        pdf.pages[0].Contents = pdf.make_stream(b"/X Do")
        pdf.save(path)
    message = told(read_pdf(path, patience=1.0)[0])
    assert message.startswith("SV934 this PDF takes longer than 1 s")


@pytest.mark.parametrize("what", ["too large", "note"])
def test_what_is_left_out_of_a_page_is_told(tmp_path: Path, what: str) -> None:
    path = good(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        if what == "note":
            note = Dictionary(
                Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([70, 70, 200, 90]),
                Contents=pikepdf.String("Seen by the editor"), DA=pikepdf.String("/Helv 9 Tf"),
            )  # fmt: skip
            page.Annots = Array([pdf.make_indirect(note)])
        else:
            image = pdf.make_stream(b"")
            image.write(zlib.compress(bytes(100_000)), filter=Name.FlateDecode)
            image.stream_dict.update(
                {
                    "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 40_000,
                    "/Height": 40_000, "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8,
                }
            )  # fmt: skip
            page.Resources.XObject = Dictionary(I=image)
            draw = b" q 200 0 0 200 100 300 cm /I Do Q"
            page.Contents = pdf.make_stream(page.Contents.read_bytes() + draw)
        pdf.save(path)
    document = read_here(path)
    assert texts(document) == [FOX]
    assert codes(document) == ["SV935"]
    assert what in document.diagnostics[0].message


def test_fonts_that_do_not_name_their_letters(tmp_path: Path) -> None:
    path = typeset(tmp_path / "a.pdf", f"<p>{FOX}</p>", tagged=False)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for each in pdf.objects:
            if isinstance(each, Dictionary) and "/ToUnicode" in each:
                del each.ToUnicode
        pdf.save(path)
    message = told(read_here(path))
    assert message.startswith("SV936")
    assert "ocrmypdf --force-ocr" in message


def test_single_letters_that_cannot_be_told(tmp_path: Path) -> None:
    # What WeasyPrint writes of Devanagari by itself has gaps in its tables.
    body = f"<p>{FOX}</p><p lang=hi>मनोहर पर्रिकर रक्षा अध्ययन एवं विश्लेषण संस्थान</p>"
    document = read_here(typeset(tmp_path / "a.pdf", body, tagged=False))
    assert texts(document)[0] == FOX
    assert codes(document) == ["SV935"]
    assert "�" in texts(document)[1]


@pytest.mark.parametrize("step", range(12))
def test_damaged_files_are_read_or_refused(tmp_path: Path, step: int) -> None:
    data = bytearray(good(tmp_path).read_bytes())
    for place in range(20 + step * 7, len(data), 97):
        data[place] ^= 1 << step % 8
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    document = read_here(path)
    if not document.blocks:
        assert codes(document)[0].startswith("SV93")
