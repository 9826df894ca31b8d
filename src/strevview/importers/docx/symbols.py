"""Letters of symbol fonts, which a document names by their places in the font."""

from __future__ import annotations

import re

# Adobe's Symbol encoding, 0x41 to 0x7A, where it has Greek letters.
_GREEK_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_GREEK_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **{0x41 + place: letter for place, letter in enumerate(_GREEK_CAPITALS)},
    **{0x61 + place: letter for place, letter in enumerate(_GREEK_SMALL)},
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
    0xBC: "…", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪",
    0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = 0xF000
_TYPED = re.compile("[\uf080-\uf0ff]")


def symbol(font: str, code: str) -> str:
    """Return the character of `w:sym` (ISO/IEC 29500-1, 17.3.3.30), or U+FFFD for an unknown one.

    Codes are hexadecimal; those of symbol fonts stand at 0xF000 and above.
    """
    try:
        place = int(code, 16)
    except ValueError:
        return "\ufffd"
    low = place - _PRIVATE if _PRIVATE <= place < _PRIVATE + 0x100 else place
    name = font.casefold()
    table = _SYMBOL if name.startswith("symbol") else _WINGDINGS
    if name.startswith(("symbol", "wingdings")) and low in table:
        return table[low]
    if 0x20 <= low < 0xD800 and not name.startswith(("wingdings", "webdings")):
        return chr(low)
    return "\ufffd"


def from_private(text: str) -> str:
    """Return a text in which bullets of symbol fonts, typed as they are, are true bullets."""
    if _TYPED.search(text) is None:
        return text
    return "".join(
        _WINGDINGS.get(ord(letter) - _PRIVATE, _SYMBOL.get(ord(letter) - _PRIVATE, letter))
        if "\uf080" <= letter <= "\uf0ff"
        else letter
        for letter in text
    )
