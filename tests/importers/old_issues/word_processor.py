"""An issue typed in a word processor, as a DOCX file written by python-docx."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tests.importers.old_issues.pictures import as_png, millimetres
from tests.importers.old_issues.printed import Drawing, Passage, PrintedIssue, Words

BLUE = RGBColor(0x05, 0x63, 0xC1)
# Word's own style for links: LibreOffice exports those links alone that have it.
HYPERLINK = "Hyperlink"
FONT = "Liberation Serif"
HINDI_FONT = "Lohit Devanagari"
CHINESE_FONT = "WenQuanYi Micro Hei"
# The second is that of web pages.
FONTS = (FONT, "Liberation Sans", HINDI_FONT, CHINESE_FONT)


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody types an issue.

    Attributes:
        styles: Headings, lists and captions have the styles made for them; else they only look so.
        links: The ways in which links are made, in turn: `relation`, `field`, `simple`.
        dead_links: A reference to a page that is gone is still a link, to nowhere.
        columns: Of the text; the cover has one.
        hyphens: Words break at line ends.
    """

    styles: bool = True
    links: tuple[str, ...] = ("relation",)
    dead_links: bool = False
    columns: int = 1
    hyphens: bool = False


def write_docx(issue: PrintedIssue, habits: Habits, target: Path) -> None:
    """Write an issue as somebody with these habits would have typed it."""
    _Typist(issue, habits, target).write()


class _Typist:
    def __init__(self, issue: PrintedIssue, habits: Habits, target: Path) -> None:
        self.issue = issue
        self.habits = habits
        self.target = target
        self.document: Docx = Document()
        self.ways = cycle(habits.links)

    def write(self) -> None:
        self._set_up()
        self._cover()
        self._start_text()
        for theme in self.issue.themes:
            self._heading(theme.title)
            for event in theme.events:
                for passage in event.passages:
                    self._passage(passage)
                for drawing in event.drawings:
                    self._picture(drawing)
        self.document.save(str(self.target))

    def _set_up(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.name = FONT
        normal.font.size = Pt(11)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), CHINESE_FONT)
        fonts.set(qn("w:cs"), HINDI_FONT)
        for heading in ("Heading 1", "Caption", "List Bullet"):
            style = self.document.styles[heading]
            style.font.name = FONT
            # The template's theme fonts would win over the name.
            for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                style.element.get_or_add_rPr().get_or_add_rFonts().attrib.pop(qn(f"w:{key}"), None)
        link = self.document.styles.add_style(HYPERLINK, WD_STYLE_TYPE.CHARACTER)
        link.font.color.rgb = BLUE
        link.font.underline = True
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        normal.element.get_or_add_rPr().append(language)
        if self.habits.hyphens:
            self.document.settings.element.append(OxmlElement("w:autoHyphenation"))
        self.document.core_properties.title = f"{self.issue.title.title()}, {self.issue.month}"
        self.document.core_properties.author = self.issue.publisher_short
        self._paper(self.document.sections[0])

    def _paper(self, section: Section) -> None:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(25)

    def _cover(self) -> None:
        issue = self.issue
        self._centred(issue.publisher.upper(), 20, bold=True)
        self._centred(issue.local_name, 16)
        self._blank(3)
        for line in issue.title_lines:
            self._centred(line, 28, bold=True)
        self._centred(issue.month, 18)
        self._blank(2)
        self._line("HIGHLIGHTS", bold=True, size=14)
        for highlight in issue.highlights:
            if self.habits.styles:
                entry = self.document.add_paragraph(style="List Bullet")
                entry.add_run(highlight).bold = True
            else:
                self._line(f"•\t{highlight}", bold=True)

    def _start_text(self) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._paper(section)
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        if self.habits.columns > 1:
            columns = section._sectPr.xpath("./w:cols")[0]
            columns.set(qn("w:num"), str(self.habits.columns))
            columns.set(qn("w:space"), "425")
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        section._sectPr.append(numbering)
        header = section.header.paragraphs[0]
        header.text = f"{self.issue.title}\t\t{self.issue.month}"
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        footer.add_run(f"{self.issue.publisher_short} | ")
        _add_field(footer, " PAGE ", footer.add_run("1"))

    def _heading(self, title: str) -> None:
        if self.habits.styles:
            self.document.add_heading(title, level=1)
            return
        line = self._line(title, bold=True, size=14)
        line.paragraph_format.keep_with_next = True
        self._blank(1)

    def _passage(self, passage: Passage) -> None:
        style = None
        if self.habits.styles and (passage.listed or passage.quoted):
            bullet = "List Number" if passage.numbered else "List Bullet"
            style = bullet if passage.listed else "Quote"
        paragraph = self.document.add_paragraph(style=style)
        paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if passage.listed and not self.habits.styles:
            paragraph.add_run("•\t")
        if passage.quoted and not self.habits.styles:
            paragraph.paragraph_format.left_indent = Mm(12)
        for words in passage.words:
            self._words(paragraph, words)
        # Who knows no styles sets paragraphs apart by an empty one.
        if self.habits.styles:
            paragraph.paragraph_format.space_after = Pt(8)
        else:
            self._blank(1)

    def _words(self, paragraph: Paragraph, words: Words) -> None:
        run = paragraph.add_run(words.text)
        run.bold = words.bold or None
        run.italic = words.italic or None
        if words.address or (words.address == "" and self.habits.dead_links):
            run.style = HYPERLINK
            way = next(self.ways) if words.address else "relation"
            _LINKS[way](paragraph, words.address, run)

    def _picture(self, drawing: Drawing) -> None:
        png = as_png(drawing.file, self.target.with_name(f"{drawing.file.stem}.png"))
        holder = self.document.add_paragraph()
        holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
        holder.paragraph_format.keep_with_next = True
        width = min(millimetres(drawing.file)[0], 160 if self.habits.columns == 1 else 72)
        shape = holder.add_run().add_picture(str(png), width=Mm(width))
        shape._inline.docPr.set("descr", drawing.alt)
        png.unlink()
        if self.habits.styles:
            caption = self.document.add_paragraph(f"{drawing.caption} ", style="Caption")
            caption.add_run(f"({drawing.credit.rstrip('.')})")
            return
        under = self._line(drawing.caption, size=9)
        under.alignment = WD_ALIGN_PARAGRAPH.CENTER
        under.runs[0].italic = True
        self._blank(1)

    def _line(self, text: str, *, bold: bool = False, size: float | None = None) -> Paragraph:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = bold or None
        run.font.size = None if size is None else Pt(size)
        paragraph.paragraph_format.space_after = Pt(4)
        return paragraph

    def _centred(self, text: str, size: float, *, bold: bool = False) -> None:
        line = self._line(text, bold=bold, size=size)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if not text.isascii():
            # A complex script takes its size from a key of its own (ISO 29500-1, 17.3.2.39).
            complex_size = OxmlElement("w:szCs")
            complex_size.set(qn("w:val"), str(round(size * 2)))
            properties = line.runs[0]._r.get_or_add_rPr()
            properties.append(complex_size)
            properties.append(OxmlElement("w:cs"))

    def _blank(self, lines: int) -> None:
        for _ in range(lines):
            self.document.add_paragraph().paragraph_format.space_after = Pt(0)


