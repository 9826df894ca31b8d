"""The command line: one module a command, or a family of small ones, with no work in it.

The modules of commands keep their annotations as values (no `annotations` from `__future__`):
Typer would compile the text of each twice. Below are the exit codes beside 0, for success, and 1,
for errors that were found.
"""

# A wrong option or path, and a fault of strevview itself.
USAGE = FAULT = 2
INTERRUPTED = 130
# What Typer says too where the reader of a pipe goes away, as `head` does.
PIPE = 1
