"""SV950 to SV959: drafts of old issues that cannot be made, or are to be looked at."""

from __future__ import annotations

from strevview.codes.page import Page, Stage, explained
from strevview.diagnostics import Severity

_LOST = """
Words of the old issue would be gone.

What:
    The draft was read back and held against the words of the file: some are neither in the draft
    nor among what was left out and listed. The message shows them with the words around. Nothing
    was written.

Why:
    An import that loses a sentence loses it for good: nobody compares an old issue word for word.

Example:
    $ strevview import archive/2014-03.pdf
    SV950 2014-03.pdf: 3 words would be gone: “… opened the [new research centre] in Pune …”

Fix:
    This is a fault of the import, not of the file: report it with the file. Until it is mended,
    save the old issue in another format (DOCX, PDF, text) and import that.
"""

_ADDED = """
The draft has words that the old issue has not.

What:
    The draft was read back and held against the words of the file, and a passage of the draft is
    not among them, or stands there once more than in the file.

Why:
    A review must not say what its authors did not write.

Example:
    $ strevview import archive/2014-03.pdf
    SV951 warning: 2014-03.pdf: the draft has what the file has not: “inmathematics”

Fix:
    Compare the passage with the old issue, and correct the draft.
"""

_MOVED = """
Paragraphs stand in another order than in the old issue.

What:
    All words are there, and some paragraphs come in another order than their words in the file.

Why:
    Columns that were told apart wrongly, or a box beside the text, may have broken into a story.

Example:
    $ strevview import archive/2014-03.pdf
    SV952 warning: 2014-03.pdf: 2 paragraphs would stand in another order than the words of the file

Fix:
    Compare the order with the pages of the old issue, and move in the draft what is in the wrong
    place.
"""

_NOTHING_TO_COMPARE = """
There is no issue file to compare the old issue with.

What:
    `import --check` compares an old issue with the issue file of its month, and there is no such
    file in the folder.

Why:
    What cannot be compared must not pass for something that is the same.

Example:
    $ strevview import archive/2014-03.pdf --check
    SV953 archive/2014-03.pdf: there is no issues/2014-03.yaml to compare with

Fix:
    Import it without `--check` first, or name the folder of the issue file with `-o`.
"""

_NO_PERIOD = """
The old issue does not say of which month it is.

What:
    No month was found on the cover, in the running headers, nor in the file's name.

Why:
    The month is the name of an issue: its file is called by it, and the dates in it are understood
    by it.

Example:
    $ strevview import archive/spring.pdf
    SV954 spring.pdf does not say of which month it is

Fix:
    Say it: `strevview import archive/spring.pdf --period 2014-03`.
"""

_NO_REVIEW = """
The file does not look like a review.

What:
    It has no sections under headings; or it has some, and neither highlights nor a month nor a
    link.

Why:
    A letter or a press release would become an issue of one section, with all its facts missing.

Example:
    $ strevview import archive/letter.docx
    SV955 letter.docx does not look like a review: no sections with headings, highlights, a month …

Fix:
    Check that it is the right file. Text for an issue goes into an issue file: `strevview new
    2014-03` begins one, and the text is pasted under `text:` of its items.
"""

_DRAFT_TOO_LARGE = """
The draft would be larger than an issue file can be.

What:
    The file has so much text that strevview would refuse to read the draft made of it.

Why:
    A draft that cannot be read is none.

Example:
    $ strevview import archive/volume-12.docx
    SV956 volume-12.docx: the draft would have 12 MB, more than a file of an issue may have

Fix:
    Save each issue as a file of its own and import these.
"""

_NOT_READ_BACK = """
The draft does not read back.

What:
    The draft was made, read again as any issue file is, and had an error; or a text of the old
    issue could not be put into YAML so that it reads back the same. Nothing was written.

Why:
    What is written has to be an issue that builds.

Example:
    $ strevview import archive/2014-03.docx
    SV957 2014-03.docx: the draft does not read back: the file is no YAML

Fix:
    This is a fault of the import, not of the file: report it with the file. Until it is mended,
    save the old issue in another format (DOCX, PDF, text) and import that.
"""

_IN_THE_WAY = """
`import` would write over another file.

What:
    There is an issue file of that month, or another picture of the same name; or another file of
    the same run was of the same month. What is there was left as it is.

Why:
    The file in the way may hold hours of an editor's work.

Example:
    $ strevview import archive/2014-03.pdf
    SV958 archive/2014-03.pdf: issues/2014-03.yaml exists already; it was left as it is

Fix:
    `--check` tells what differs between the two, `-o` writes to another folder, and `--force`
    writes over it. Of two files of one month, import one into another folder.
"""

_OUR_FAULT = """
The import failed: a fault of strevview, not of the file.

What:
    strevview itself broke off while it read a file or made its draft. Nothing was written for that
    file; the others are not touched by it.

Why:
    A file that was not imported must not look like one that was.

Example:
    $ strevview import archive/2014-03.docx
    SV959 archive/2014-03.docx: a fault of strevview itself: KeyError('numId')

Fix:
    Report it with the file. Until it is mended, save the old issue in another format (DOCX, PDF,
    text) and import that.
"""


def _page(code: str, name: str, text: str, severity: Severity = Severity.ERROR) -> Page:
    return explained(code, name, Stage.IMPORT, text, severity=severity, example="console")


PAGES: tuple[Page, ...] = (
    _page("SV950", "words-would-be-gone", _LOST),
    _page("SV951", "words-added", _ADDED, Severity.WARNING),
    _page("SV952", "paragraphs-moved", _MOVED, Severity.WARNING),
    _page("SV953", "nothing-to-compare-with", _NOTHING_TO_COMPARE),
    _page("SV954", "month-not-told", _NO_PERIOD),
    _page("SV955", "no-review", _NO_REVIEW),
    _page("SV956", "draft-too-large", _DRAFT_TOO_LARGE),
    _page("SV957", "draft-not-read-back", _NOT_READ_BACK),
    _page("SV958", "issue-in-the-way", _IN_THE_WAY),
    _page("SV959", "import-failed", _OUR_FAULT),
)
