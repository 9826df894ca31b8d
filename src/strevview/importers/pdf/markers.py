"""The markers of lists: bullets, also the private ones of symbol fonts, and numbers."""

from __future__ import annotations

import re

_BULLETS = "•◦▪▫●○■□◆◇‣⁃∙·⦁⦿➢➤►▶▸✓✔❖✦★☐☑–—*-‒―"
# Symbol and Wingdings come as private characters: U+F0B7 a bullet, U+F0A7 a square, and so on;
# or as U+FFFD, where the font does not name its characters.
_PRIVATE = "\uf000-\uf0ff\ufffd"
_SURE_BULLET = re.compile(rf"[•◦▪▫●○■□◆◇‣⁃∙⦁⦿➢➤►▶▸✓✔❖✦☐☑{_PRIVATE}]")
_BULLET = re.compile(rf"(?:[{re.escape(_BULLETS)}{_PRIVATE}]|o)$")
_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]|\d{1,3}(?:\.\d{1,3}){1,3}\.?)$"
)


def is_marker(text: str) -> bool:
    """Return whether a word may begin a list's entry."""
    return is_bullet(text) or is_number(text)


def is_bullet(text: str) -> bool:
    """Return whether a word may be a bullet; "o" is one in Word's lists."""
    return bool(_BULLET.match(text))


def is_sure_bullet(text: str) -> bool:
    """Return whether a word can be nothing but a bullet."""
    return len(text) == 1 and bool(_SURE_BULLET.match(text))


def is_number(text: str) -> bool:
    """Return whether a word may be the number of a list's entry: `1.`, `(a)`, `iv)`."""
    return len(text) <= 12 and bool(_NUMBER.match(text))
