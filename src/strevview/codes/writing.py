"""SV920 to SV926: files that are written, and turns that do not come to their end."""

from __future__ import annotations

from strevview.codes.page import Page, Stage, explained
from strevview.diagnostics import Severity

_NOT_WRITTEN = """
A file cannot be written.

What:
    The folder may not be written to, the disk is full, a folder stands in the file's place, or the
    edition to be put aside with `--keep` cannot be copied. It concerns PDFs, drafts, and what
    `extract` writes alike.

Why:
    A file is written beside its place and put there whole. So the old file is untouched, and no
    half of a new one is left behind.

Example:
    $ strevview build -o /usr
    SV920 /usr/2025-07.pdf cannot be written: Permission denied

Fix:
    Make room on the disk, close the PDF where another program holds it, or choose a folder of your
    own with `-o`.
"""

_ALTERED = """
A file that the PDF carries is not the one it was made from.

What:
    A file attached to the PDF was changed, taken out or added: digests inside the PDF tell. Or it
    bears a name that leads out of the folder it would be written to, or that some system cannot
    write: one that is too long, that Windows takes for a device, or that is another's in capitals.

Why:
    `extract` promises the very files that the PDF was made from. What somebody else put into it
    must not pass for them, nor be written over your own files.

Example:
    $ strevview extract copy.pdf
    copy.pdf:1:1 SV921 the attachment `issues/2025-07.yaml` is missing

Fix:
    Take the PDF from where it was made or first published. A program that "optimises" or "cleans"
    PDFs often drops attachments.
"""

_EXISTS = """
`extract` would write over another file.

What:
    In the folder there is a file of the same name with other content, or a link that leads out of
    the folder. Nothing at all is written then.

Why:
    The issue you are writing on may be the file in the way.

Example:
    $ strevview extract out/2025-07.pdf -o .
    SV922 issues/2025-07.yaml exists already and differs

Fix:
    Name an empty folder: `strevview extract out/2025-07.pdf -o again`.
"""

_TIMED_OUT = """
A file took longer than it may.

What:
    `build` or `import` was given `--timeout`, and one file was not done in that time. It was given
    up; the others go on.

Why:
    One issue that never comes to its end must not hold up all the rest.

Example:
    $ strevview build --timeout 5
    SV923 issues/2025-07.yaml: not finished after 5 s

Fix:
    Give it longer. If a single issue takes minutes, look for what is large in it: pictures of many
    millions of pixels, or an old issue of hundreds of pages.
"""

_DIED = """
The process that worked on a file broke down.

What:
    Several files are worked on at once, each in a process of its own, and one such process ended
    without an answer: by a signal, as when the system takes back its memory, or by a crash in a
    library. That file failed; the others go on.

Why:
    Without the message the file would be missing from the outcome, and nobody would know why.

Example:
    $ strevview build --jobs 16
    SV924 issues/2025-07.yaml: its worker ended by signal 9

Fix:
    Do it again with fewer at once (`--jobs 1`): most often memory ran short. If it breaks down
    alone, too, report it with the file.
"""

_DIFFERS = """
A build would give another PDF, byte for byte.

What:
    `build --check` found that the PDF's fingerprint fits the issue, the style and the programs, and
    that a build would give other bytes all the same.

Why:
    A published PDF that cannot be made again from its own files is no longer proved by them.

Example:
    $ strevview build --check
    SV925 out/2025-07.pdf: a build would give other bytes

Fix:
    Build it again with `--force`; docs/reproducible.md lists what shapes the bytes, and what of it
    no fingerprint names.
"""

_FOREIGN = """
A PDF that strevview did not write is not overwritten.

What:
    Where the PDF is to be written there is another: of another program, or one that was signed,
    commented on or saved anew since strevview wrote it; or a file that cannot be read, a folder, a
    pipe. A PDF that strevview wrote, this version or an older one, is replaced as long as nobody
    changed it since; `--force` makes no difference.

Why:
    A signature or a reviewer's comments stand nowhere else. They would be gone.

Example:
    $ strevview build issues/2025-07.yaml
    SV926 out/2025-07.pdf stays as it is: strevview did not write it, or it was changed since

Fix:
    Put it aside and build in one go: `strevview build --keep editions`. Nothing that is in that
    folder is ever overwritten. Or move it away yourself, or name another place with `-o`.
"""


def _page(code: str, name: str, text: str, stage: Stage = Stage.BUILD) -> Page:
    return explained(code, name, stage, text, severity=Severity.ERROR, example="console")


PAGES: tuple[Page, ...] = (
    _page("SV920", "not-written", _NOT_WRITTEN),
    _page("SV921", "attachment-changed", _ALTERED, Stage.EXTRACT),
    _page("SV922", "file-in-the-way", _EXISTS, Stage.EXTRACT),
    _page("SV923", "took-too-long", _TIMED_OUT),
    _page("SV924", "worker-broke-down", _DIED),
    _page("SV925", "other-bytes", _DIFFERS),
    _page("SV926", "not-ours-to-overwrite", _FOREIGN),
)
