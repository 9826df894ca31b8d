"""The reader of PDFs: what stands on the pages, read in a process of its own.

PDFium cannot be asked to stop: a few thousand bytes can keep it busy for years, swell to gigabytes,
or bring it down. It is not thread safe either; in its own process nobody shares it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers.blocks import Document, FileContents
from strevview.importers.faults import fault

_PATIENCE = 30.0
_BYTES_A_SECOND = 50_000
_START = "import sys; from strevview.importers.pdf_document import main; main(sys.argv[1])"


def read_pdf(path: Path, patience: float = _PATIENCE) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, and its words and links as PDFium itself counts them.

    A file that cannot be read has no blocks and an error: SV930 to SV934, SV936, SV941, SV944 or
    SV945. It may take `patience` seconds, and one more for each 50 kB.

    Raises:
        OSError: there is no such file.
    """
    patience += path.stat().st_size / _BYTES_A_SECOND
    # Where this process found its modules, the other one finds the same.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    try:
        done = subprocess.run(
            # -P: the folder that somebody works in is no place for modules.
            [sys.executable, "-P", "-c", _START, str(path)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
        )
        # Only what `main` of `pdf_document` has written comes from there.
        document, contents = pickle.loads(done.stdout)  # noqa: S301
    except subprocess.TimeoutExpired:
        what = f"this PDF takes longer than {patience:.0f} s to read"
        return refused(path, fault("SV934", str(path), what))
    except (pickle.UnpicklingError, EOFError):
        what = "this PDF is damaged: it brings its reader down"
        return refused(path, fault("SV930", str(path), what))
    assert isinstance(document, Document)
    assert isinstance(contents, FileContents)
    return document, contents


def refused(path: Path, fault: Diagnostic) -> tuple[Document, FileContents]:
    """Return what stands for a file that could not be read."""
    return Document(path.name, diagnostics=(fault,)), FileContents(())
