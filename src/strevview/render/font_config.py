"""A font configuration that knows the style's fonts and no others.

WeasyPrint's own begins with the fonts and the fontconfig files of the machine: a letter that the
style's fonts lack then comes from whatever the machine has, and the same issue has other bytes,
and other looks, elsewhere. This one begins empty. It also starts three times as fast.
"""

from __future__ import annotations

import ctypes
from typing import Any

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

_LIBRARIES = (
    "libfontconfig.so.1",
    "libfontconfig.1.dylib",
    "libfontconfig-1.dll",
    "libfontconfig-1",
    "fontconfig-1",
    "fontconfig",
)


class StyleFonts(FontConfiguration):  # type: ignore[misc]
    """The fonts that `@font-face` rules name, in an otherwise empty fontconfig.

    Raises:
        OSError: the fontconfig library is not found.
    """

    def __init__(self) -> None:
        self._folder = None
        self._config = _empty_config()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(
            ffi.cast("PangoFcFontMap *", self.font_map), self._config
        )
        # The font map holds a reference of its own.
        fontconfig.FcConfigDestroy(self._config)
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}


def _empty_config() -> ffi.CData:
    """Return a new `FcConfig` without fonts, rules or cache folders."""
    for name in _LIBRARIES:
        try:
            create = ctypes.CDLL(name).FcConfigCreate
        except OSError:
            continue
        create.restype = ctypes.c_void_p
        return ffi.cast("FcConfig *", create())
    raise OSError("the fontconfig library is not found")
