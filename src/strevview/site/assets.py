"""What the site's pages need beside them: the stylesheet, fonts, covers, what the search looks in.

The style's fonts are cut down to what the pages hold, and each issue's cover is drawn; both take
long, and are done in another process. The search is Pagefind's.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from strevview.diagnostics import Diagnostic, error
from strevview.render.carried import bytes_digest, font_digest
from strevview.site.publishing import SiteFile
from strevview.site.review import slug
from strevview.style.css import script_class, tokens_css
from strevview.style.fonts import FontFace
from strevview.style.scripts import script_of, stretches_of
from strevview.style.style_folder import Style

STYLESHEET = "site.css"
COVER_WIDTH = 480
TEMPLATES = Path(__file__).parent / "templates"
_FOLDER = "web/"
# Characters that the fonts for Latin always keep: so a new issue seldom changes the font files.
_USUAL = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040))))
# As dark as text must be on white (WCAG 2.2, 1.4.3).
_READABLE = 4.5
_CUT_BY = f"{version('uharfbuzz')} {version('fonttools')}"
_DRAWN_BY = f"{version('pypdfium2')} {version('pillow')}"
FAILED = "SV974"
SEARCH_FOLDER = "pagefind"
PACKAGE = "pagefind_bin_extended"
_SECONDS = 600
# Languages whose words Pagefind tells apart by itself, on pages in that language.
_SEGMENTED = ("zh", "ja")
# A run of Chinese as `render.markup` marks it; the longest word of it that is looked for.
_CHINESE = re.compile(rf'(<span class="{script_class("Hani")}"[^>]*)>([^<]+)<')
_LONGEST = 12
# Makes a file of the site by its path, from what a key identifies, by the function; a file that was
# made from the same before is kept.
Maker = Callable[[str, str, Callable[[], bytes]], None]


@dataclass(frozen=True, slots=True)
class WebFiles:
    """What a style has for its web edition, by the paths in its folder `web/`."""

    texts: Mapping[str, str]
    pictures: Mapping[str, bytes]

    def templates(self) -> dict[str, str]:
        """Return the site's templates by name; the style's own stand in place of the plain ones."""
        plain = {path.name: path.read_text("utf-8") for path in sorted(TEMPLATES.glob("*.html"))}
        return plain | {name: text for name, text in self.texts.items() if name.endswith(".html")}


def read_web_files(style: Style) -> WebFiles | tuple[Diagnostic, ...]:
    """Return a style's files for the web, or the complaints about those that are no text."""
    texts = style.texts_in(_FOLDER)
    if isinstance(texts, tuple):
        return texts
    files = style.files_in(_FOLDER).items()
    return WebFiles(texts, {name: data for name, data in files if name not in texts})


def stylesheet(
    style: Style,
    web: WebFiles,
    fonts: Iterable[tuple[FontFace, str]],
    *,
    right_to_left: bool = False,
) -> str:
    """Return the site's CSS: the style's tokens, the plain layout, the style's own sheets.

    `fonts` are the style's fonts with their addresses.
    """
    tokens = tokens_css(style, dict(fonts), right_to_left=right_to_left)
    own = (text for name, text in web.texts.items() if name.endswith(".css"))
    plain = (TEMPLATES / "plain.css").read_text("utf-8")
    return "\n".join((tokens, _roles(style), plain, *own))


def _roles(style: Style) -> str:
    """Return properties that the plain layout uses, for a style may name its tokens as it likes.

    The darkest colour is the ink, the most vivid that can be read on white is that of links.
    """
    file = style.file
    colours = sorted(file.tokens.colours.values(), key=_luminance)
    ink = next(iter(colours), "#000000")
    readable = [one for one in colours if 1.05 / (_luminance(one) + 0.05) >= _READABLE]
    accent = max(readable, key=_vividness, default=ink)
    sets = tuple(file.tokens.families.values()) or (tuple(font.family for font in file.fonts),)
    signs = dict.fromkeys(face.family for face in style.faces if face.signs)
    text = ", ".join((*map(json.dumps, (*sets[0], *signs)), "serif"))
    display = ", ".join((*map(json.dumps, (*sets[-1], *signs)), "sans-serif"))
    return (
        f":root {{\n  --web-ink-light: {ink};\n  --web-accent-light: {accent};\n"
        f"  --web-text: {text};\n  --web-display: {display};\n}}\n"
    )


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _vividness(colour: str) -> float:
    return max(_channels(colour)) - min(_channels(colour))