def _as_relation(paragraph: Paragraph, address: str, run: Run) -> None:
    """Make a run a link whose address stands among the relations (ISO 29500-1, 17.16.22)."""
    link = OxmlElement("w:hyperlink")
    if address:
        kind = RELATIONSHIP_TYPE.HYPERLINK
        link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run._r.addprevious(link)
    link.append(run._r)


def _as_field(paragraph: Paragraph, address: str, run: Run) -> None:
    """Make a run the result of a typed HYPERLINK field (ISO 29500-1, 17.16.5.25)."""
    _add_field(paragraph, f' HYPERLINK "{address}" ', run)


def _as_simple_field(paragraph: Paragraph, address: str, run: Run) -> None:
    """Make a run the result of a simple HYPERLINK field (ISO 29500-1, 17.16.19)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f' HYPERLINK "{address}" ')
    run._r.addprevious(field)
    field.append(run._r)


_LINKS: dict[str, Callable[[Paragraph, str, Run], None]] = {
    "relation": _as_relation,
    "field": _as_field,
    "simple": _as_simple_field,
}


def _add_field(paragraph: Paragraph, instruction: str, run: Run) -> None:
    """Make a run the result of a field: begin, instruction, separator, the run, end."""
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = instruction
    for part in (_mark("begin"), text, _mark("separate")):
        holder = paragraph.add_run()._r
        holder.append(part)
        run._r.addprevious(holder)
    paragraph.add_run()._r.append(_mark("end"))


def _mark(kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
