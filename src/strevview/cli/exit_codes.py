"""What the exit codes mean, beside 0 for success and 1 for errors found."""

from __future__ import annotations

# A wrong option or path, and a fault of strevview itself.
USAGE = FAULT = 2
INTERRUPTED = 130
# What Typer says too where the reader of a pipe goes away, as `head` does.
PIPE = 1
