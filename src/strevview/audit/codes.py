"""The codes of what the audit finds; some are warnings where a style or a draft may do so."""

from __future__ import annotations

WORDS_LOST = "SV910"
LINK = "SV911"
PICTURE_LOST = "SV912"
HEADING_LOST = "SV913"
NOT_VISIBLE = "SV914"
BLANK_PAGE = "SV915"
FONT = "SV916"
MISSING_GLYPH = "SV917"
ORDER = "SV918"
NOT_OURS = "SV919"
