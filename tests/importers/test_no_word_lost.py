"""Whatever a file holds, its words and links are in the draft, or among what was left out."""

from __future__ import annotations

import re
import string
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from strevview.importers.importing import import_file
from strevview.model.dates import Period
from tests.importers.docx_files import docx_bytes, field, mark

QUICK = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LETTERS = string.ascii_letters + string.digits + "éß中国शोध’“”–—-&<>.,;:()[]*_`#|!\\/"
WORD = st.text(LETTERS, min_size=1, max_size=9)
WORDS = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


def import_whole(path: Path) -> set[str]:
    """Import a file: a draft that is proved to hold everything, or an error; return its code."""
    imported = import_file(path, path.parent, Period.parse("2025-07"))
    found = {complaint.code for complaint in imported.diagnostics}
    errors = {complaint.code for complaint in imported.diagnostics if complaint.is_error}
    assert (imported.text is None) == bool(errors)
    assert not found & {"SV939", "SV950", "SV957"}, imported.diagnostics
    return errors


def assert_nothing_is_lost(path: Path) -> None:
    """Import a file; it is whole, or refused for having no text."""
    assert import_whole(path) <= {"SV945", "SV955"}


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return (
        f"<w:r><w:rPr>{properties}</w:rPr>"
        f'<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'
    )


