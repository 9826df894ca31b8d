"""Reading a PDF in a process of its own, which may hang, die or take all memory and be ended.

PDFium cannot be asked to stop: a few thousand bytes can keep it busy for years, or swell to
gigabytes. It is not thread safe either; in its own process nobody shares it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

from strevview.importers import pdf_faults
from strevview.importers.blocks import Document, FileContents

_MOST_MEMORY = 3 * 1024**3
_START = (
    "import sys; from strevview.importers.pdf_process import main; "
    "main(sys.argv[1], float(sys.argv[2]))"
)


def read_apart(path: Path, patience: float) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, read in another process; `patience` in seconds a page."""
    # Where this process found its modules, the other one finds the same.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    done = subprocess.run(
        # -P: the folder that somebody works in is no place for modules.
        [sys.executable, "-P", "-c", _START, str(path), str(patience)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    try:
        # Only what `main` below has written comes from there.
        document, contents = pickle.loads(done.stdout)  # noqa: S301
    except (pickle.UnpicklingError, EOFError):
        fault = pdf_faults.damaged(str(path), "this PDF is damaged: it brings its reader down")
        return Document(path.name, diagnostics=(fault,)), FileContents(())
    assert isinstance(document, Document)
    assert isinstance(contents, FileContents)
    return document, contents


def main(name: str, patience: float) -> None:
    """Read a PDF and write what is found to the standard output, as `pickle` has it."""
    _hold_to_memory()
    watch = _Watch(Path(name), patience)
    threading.Thread(target=watch.run, daemon=True).start()
    from strevview.importers.pdf_document import read_document

    try:
        watch.tell(*read_document(watch.path, watch.at_page))
    except MemoryError:
        watch.give_up("reading this PDF takes too much memory")


class _Watch:
    """Ends the process where nothing has gone on for too long."""

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        self._patience = patience
        self._page = 0
        self._since = time.monotonic()
        self._telling = threading.Lock()

    def at_page(self, number: int) -> None:
        """Note that a page is begun."""
        self._page, self._since = number, time.monotonic()

    def run(self) -> None:
        """Look at the clock until the patience ends."""
        while time.monotonic() - self._since < self._patience:
            time.sleep(min(0.1, self._patience))
        where = f"page {self._page} of this PDF" if self._page else "this PDF"
        self.give_up(f"{where} takes longer than {self._patience:g} s to read")

    def give_up(self, what: str) -> None:
        """Tell why the PDF was not read, and end the process."""
        fault = pdf_faults.too_much(str(self.path), what)
        self.tell(Document(self.path.name, diagnostics=(fault,)), FileContents(()))

    def tell(self, document: Document, contents: FileContents) -> None:
        """Write what was found and end the process; who comes second says nothing."""
        with self._telling:
            with os.fdopen(1, "wb") as output:
                pickle.dump((document, contents), output)
            # PDFium may still be at work in the other thread.
            os._exit(0)


def _hold_to_memory() -> None:
    """Take no more memory than a large issue needs, where the system knows such a bound."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
