"""SV901 to SV907: what a style has wrong, and what the renderer says while it prints."""

from __future__ import annotations

from strevview.codes.page import Page, Stage, explained
from strevview.diagnostics import Severity

BUILD, AUDIT, ERROR = Stage.BUILD, Stage.AUDIT, Severity.ERROR

_STYLE_SHEET = """
The renderer cannot do what the style asks for.

What:
    A line of a stylesheet or a template is not understood, is left out, or would give a page that
    some readers cannot read. What the page can do without is a warning: an unknown property, a
    value that is none, a link in a page margin, which prints as plain text. What spoils the page is
    an error: a stylesheet that cannot be read, `text-overflow: ellipsis`, text with `opacity`, a
    link that attaches a file, CSS that the renderer breaks off at, such as `calc(1px+)`.

Why:
    A line that is left out changes the look of every issue without a word. Text that is hidden or
    see-through is on the page, and a screen reader or a search passes it by.

Example:
    h2 { colr: #1b2a4a }
    p.place { text-overflow: ellipsis }

Fix:
    Mend the line that the complaint points at: the name of the property, or its value. Let long
    text wrap in the place of an ellipsis, and give text a lighter colour in the place of `opacity`.
    Where the complaint has no line, take out the CSS that was added last. docs/styles.md says what
    a style may not do.
"""

_RESOURCE = """
A picture or a file that the page needs was not taken.

What:
    A stylesheet, a template or an issue names a file that is not there, lies outside the folders of
    the issue and the style, is an address on the web, cannot be read as a picture, or is a picture
    in the colours of print (CMYK).

Why:
    The page would print with a hole in the picture's place. Nothing is fetched from the network, so
    that an issue can be built again when the address is long gone.

Example:
    header { background: url(https://www.example.org/logo.png) }

Fix:
    Put the file into the folder of the style (or of the issue, for its pictures) and name it
    relative to the file that uses it. Save a picture that cannot be read anew, as PNG or JPEG in
    RGB.
"""

_FONT = """
A letter or a text has no font of the style.

What:
    A character of the issue is in none of the style's fonts, a text is set in another family than
    the stylesheet asks for, a font's file cannot be loaded, or the style has no font at all. In a
    draft a letter without its font is a warning, one a word; and so is what the library for fonts
    merely remarks upon.

Why:
    In the place of the letter a box is printed, or a letter of a face that nobody chose. The
    machine's own fonts are never used, for they differ from one machine to the next.

Example:
    text: |
      The probe is named 嫦娥六号.   # in a style without a font for Chinese

Fix:
    Name a family that has the letters under `fonts:` in `style.yaml`, with its script where it is
    for other words than the text's (`scripts: [Hani]`), and add it to the families that the
    stylesheet asks for. Or write the word in other letters.
"""

_NOT_CONFORMING = """
The PDF does not conform to PDF/A-3a or PDF/UA-1.

What:
    `strevview audit` asked the validators that are installed, page-validation and outloud, and one
    of them objects. The message has the standard, the validator's words and the number of its
    rule. What outloud calls a warning is one here.

Why:
    An archive may refuse the file, and a reader with a screen reader may not be able to use it.

Example:
    out/2025-07.pdf:1:1 SV904 not PDF/UA-1: the link has no description (7.18.5)

Fix:
    With a style of your own, look for the part of the page that the message names:
    docs/styles.md says what a style has to keep to, and building the issue in the style that
    ships (`style: mpidsa`) tells whether the style is the cause. With that style it is a fault of
    strevview: report it with the PDF.
"""

_NO_STYLE = """
There is no style of that name.

What:
    `style:` in the issue or in `series.yaml` names a folder that is neither in `styles/` beside the
    issues' folder nor among the styles that ship with strevview; or the folder has no `style.yaml`.

Why:
    Without its style an issue cannot be printed, and in another one it would look like another
    publication.

Example:
    style: mpdisa

Fix:
    Correct the name; the complaint lists the styles there are. `strevview doctor` says where those
    that ship are, to begin one of your own from.
"""

_TEMPLATE = """
A template of the style fails.

What:
    Jinja cannot read a template, or cannot fill it: a name that templates are not given, a template
    that is not among `parts:`, a sum or a call that fails, or a thing that its sandbox forbids. Or
    it takes more memory than any page needs: half a gigabyte, or four million characters of HTML.

Why:
    A template that broke off would print half an issue.

Example:
    <h2>{{ section.titel }}</h2>

Fix:
    Mend the line that the complaint points at. docs/styles.md lists what templates are given
    (`section.title`); a template that another one includes has to stand under `parts:` in
    `style.yaml`.
"""

_MISSING_FILE = """
Something that the style names is not there.

What:
    `style.yaml` names a file that is not in the style's folder or lies outside it, a font package
    that is not installed, a font that the package has not, or a family that is not among `fonts:`.
    Or the folder holds what a style cannot hold: a link that leads out of it, a file that cannot be
    read, more than 200 files or 32 MiB.

Why:
    A style travels with the PDFs that were made in it, so that they can be built again. What lies
    elsewhere would stay behind.

Example:
    stylesheets:
      - ../shared/text.css

Fix:
    Put the file into the style's folder and name it relative to that, install the font package
    (`pip install …`), or correct the name. Files that do not belong to the style go elsewhere.
"""

PAGES: tuple[Page, ...] = (
    explained("SV901", "stylesheet", BUILD, _STYLE_SHEET, severity=ERROR, example="css"),
    explained("SV902", "file-not-taken", BUILD, _RESOURCE, severity=ERROR, example="css"),
    explained("SV903", "letter-without-font", BUILD, _FONT, severity=ERROR, example="yaml"),
    explained("SV904", "not-conforming", AUDIT, _NOT_CONFORMING, severity=ERROR, example="text"),
    explained("SV905", "no-such-style", BUILD, _NO_STYLE, severity=ERROR, example="yaml"),
    explained("SV906", "template-fails", BUILD, _TEMPLATE, severity=ERROR, example="html"),
    explained("SV907", "style-lacks-file", BUILD, _MISSING_FILE, severity=ERROR, example="yaml"),
)
