"""An issue in a style as HTML, then as PDF; `load_renderer` is the one door to WeasyPrint.

On Linux it is imported without two costs that make up more than half of its start:

cffi asks `ctypes.util.find_library` for names that a library has on other systems, and each miss
starts `ldconfig` and `gcc` (WeasyPrint#1125); the file's own name, which is tried next, needs no
search. fontTools' subsetter and instancer are needed without HarfBuzz's subsetter and for variable
fonts alone: they are imported when they are called. A PDF has the same bytes.
"""

from __future__ import annotations

import ctypes.util
import io
import sys
import warnings
from contextlib import redirect_stdout, suppress
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from strevview.render.pdf import Renderer

_SELDOM_CALLED = {"fontTools.subset", "fontTools.varLib.instancer"}


def load_renderer() -> type[Renderer]:
    """Import WeasyPrint and the modules that build on it; return the class that renders issues.

    Raises:
        ImportError, OSError: WeasyPrint is not there, or a system library that it needs.
    """
    with warnings.catch_warnings():
        # WeasyPrint warns of a machine without fonts: none of the machine's are used.
        warnings.simplefilter("ignore")
        # Where the quick way fails, `pdf` imports WeasyPrint plainly, which says what is amiss.
        with suppress(Exception), redirect_stdout(io.StringIO()):
            if sys.platform == "linux" and "weasyprint" not in sys.modules:
                _import_quickly()
        from strevview.render.pdf import Renderer
    return Renderer


def _import_quickly() -> None:
    find_library, stand_ins = ctypes.util.find_library, _SELDOM_CALLED - sys.modules.keys()
    ctypes.util.find_library = lambda name: None
    sys.modules.update((name, _StandIn(name)) for name in stand_ins)
    try:
        import weasyprint  # noqa: F401
    finally:
        ctypes.util.find_library = find_library
        for name in stand_ins:
            del sys.modules[name]


class _StandIn(ModuleType):
    """A module whose functions and classes import the real one when they are called."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return lambda *given, **named: getattr(import_module(self.__name__), name)(*given, **named)  # noqa: PLW0108
