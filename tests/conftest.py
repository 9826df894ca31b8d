"""What holds for all tests."""

from __future__ import annotations

import signal

# A shell has its background jobs (`make test &`) ignore Ctrl-C, and so all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