def fonts(style: Style, characters: Iterable[str], made: Maker) -> Iterator[tuple[FontFace, str]]:
    """Yield the fonts that some characters need with their addresses, and have them made."""
    used = frozenset(characters)
    for face in style.faces:
        text = "".join(sorted(_characters_of(face, used)))
        if text:
            address = f"fonts/{_file_name(face)}.woff2"
            key = f"{font_digest(face)} {face.part} {_CUT_BY} {text}"
            # A variable font stays one: its `@font-face` rule has the weight that is shown.
            number = int(face.part.partition(",")[0] or 0)
            made(address, key, partial(subset_font, face.path, number, text))
            yield face, address


def _characters_of(face: FontFace, used: frozenset[str]) -> frozenset[str]:
    """Return the characters that a face shows of those that are used; none where it needs none."""
    if not face.scripts:
        return frozenset(face.signs) or _USUAL | {one for one in used if script_of(one) is None}
    stretches = [stretch for script in face.scripts for stretch in stretches_of(script)]
    found = {one for one in used if any(first <= ord(one) <= last for first, last in stretches)}
    # Marks that scripts share, such as a dot, need no font of one.
    return frozenset(found | {" ", "\u00a0"} if any(map(script_of, found)) else ())


def _file_name(face: FontFace) -> str:
    """Return the name of a face's file on the site; faces of one file get names of their own."""
    name = PurePosixPath(face.name).stem
    return f"{slug(name)}-{'signs' if face.signs else face.weight}" if face.part else name


def cover_key(pdf: bytes) -> str:
    """Return what a cover's picture depends on: the PDF, what draws it, and the width."""
    return f"{bytes_digest(pdf)} {_DRAWN_BY} {COVER_WIDTH}"


def subset_font(file: Path, number: int, text: str) -> bytes:
    """Return a font of a file with the glyphs of a text alone, as WOFF2."""
    import uharfbuzz
    from fontTools.ttLib import woff2

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    # What stands for a letter that no font has is seen.
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file), number)
    target = io.BytesIO()
    woff2.compress(io.BytesIO(wanted.subset(face).blob.data), target)
    return target.getvalue()


def cover_picture(pdf: bytes) -> bytes:
    """Return a PDF's first page as a JPEG, `COVER_WIDTH` pixels wide."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=COVER_WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85, optimize=True)
    return target.getvalue()


def search_files(pages: Iterable[SiteFile], language: str) -> tuple[SiteFile, ...] | Diagnostic:
    """Return Pagefind's files for some pages in a language, or SV974 where it fails.

    It works in a folder of its own: what it makes reaches the site like every other file.
    """
    with TemporaryDirectory(prefix="strevview-search-") as scratch:
        root = Path(scratch)
        for page in pages:
            target = root / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_with_parts(page.data, language))
        command = [sys.executable, "-m", PACKAGE, "--site", scratch]
        command += ["--output-subdir", SEARCH_FOLDER, "--quiet"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
            said = done.stderr.strip() or done.stdout.strip()
            failed = done.returncode != 0
        except (OSError, subprocess.TimeoutExpired) as reason:
            said, failed = str(reason), True
        if failed:
            advice = "`--no-search` makes the site without it"
            return error(FAILED, f"Pagefind made no index: {said[-300:]}", None, advice)
        made = sorted((root / SEARCH_FOLDER).rglob("*"))
        return tuple(
            SiteFile(path.relative_to(root).as_posix(), path.read_bytes())
            for path in made
            if path.is_file()
        )


def _with_parts(html: bytes, language: str) -> bytes:
    """Return a page on which each part of a Chinese run is a word that can be looked for.

    A search finds what a word begins with, and within another language a run is one word: what
    begins at each later letter is named in an attribute that Pagefind reads.
    """
    if language.partition("-")[0] in _SEGMENTED:
        return html

    def named(match: re.Match[str]) -> str:
        run = match[2]
        parts = " ".join(run[at : at + _LONGEST] for at in range(1, len(run)))
        about = f' title="{parts}" data-pagefind-index-attrs="title"' if parts else ""
        return f"{match[1]}{about}>{run}<"

    return _CHINESE.sub(named, html.decode()).encode()
