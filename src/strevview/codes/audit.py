"""SV910 to SV919: what a finished PDF lacks of its issue (`strevview.audit`)."""

from __future__ import annotations

from strevview.codes.page import Page, Stage, explained
from strevview.diagnostics import Severity

_WORDS_LOST = """
Words of the issue are not in the PDF.

What:
    The finished PDF was read back, and words of a text, a title, a highlight, a caption or a
    credit, a date that is to be printed, or the issue's number were not found in it.

Why:
    A renderer can drop text without a word: whole paragraphs go missing, and nobody reads the page
    again word for word. This is what the audit is for; the PDF is not written.

Example:
    main { columns: 2 }   /* or a grid of many rows, or a long float */

Fix:
    In a style of your own, lay out with blocks, tables, or one grid or flex box an item, and print
    every value that an issue has (docs/styles.md). The message names the item, the words, and what
    stands before the gap. In the style that ships, it is a fault of strevview: report it with the
    issue.
"""

_LINK = """
A link is lost, leads elsewhere, or is not the issue's.

What:
    Words that are a link in the issue are none in the PDF or lead to another address; a highlight
    does not lead to where its section begins; or the PDF has a link that leads nowhere, stands on
    other words, or has an address that the issue does not know.

Why:
    A review is worth its sources: a reader has to reach each of them, and none that nobody chose.

Example:
    <p>{{ item.body | striptags }}</p>

Fix:
    In a style of your own, print `item.body` as it is given, let each section's heading bear
    `section.anchor` as its `id` and each highlight lead to `highlight.anchor`, and link to nothing
    but what the issue and the series give. In the style that ships, report it with the issue.
"""

_PICTURE_LOST = """
A picture of the issue is not in the PDF.

What:
    A figure's picture, or the cover's, was not painted, is off the page or too small to be seen, or
    is not tagged with its description (`alt:`).

Why:
    The caption would speak of a picture that is not there, or a screen reader would pass it by.

Example:
    figure img { display: none }

Fix:
    In a style of your own, print each picture as `<img src alt>` inside a `<figure>`, in a box that
    has room for it, and not as a background. In the style that ships, report it with the issue.
"""

_HEADING_LOST = """
A section's heading or bookmark is lost.

What:
    A section's title is not in the PDF, is printed without being a heading, or has no bookmark that
    leads to the page on which the section begins.

Why:
    Bookmarks and headings are the table of contents of a PDF: with them a reader finds a section,
    and one who listens leaps from one to the next.

Example:
    <p class="title">{{ section.title }}</p>

Fix:
    In a style of your own, print `section.title` as a heading (`<h2>`), leave `bookmark-level` of
    headings alone, and keep the sections in their order. In the style that ships, report it with
    the issue.
"""

_NOT_VISIBLE = """
Words are in the PDF and cannot be seen.

What:
    Words stand outside the margins or off the page, are cut off, lie under something else, or have
    the colour of their ground.

Why:
    A search finds such words, and a person who looks at the page does not.

Example:
    .credit { color: #ffffff }   /* on white paper */

Fix:
    Look at the page that the message names. A long word or address that runs out of its line: let
    it break (`overflow-wrap: anywhere`). A box that is too small: take its `height` or `overflow:
    hidden` away. Text over something else: give it another place or another colour.
"""

_BLANK_PAGE = """
A page of the PDF is blank.

What:
    A page has neither text nor picture, apart from its header, footer and page number; or the PDF
    has no page at all.

Why:
    A blank page in the middle of an issue looks as if something were missing.

Example:
    section { break-before: page; break-after: page }

Fix:
    In a style of your own, take out a page break that follows another one, or a box that is as high
    as the page. In the style that ships, report it with the issue.
"""

_FONT = """
A font of the PDF is not embedded, or is not the style's.

What:
    Text is set in a font that does not travel in the PDF, or in one that the style does not name.

Why:
    The page would look otherwise on the next machine, and PDF/A forbids it: in fifty years the
    font is nowhere to be found.

Example:
    body { font-family: Georgia, serif }

Fix:
    Ask for the families that stand under `fonts:` in `style.yaml` and for no others, and name there
    one that has the letters of the text.
"""

_MISSING_GLYPH = """
A character is printed as a box, or as nothing.

What:
    None of the fonts has a sign for a character of the PDF, or the PDF does not say which character
    a sign stands for. In a draft it is a warning.

Why:
    The reader sees a box where a letter of a name should be, and a search does not find the name.

Example:
    text: |
      The launch was watched by ཚེ་རིང༌།   # in a style without a font for Tibetan

Fix:
    Name a font that has the character under `fonts:` in `style.yaml`, or write it otherwise: an
    emoji or a sign from a word processor is often there by mistake.
"""

_ORDER = """
Something stands in another order than in the issue.

What:
    A text, a caption or a picture comes before what it follows in the issue, stands above it on the
    page, or away from its item.

Why:
    A person reads down the page, a screen reader follows the order inside the PDF. Where the two
    are not the issue's order, one of them hears another story.

Example:
    .items { display: flex; flex-direction: column-reverse }

Fix:
    In a style of your own, keep to the order of the template: no `order`, no `…-reverse`, no
    `position` that lifts text above what it follows; a figure stands inside its item. In the style
    that ships, report it with the issue.
"""

_NOT_OURS = """
The PDF is none that strevview can read back.

What:
    The file is no PDF, is damaged or encrypted, has no tags, or does not carry what strevview puts
    into each of its PDFs: the issue it was made from, and the record of what shaped it. Or the
    issue that it carries is none that this strevview can read.

Why:
    `audit` holds a PDF against the issue that it carries, and `extract` writes that issue out.
    From another program's PDF, or one that another program saved anew, neither can be had.

Example:
    $ strevview audit scan.pdf
    scan.pdf:1:1 SV919 this PDF is not as strevview wrote it

Fix:
    Take the PDF as strevview wrote it, not a copy that was printed, signed, made smaller or saved
    by another program. To make an issue file of any other PDF there is `strevview import`.
"""


def _page(code: str, name: str, text: str, example: str, stage: Stage = Stage.BUILD) -> Page:
    return explained(code, name, stage, text, severity=Severity.ERROR, example=example)


PAGES: tuple[Page, ...] = (
    _page("SV910", "words-lost", _WORDS_LOST, "css"),
    _page("SV911", "link-lost", _LINK, "html"),
    _page("SV912", "picture-lost", _PICTURE_LOST, "css"),
    _page("SV913", "heading-lost", _HEADING_LOST, "html"),
    _page("SV914", "not-to-be-seen", _NOT_VISIBLE, "css"),
    _page("SV915", "blank-page", _BLANK_PAGE, "css"),
    _page("SV916", "font-not-of-the-style", _FONT, "css"),
    _page("SV917", "character-without-sign", _MISSING_GLYPH, "yaml"),
    _page("SV918", "out-of-order", _ORDER, "css"),
    _page("SV919", "not-read-back", _NOT_OURS, "console", Stage.AUDIT),
)
