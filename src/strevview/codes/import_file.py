"""SV940 to SV949: old issues of any kind that cannot be read, or not in all their parts."""

from __future__ import annotations

from strevview.codes.page import Page, Stage, explained
from strevview.diagnostics import Severity

_NOT_READ = """
The file is of a kind that import does not read.

What:
    `import` reads PDF, DOCX, Markdown and plain text, and tells them by what is in the file. This
    one is something else: an old DOC, a web page, a spreadsheet, a picture, a packed archive.

Why:
    To read a format halfway would be to lose words without a word.

Example:
    $ strevview import archive/2003-05.doc
    archive/2003-05.doc:1:1 SV940 this is a DOC of the old binary kind

Fix:
    Open it in the program it belongs to and save it as DOCX, PDF or plain text; unpack an archive
    first.
"""

_NOT_OPENED = """
The file cannot be opened.

What:
    It is not there, is a folder or a device, or you may not read it.

Why:
    A file that was passed over must not look like one that was imported.

Example:
    $ strevview import archive/2014-03.docx
    archive/2014-03.docx:1:1 SV941 cannot be read: Permission denied

Fix:
    Check the spelling of the path, and that you may open the file.
"""

_DAMAGED = """
The file is damaged, or not what it says it is.

What:
    A DOCX cannot be unpacked, lacks a part, or has things in it that no word processor writes; a
    text begins in one encoding and goes on in another; the name says PDF or DOCX and the file does
    not begin as one.

Why:
    A draft made of what happens to be left of a broken file would lack paragraphs, and nobody would
    know which.

Example:
    $ strevview import archive/2014-03.docx
    archive/2014-03.docx:1:1 SV942 the file is damaged: its archive cannot be unpacked

Fix:
    Look for another copy. Or open it in a word processor, which mends much, and save it anew.
"""

_LOCKED = """
The file wants a password.

What:
    The document is encrypted and opens only with a password.

Why:
    Its words cannot be read, and strevview tries no passwords.

Example:
    $ strevview import archive/2014-03.docx
    archive/2014-03.docx:1:1 SV943 the file wants a password

Fix:
    Open it in the program that made it, take the password off, save it anew and import that.
"""

_TOO_LARGE = """
The file is larger than an issue can be.

What:
    The file, the text in it, or what it unpacks to is over the bounds; or its signs stand so deep
    in one another that reading it would never end.

Why:
    An issue is a few dozen pages. A small file can be made to unpack into one that fills the disk.

Example:
    $ strevview import archive/all-issues.docx
    archive/all-issues.docx:1:1 SV944 unpacked, the file would be too large

Fix:
    Give the issue alone, with its pictures made smaller.
"""

_WITHOUT_TEXT = """
There are no words in the file.

What:
    The file is empty, or has nothing but pictures.

Why:
    There is nothing to make a draft of.

Example:
    $ strevview import archive/2014-03.docx
    archive/2014-03.docx:1:1 SV945 there are no words in this file

Fix:
    Look for another copy. Of pictures of pages, make a PDF with a program for OCR and import that.
"""

_MISNAMED = """
The file's name says something else than what it is.

What:
    The file has the ending of another kind than it is of. It was read as what it is.

Why:
    The next program may go by the name, and by and by nobody knows which of them is right.

Example:
    $ strevview import archive/2014-03.doc
    archive/2014-03.doc:1:1 SV946 warning: its name says otherwise, but this is a DOCX, and it is …

Fix:
    Give the file the ending that the complaint names.
"""

_ENCODING = """
The text is not UTF-8; its encoding was guessed.

What:
    The file has no mark that tells its encoding and is no UTF-8. It was read as Windows-1252, the
    encoding of western Windows in former years. The place is that of the first letter in question.

Why:
    If the guess is wrong, accents, dashes and quotation marks are other signs in the draft.

Example:
    $ strevview import archive/2003-05.txt
    archive/2003-05.txt:14:27 SV947 warning: the file is not UTF-8; it was read as Windows-1252

Fix:
    Look at accents, dashes and quotation marks in the draft. If they are wrong, open the file in an
    editor that asks for the encoding, save it as UTF-8 and import it again.
"""

_PICTURE_LEFT_OUT = """
A picture could not be taken over.

What:
    A picture of the old issue is damaged, in a format that no issue may hold, too large, not beside
    the text, or on the web; or it is a chart or a diagram that only the word processor can draw.

Why:
    The draft has no figure in its place. Nothing is fetched from the network.

Example:
    $ strevview import archive/2014-03.docx
    archive/2014-03.docx:1:1 SV948 warning: a chart was left out

Fix:
    Save the picture as PNG or JPEG into `pictures/` beside the issue and name it under `figures:`
    of its item, with `alt:`.
"""

_LEFT_OUT = """
A link, or a part of the document, could not be taken over.

What:
    A link leads to where no reader can follow, such as a file on the writer's own machine; or the
    document holds another file inside it whose text only a word processor shows.

Why:
    A source that nobody can reach is none, and the text of the part is not in the draft.

Example:
    $ strevview import archive/2014-03.docx
    archive/2014-03.docx:1:1 SV949 warning: a link leads to `C:\\Users\\me\\a.pdf`, where no …

Fix:
    For a link, look up the page on the web and name it under `sources:`. For a part of the
    document, open it in a word processor, save it and import it again: that takes the part into its
    text.
"""


def _page(code: str, name: str, text: str, severity: Severity = Severity.ERROR) -> Page:
    return explained(code, name, Stage.IMPORT, text, severity=severity, example="console")


PAGES: tuple[Page, ...] = (
    _page("SV940", "format-not-read", _NOT_READ),
    _page("SV941", "not-opened", _NOT_OPENED),
    _page("SV942", "damaged-file", _DAMAGED),
    _page("SV943", "locked-file", _LOCKED),
    _page("SV944", "too-large-file", _TOO_LARGE),
    _page("SV945", "file-without-words", _WITHOUT_TEXT),
    _page("SV946", "misnamed-file", _MISNAMED, Severity.WARNING),
    _page("SV947", "encoding-guessed", _ENCODING, Severity.WARNING),
    _page("SV948", "picture-left-out", _PICTURE_LEFT_OUT, Severity.WARNING),
    _page("SV949", "link-or-part-left-out", _LEFT_OUT, Severity.WARNING),
)
