"""SV930 to SV937: old issues as PDF that cannot be read, or not in all their parts."""

from __future__ import annotations

from strevview.codes.page import Page, Stage, explained
from strevview.diagnostics import Severity

_PDF_DAMAGED = """
A PDF is damaged, or is none.

What:
    The file does not begin as a PDF, cannot be opened, has no page that can be read, or brings the
    program that reads it down.

Why:
    A draft made of what happens to be left of a broken file would lack paragraphs, and nobody would
    know which.

Example:
    $ strevview import archive/2014-03.pdf
    archive/2014-03.pdf:1:1 SV930 this PDF is damaged and cannot be read

Fix:
    Get the file anew from where it came from. Or open it in a browser, which forgives much, print
    it to a new PDF and import that.
"""

_PDF_LOCKED = """
A PDF is protected by a password.

What:
    The PDF opens only with a password, or is protected in another way.

Why:
    Its words cannot be read, and strevview tries no passwords.

Example:
    $ strevview import archive/2014-03.pdf
    archive/2014-03.pdf:1:1 SV931 a password protects this PDF

Fix:
    If you have the password, save a copy without it, such as with `qpdf --decrypt --password=…
    locked.pdf open.pdf`, and import the copy.
"""

_PDF_SCANNED = """
A PDF is scanned: it has pictures of words, and no words.

What:
    No page has any text; there are pictures, as a scanner makes them.

Why:
    strevview reads letters, not pictures, and does not guess what stands in them.

Example:
    $ strevview import archive/2014-03.pdf
    archive/2014-03.pdf:1:1 SV932 there is no text on its 12 pages, only pictures, as a scanner …

Fix:
    Run a program for OCR over it, such as `ocrmypdf scan.pdf with-text.pdf`, and import what that
    writes. Read the draft against the scan: OCR mistakes letters.
"""

_PDF_EMPTY = """
A PDF has nothing in it.

What:
    The file has no bytes or no pages, or there is neither text nor picture on its pages.

Why:
    There is nothing to make a draft of.

Example:
    $ strevview import archive/2014-03.pdf
    archive/2014-03.pdf:1:1 SV933 the file is empty

Fix:
    Look for another copy, or export the issue anew from the program it was written in.
"""

_PDF_TOO_MUCH = """
A PDF is larger than an issue can be.

What:
    It has more pages, or a page has more letters or drawn things, than any issue; or a page takes
    longer to read than it may.

Why:
    A file that was made to be endless, or a whole archive in one file, would take all memory and
    all day.

Example:
    $ strevview import archive.pdf
    archive.pdf:1:1 SV934 this PDF has 4,812 pages; at most 2,000

Fix:
    Give the issue alone: take its pages out of the large file and save them as a PDF.
"""

_PDF_PAGE_LEFT_OUT = """
A page of a PDF, or something on it, could not be read.

What:
    One page is damaged, is a picture without text as of a scanner, has a picture that is too large
    or damaged, or has letters that cannot be told. The rest of the file was read.

Why:
    What was on that page is not in the draft, and the check for lost words cannot know of it.

Example:
    $ strevview import archive/2014-03.pdf
    archive/2014-03.pdf:1:1 SV935 warning: page 7: it is damaged and was left out

Fix:
    Look at that page of the old issue and write by hand what is missing.
"""

_PDF_LETTERS = """
The letters of a PDF cannot be told.

What:
    The PDF's fonts draw the letters without saying which they are, for more than a tenth of the
    text. On the screen it reads well; what is copied out of it is nonsense.

Why:
    The draft would be made of that nonsense.

Example:
    $ strevview import archive/2014-03.pdf
    archive/2014-03.pdf:1:1 SV936 the letters of this PDF cannot be told: its fonts only draw …

Fix:
    Run a program for OCR over it that does not trust the text inside, such as `ocrmypdf --force-ocr
    in.pdf out.pdf`, and import what that writes. Or export the PDF anew from the program it was
    written in.
"""

_CARRIED = """
The PDF carries what it was made from.

What:
    strevview made this PDF, and the files it was made from are in it: the issue's text, the series,
    the actors, the pictures.

Why:
    An import reads pages and guesses. What the PDF carries is the issue itself, with the parts that
    actors played and all that its sources say.

Example:
    $ strevview import out/2025-07.pdf -o again
    SV937 warning: out/2025-07.pdf: this PDF carries what it was made from, which says more than …

Fix:
    Run `strevview extract out/2025-07.pdf` in its place.
"""


def _page(code: str, name: str, text: str, severity: Severity = Severity.ERROR) -> Page:
    return explained(code, name, Stage.IMPORT, text, severity=severity, example="console")


PAGES: tuple[Page, ...] = (
    _page("SV930", "damaged-pdf", _PDF_DAMAGED),
    _page("SV931", "locked-pdf", _PDF_LOCKED),
    _page("SV932", "scanned-pdf", _PDF_SCANNED),
    _page("SV933", "empty-pdf", _PDF_EMPTY),
    _page("SV934", "too-large-pdf", _PDF_TOO_MUCH),
    _page("SV935", "page-left-out", _PDF_PAGE_LEFT_OUT, Severity.WARNING),
    _page("SV936", "letters-without-names", _PDF_LETTERS),
    _page("SV937", "issue-carried", _CARRIED, Severity.WARNING),
)
