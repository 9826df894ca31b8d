"""SVG pictures that were painted before, and are put into the next PDF as they were.

To paint a drawing of some thousand points takes a quarter of a build. While an editor writes, the
drawing stays the same from build to build; so do the operators that paint it. They are kept and
put in again where that gives the same bytes as painting anew: for a drawing whose painting brings
no fonts, pictures, groups or patterns along, refers to nothing outside itself, and says nothing.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from strevview.render.resources import picture_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What points out of a drawing, or to a part of it that may do so.
_REFERENCES = (b"href", b"url(", b"@import", b"<!ENTITY")
_GRAPHICS_STATE = b" gs"


@dataclass(frozen=True, slots=True)
class _Painted:
    """The operators of a drawing, and the graphics states (opacities) that they name, in order."""

    operators: tuple[Any, ...]
    states: tuple[tuple[str, Any], ...]


class Drawings:
    """What was painted in the PDF before, and no more than that; one renderer keeps one."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], _Painted] = {}

    @contextmanager
    def kept(self, pictures: Mapping[str, bytes]) -> Iterator[None]:
        """Paint the drawings among the pictures of one PDF as before, or remember how."""
        from weasyprint.svg import SVG

        digests = {
            picture_url(name): hashlib.sha256(data).hexdigest()
            for name, data in pictures.items()
            if b"<svg" in data and not any(reference in data for reference in _REFERENCES)
        }
        times: Counter[str] = Counter()
        now: dict[tuple[Any, ...], _Painted] = {}
        paint = SVG.draw

        # Any: the renderer has no types, and what it passes is handed on as it is.
        def draw(svg: Any, stream: Any, width: float, height: float, *rest: Any) -> None:  # noqa: ANN401
            digest = digests.get(svg.url)
            if digest is None:
                paint(svg, stream, width, height, *rest)
                return
            times[svg.url] += 1
            key = (digest, times[svg.url], width, height, *_state_of(stream))
            known = self._kept.get(key)
            if known is not None:
                now[key] = known
                _paint_again(stream, known)
                return
            with _listening() as said:
                resources, length = _resources_of(stream), len(stream.stream)
                paint(svg, stream, width, height, *rest)
                painted = _painted(stream, length, resources)
            if painted is not None and not said:
                now[key] = painted

        SVG.draw = draw
        try:
            yield
        finally:
            SVG.draw = paint
            self._kept = now


def _state_of(stream: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return what is set on a stream already, which painting does not set again."""
    return (
        repr(stream._current_color),
        repr(stream._current_color_stroke),
        repr(stream._current_alpha),
        repr(stream._current_alpha_stroke),
    )


def _resources_of(stream: Any) -> dict[str, int]:  # noqa: ANN401
    """Return how many resources of each kind there are; the opacities are told by their names."""
    kinds = {kind: len(names) for kind, names in stream._resources.items() if names is not None}
    return {**kinds, "ExtGState": 0, "fonts": len(stream._fonts), "images": len(stream._images)}


def _painted(stream: Any, length: int, resources: dict[str, int]) -> _Painted | None:  # noqa: ANN401
    """Return what painting added to a stream, or None where it cannot be put in elsewhere."""
    operators = tuple(stream.stream[length:])
    if _resources_of(stream) != resources or operators[-1:] != (b"Q",):
        return None
    known = stream._resources["ExtGState"]
    named = dict.fromkeys(
        one[1 : -len(_GRAPHICS_STATE)].decode()
        for one in operators
        if isinstance(one, bytes) and one.endswith(_GRAPHICS_STATE)
    )
    # An opacity is named by its value; any other state is named by its number in this PDF.
    if any(name[:1] not in "aA" or name not in known for name in named):
        return None
    return _Painted(operators, tuple((name, dict(known[name])) for name in named))


def _paint_again(stream: Any, painted: _Painted) -> None:  # noqa: ANN401
    import pydyf

    for name, state in painted.states:
        stream._resources["ExtGState"].setdefault(name, pydyf.Dictionary(state))
    # As painting leaves it: within a saved state, which is restored by the last operator.
    stream._ctm_stack.append(stream.ctm)
    stream.stream.extend(painted.operators[:-1])
    stream.pop_state()


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Note the renderer's log lines, which still go where they go."""
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield listener.said
    finally:
        logger.removeHandler(listener)
