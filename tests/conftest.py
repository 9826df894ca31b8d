"""What holds for all tests."""

from __future__ import annotations

import os
import signal
import tempfile

import pytest

# A shell has its background jobs (`make test &`) ignore Ctrl-C, and so all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep temporary files where pytest clears, and print as at a desk, wherever tests run.

    A process that a test kills tidies nothing away, nor does a worker of xdist, which ends without
    what Python does at its end.
    """
    os.environ["TMPDIR"] = str(tmp_path_factory.mktemp("tmp"))
    tempfile.tempdir = None
    os.environ.pop("GITHUB_ACTIONS", None)
