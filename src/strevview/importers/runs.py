"""Stretches of text of one look: put together, cut, and searched for addresses written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from strevview.importers.manuscript import Run

# An address in running text ends before space, quotation marks, brackets of Chinese, and `<>`.
_BARE = re.compile(
    r"(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"“”‘’«»（）【】《》，。；]+", re.IGNORECASE
)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_AFTER = ".,;:!?*_'"


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs with neighbours of one look made one, and empty ones left out."""
    found: list[Run] = []
    together: list[str] = []
    for run in runs:
        if not run.text:
            continue
        # Two dead links side by side are two.
        if not found or run.address == "" or _look(found[-1]) != _look(run):
            if found:
                found[-1] = replace(found[-1], text="".join(together))
            found.append(run)
            together = []
        together.append(run.text)
    if found:
        found[-1] = replace(found[-1], text="".join(together))
    return tuple(found)


def _look(run: Run) -> tuple[str | None, bool, bool]:
    return run.address, run.bold, run.italic


def trimmed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs without space at the start of the first and at the end of the last."""
    found = list(merged(runs))
    while found and not found[0].text.strip():
        del found[0]
    while found and not found[-1].text.strip():
        del found[-1]
    if found:
        found[0] = replace(found[0], text=found[0].text.lstrip())
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(found)


def without_start(runs: Iterable[Run], length: int) -> tuple[Run, ...]:
    """Return runs without their first characters, and without the space that then comes first."""
    left: list[Run] = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        left.append(replace(run, text=run.text[cut:]))
    return trimmed(left)


def addresses_linked(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs in which each address that is written out leads to what it says."""
    return merged(piece for run in runs for piece in _linked(run))


def bare_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each address that is written out in a text.

    A full stop, comma or the like at its end is the sentence's, and a closing bracket too where the
    address has no opening one.
    """
    for match in _BARE.finditer(text):
        address = match.group()
        while address and (address[-1] in _AFTER or _closes_too_much(address)):
            address = address[:-1]
        if len(address) > len("https://"):
            yield match.start(), match.start() + len(address)


def _closes_too_much(address: str) -> bool:
    """Whether an address ends with a bracket that nothing in it opens."""
    opening = _BRACKETS.get(address[-1])
    return opening is not None and address.count(opening) < address.count(address[-1])


def _linked(run: Run) -> Iterator[Run]:
    if run.address is not None:
        yield run
        return
    place = 0
    for start, end in bare_addresses(run.text):
        address = run.text[start:end]
        yield replace(run, text=run.text[place:start])
        target = address if "://" in address else f"https://{address}"
        yield replace(run, text=address, address=target)
        place = end
    yield replace(run, text=run.text[place:])