RUN = st.builds(run, WORDS.map(lambda text: f" {text} "), st.sampled_from(["", "<w:b/>", "<w:i/>"]))
SPACE = st.sampled_from(
    ["<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "<w:r><w:br/><w:br/></w:r>", run(" ")]
)
WRAPPED = st.one_of(
    RUN.map(lambda inner: f'<w:hyperlink r:id="a">{inner}</w:hyperlink>'),
    RUN.map(lambda inner: f'<w:hyperlink w:anchor="x">{inner}</w:hyperlink>'),
    RUN.map(lambda inner: f'<w:ins w:id="1">{inner}</w:ins>'),
    RUN.map(lambda inner: f'<w:moveFrom w:id="1">{inner}</w:moveFrom>'),
    WORDS.map(lambda text: f'<w:del w:id="1">{run(text, tag="delText")}</w:del>'),
    RUN.map(lambda inner: f"<w:smartTag>{inner}</w:smartTag>"),
    RUN.map(lambda inner: f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"),
    WORDS.map(lambda text: run(f" {text} ", "<w:vanish/>")),
    st.just(mark("begin") + '<w:r><w:instrText>HYPERLINK "https://e.f"</w:instrText></w:r>'),
    st.builds(field, st.sampled_from(['HYPERLINK "https://a.b"', "REF x", "PAGEREF y"]), RUN),
    st.builds(
        lambda code, inner: f"<w:fldSimple w:instr={quoteattr(code)}>{inner}</w:fldSimple>",
        st.sampled_from(["HYPERLINK https://c.d", "DATE"]),
        RUN,
    ),
    st.integers(1, 3).map(lambda n: f'<w:r><w:footnoteReference w:id="{n}"/></w:r>'),
    WORDS.map(lambda text: f"<m:oMath><m:r><m:t> {escape(text)} </m:t></m:r></m:oMath>"),
)
INLINE = st.lists(st.one_of(RUN, SPACE, WRAPPED), max_size=5).map("".join)
PROPERTIES = st.sampled_from(
    [
        "",
        '<w:outlineLvl w:val="0"/>',
        '<w:numPr><w:numId w:val="1"/></w:numPr>',
        '<w:jc w:val="center"/>',
        '<w:ind w:left="900" w:right="900"/>',
        '<w:rPr><w:del w:id="9"/></w:rPr>',
    ]
)
PARAGRAPH = st.builds(
    lambda properties, inner: f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>", PROPERTIES, INLINE
)


def holders(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return what holds paragraphs: tables, controls, text boxes said twice."""
    some = st.lists(inner, min_size=1, max_size=3).map("".join)
    box = (
        "<w:p>{0}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        "<wps:txbx><w:txbxContent>{1}</w:txbxContent></wps:txbx></wp:anchor></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{1}</w:txbxContent></v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    return st.one_of(
        some.map(lambda content: f"<w:tbl><w:tr><w:tc>{content}</w:tc></w:tr></w:tbl>"),
        some.map(lambda content: f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"),
        st.builds(box.format, RUN, some),
    )


BODY = st.lists(st.recursive(PARAGRAPH, holders, max_leaves=4), min_size=1, max_size=6).map("".join)


@QUICK
@given(body=BODY, notes=st.lists(INLINE, min_size=3, max_size=3), header=INLINE)
def test_docx(tmp_path: Path, body: str, notes: list[str], header: str) -> None:
    footnotes = "".join(
        f'<w:footnote w:id="{number}"><w:p>{note}</w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    path = tmp_path / "x.docx"
    path.write_bytes(
        docx_bytes(
            body,
            links={"a": "https://a.example"},
            footnotes=footnotes,
            header=f"<w:p>{header}</w:p>",
        )
    )
    assert_nothing_is_lost(path)


MARKED = st.one_of(
    WORDS,
    WORDS.map("**{}**".format),
    WORDS.map("*{}*".format),
    WORDS.map("[{}](https://a.example)".format),
    # A bracket within ends such a span, and what follows is text.
    WORDS.map(lambda text: "[{}]{{.underline}}".format(re.sub(r"[\[\]]", "", text))),
    WORDS.map("<u>{}</u>".format),
    WORDS.map("<!-- {} -->".format),
    st.sampled_from(["[^1]", "[^2]", "<br>", "\\\n", "\n", "https://c.example/x.", "`code`"]),
)
LINE = st.lists(MARKED, min_size=1, max_size=5).map(" ".join)
MARKDOWN = st.lists(
    st.one_of(
        LINE,
        LINE.map("# {} {{#x}}".format),
        LINE.map("- {}".format),
        LINE.map("  - {}".format),
        LINE.map("1. {}".format),
        LINE.map("> {}".format),
        LINE.map("    {}".format),
        LINE.map("<div>{}</div>".format),
        LINE.map("[^1]: {}".format),
        LINE.map("::: box\n{}\n:::".format),
        LINE.map("```\n{}\n```".format),
        WORDS.map("![alt](none.png '{}')".format),
        LINE.map("|{}|b|\n|---|---|\n|c|d|".format),
        st.just("---"),
    ),
    min_size=1,
    max_size=8,
)


@QUICK
@example(blocks=["<v>iv"], gap="\n")
@example(blocks=["<div><s<div>"], gap="\n")
@example(blocks=["<!e><e", ">"], gap="\n\n")
@example(blocks=["[^1]ne"], gap="\n")
@example(blocks=["[^1]le", "[^1]:"], gap="\n")
@example(blocks=["<div", "[^1]:[o](e)"], gap="\n")
@example(blocks=["[^1]: u", "<||", "-|-", "c|d"], gap="\n")
@example(blocks=["[^1]:1q]{.e}", "v"], gap="\n\n")
@example(blocks=["[^1]:", "    e<u>\n>0"], gap="\n\n")
@example(blocks=["[^1]:\nJ`\n)\n`u"], gap="\n")
@example(blocks=["---", "<v>", "---", "<a!>"], gap="\n")
@example(blocks=["{.e}ne"], gap="\n")
@example(blocks=["0 [\\]{.underline}"], gap="\n")
@example(blocks=["[1]:[q]{.e}", "v"], gap="\n")
@example(blocks=["no6/5"], gap="\n")
@example(blocks=["[a][b", ">http://le"], gap="\n\n")
@given(blocks=MARKDOWN, gap=st.sampled_from(["\n", "\n\n"]))
def test_markdown(tmp_path: Path, blocks: list[str], gap: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(gap.join(blocks), "utf-8")
    assert_nothing_is_lost(path)


ROW = st.one_of(
    WORDS,
    WORDS.map("• {}".format),
    WORDS.map("  - {}".format),
    WORDS.map("1. {}".format),
    WORDS.map("[1] https://a.example/{}".format),
    st.builds("{:<40}   {}".format, WORDS, WORDS),
    st.sampled_from(["", "", "\f", "HIGHLIGHTS", "A Title", "12", "-----", "MP-IDSA   3", "word-"]),
    st.lists(WORDS, min_size=3, max_size=6).map(" ".join),
)


@QUICK
@given(rows=st.lists(ROW, min_size=1, max_size=40))
def test_text(tmp_path: Path, rows: list[str]) -> None:
    path = tmp_path / "x.txt"
    path.write_text("\n".join(rows), "utf-8")
    assert_nothing_is_lost(path)


@pytest.mark.parametrize("ending", [".docx", ".md", ".txt"])
@settings(QUICK, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(b"PK\x03\x04".__add__)))
def test_any_bytes_end_in_a_draft_or_an_error(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    import_whole(path)


STYLES = (
    '<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/><w:ind w:left="9"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr>'
    "</w:style>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
ODD = st.sampled_from(["", "-1", "9" * 30, "abc", "1.5", "é", "none", "1", "a", '"', "<", "&#0;"])


@QUICK
@given(body=BODY, values=st.lists(st.tuples(st.integers(0, 400), ODD), min_size=1, max_size=6))
def test_odd_values_in_a_document_end_in_a_draft_or_an_error(
    tmp_path: Path, body: str, values: list[tuple[int, str]]
) -> None:
    whole = f"{body}\0{STYLES}\0{NUMBERING}"
    for place, odd in values:
        found = list(re.finditer(r'(?<==")[^"]*(?=")', whole))
        chosen = found[place % len(found)]
        whole = whole[: chosen.start()] + odd + whole[chosen.end() :]
    body, styles, numbering = whole.split("\0")
    path = tmp_path / "x.docx"
    path.write_bytes(docx_bytes(body, styles=styles, numbering=numbering))
    import_whole(path)
