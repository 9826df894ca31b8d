"""Reading in a process of its own, which may hang, die or take all memory and be ended.

PDFium cannot be asked to stop: a few thousand bytes can keep it busy for years, or swell to
gigabytes. The process gives up by itself where a page takes too long, and may not take more than
so much memory where the system can hold it to that.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

from strevview.importers.manuscript import Manuscript
from strevview.importers.pdf import opening

_MOST_MEMORY = 3 * 1024**3
_START = (
    "import sys; from strevview.importers.pdf.apart import main; "
    "main(sys.argv[1], float(sys.argv[2]))"
)


def read_apart(path: Path, patience: float) -> Manuscript:
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
        found = pickle.loads(done.stdout)  # noqa: S301
    except (pickle.UnpicklingError, EOFError):
        found = None
    if isinstance(found, Manuscript):
        return found
    fault = opening.damaged(str(path), "this PDF is damaged: it brings its reader down")
    return Manuscript(path.name, diagnostics=(fault,))


def main(name: str, patience: float) -> None:
    """Read a PDF and write the manuscript to the standard output, as `pickle` has it."""
    _hold_to_memory()
    watch = _Watch(Path(name), patience)
    threading.Thread(target=watch.run, daemon=True).start()
    from strevview.importers.pdf.document import read_document

    try:
        manuscript = read_document(watch.path, watch.at_page)
    except MemoryError:
        manuscript = _given_up(watch.path, "reading this PDF takes too much memory")
    watch.tell(manuscript)


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
        self.tell(_given_up(self.path, f"{where} takes longer than {self._patience:g} s to read"))

    def tell(self, manuscript: Manuscript) -> None:
        """Write a manuscript and end the process; who comes second says nothing."""
        with self._telling:
            with os.fdopen(1, "wb") as output:
                pickle.dump(manuscript, output)
            # PDFium may still be at work in the other thread.
            os._exit(0)


def _given_up(path: Path, what: str) -> Manuscript:
    return Manuscript(path.name, diagnostics=(opening.too_much(str(path), what),))


def _hold_to_memory() -> None:
    """Take no more memory than a large issue needs, where the system knows such a bound."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
