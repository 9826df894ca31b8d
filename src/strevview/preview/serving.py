"""The preview of one issue: what `watch` finds, and the server that shows it to a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from strevview.build.turn import Task
from strevview.preview.server import Server
from strevview.preview.watcher import Preview


@contextmanager
def served(task: Task, ports: Sequence[int]) -> Iterator[tuple[Preview, str]]:
    """Give the preview of an issue and the address it is served at, on the first port that is free.

    Raises:
        OSError: none of the ports can be used.
    """
    preview = Preview(task)
    server = _bound(preview, ports)
    try:
        server.start()
        yield preview, server.url
    finally:
        server.close()


def _bound(preview: Preview, ports: Sequence[int]) -> Server:
    first, *others = ports
    try:
        return Server(preview.board, first)
    except OSError:
        if not others:
            raise
        return _bound(preview, others)
