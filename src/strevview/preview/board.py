"""What the page shows, put up by the watcher and read by the server."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from strevview.preview.edition import Edition
from strevview.preview.findings import Finding


@dataclass(frozen=True, slots=True)
class State:
    """The pages and the complaints at one moment.

    `edition` is the last good PDF, made at `made` (local time, HH:MM:SS); `good` is false while the
    issue has errors, and None before the first build has ended. `turn` counts the builds.
    """

    issue: str
    pdf: str
    turn: int = 0
    good: bool | None = None
    edition: Edition | None = None
    made: str | None = None
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> str:
        """Return the state as the browser takes it."""
        errors = sum(one.diagnostic.is_error for one in self.findings)
        data = {
            "issue": self.issue,
            "pdf": self.pdf,
            "turn": self.turn,
            "good": self.good,
            "edition": None if self.edition is None else self.edition.name,
            "made": self.made,
            "seconds": round(self.seconds, 2),
            "errors": errors,
            "warnings": len(self.findings) - errors,
            "findings": [one.data() for one in self.findings],
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True, eq=False)
class _Listener:
    loop: asyncio.AbstractEventLoop
    news: asyncio.Event


class Board:
    """Holds the state; one thread puts it up, another one's event loop listens.

    There is no lock, which a signal could leave taken: each name is bound anew by one thread alone.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._closed = False
        self._listeners: frozenset[_Listener] = frozenset()

    @property
    def state(self) -> State:
        """The state as it is now."""
        return self._state

    def show(self, state: State) -> None:
        """Put a state up; its turn is counted here."""
        self._state = replace(state, turn=self._state.turn + 1)
        self._tell()

    def close(self) -> None:
        """Let everybody who listens go."""
        self._closed = True
        self._tell()

    async def states(self, patience: float) -> AsyncIterator[State | None]:
        """Yield the state and then each new one, and None after so many seconds without news."""
        listener = _Listener(asyncio.get_running_loop(), asyncio.Event())
        self._listeners |= {listener}
        shown = -1
        try:
            while True:
                listener.news.clear()
                state = self._state
                if state.turn != shown:
                    shown = state.turn
                    yield state
                    continue
                if self._closed:
                    return
                try:
                    await asyncio.wait_for(listener.news.wait(), patience)
                except TimeoutError:
                    yield None
        finally:
            self._listeners -= {listener}

    def _tell(self) -> None:
        for listener in self._listeners:
            # A loop that has ended has nobody left to tell.
            with contextlib.suppress(RuntimeError):
                listener.loop.call_soon_threadsafe(listener.news.set)
