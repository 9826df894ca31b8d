"""Pictures as they are printed and carried: the same pixels, without what a camera wrote beside.

EXIF, GPS, XMP, comments and thumbnails are taken out. A photograph that was only turned by its
EXIF is turned for real. Cleaning a clean picture changes nothing, so an extracted issue builds to
the same bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import struct
import warnings
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, unquote_to_bytes
from xml.parsers import expat

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.loading import LoadedIssue
from strevview.model.picture_files import (
    find_picture,
    parse_svg,
    picture_files,
    picture_format,
    unfit,
    whole_pictures,
)

if TYPE_CHECKING:
    from PIL.Image import Image

# Of the addresses of pictures in memory: the issue's by their paths, and the style's.
PICTURE_SCHEME = "strevview"
# What the names of the style's begin with.
STYLE_PICTURE = "style:"
# Where a PNG's header has the number of bits a sample (PNG, third edition, 11.2.1).
_PNG_DEPTH = 24
_MEDIA_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".otc": "font/collection",
    ".svg": "image/svg+xml",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".ttc": "font/collection",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The chunks that shape what is seen (PNG, third edition, clause 11).
_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs".split())
# JPEG markers without a length: restarts, start and end, and TEM (ITU-T T.81, table B.1).
_JPEG_BARE = frozenset((0x01, *range(0xD0, 0xDA)))
_JPEG_START = b"\xff\xd8"
_JPEG_END = 0xD9
_JPEG_SCAN = 0xDA
_JPEG_SCAN_START = b"\xff\xda"
# Each is drawn over the whole picture; a photograph that comes bit by bit has about ten.
_MOST_SCANS = 100
# What may stand before a marker, and its first byte.
_JPEG_FILLER = re.compile(rb"\xff+")
# In the data of a scan: a marker that is neither a stuffed byte, a restart nor a filler.
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JFIF_LENGTH = 18
_SVG_PRIVATE = ("metadata", "sodipodi:namedview")
# A picture inside a drawing; programs break its letters into lines (RFC 2397).
_EMBEDDED = re.compile(
    rb"(data:image/[\w.+-]+(?:;[\w=-]+)*;base64,)"
    rb"((?:[\w+/=\s]|&#(?:10|13|x[ad]);|%[0-9a-f]{2})+)",
    re.IGNORECASE,
)
_ORIENTATION_TAG = 0x0112
# What reading a damaged picture raises.
DAMAGED = (ValueError, IndexError, struct.error, OSError, SyntaxError, expat.ExpatError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean picture under the path that the issue names it by."""

    file: str
    data: bytes

    @property
    def media_type(self) -> str:
        """The media type, as the ending of its name tells it."""
        return media_type_of(self.file)


def media_type_of(name: str) -> str:
    """Return the media type that a file name's ending stands for."""
    return _MEDIA_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def picture_url(name: str) -> str:
    """Return the URL under which a picture handed over in memory is known to the renderer."""
    return f"{PICTURE_SCHEME}:{quote(name)}"


def picture_name(url: str) -> str:
    """Return the name of a picture from its `picture_url`."""
    return unquote(url.removeprefix(f"{PICTURE_SCHEME}:"))


def style_picture_name(file: str) -> str:
    """Return the name of a style's picture; no path in an issue's folder is like it."""
    return f"{STYLE_PICTURE}{file}"


def read_pictures(
    loaded: LoadedIssue, known: Collection[str] = ()
) -> tuple[tuple[Picture, ...], tuple[Diagnostic, ...]]:
    """Return the issue's pictures, each once, cleaned; and what is wrong with the others.

    `known` is as in `clean_pictures`.
    """
    if loaded.issue is None or loaded.places is None:
        return (), ()
    wanted: dict[str, Span | None] = {}
    for path, file in picture_files(loaded.issue):
        wanted.setdefault(file, loaded.places.value(path))
    return clean_pictures(loaded.folder, wanted, known)


def clean_pictures(
    folder: Path, wanted: Mapping[str, Span | None], known: Collection[str] = ()
) -> tuple[tuple[Picture, ...], tuple[Diagnostic, ...]]:
    """Return pictures of an issues' folder, cleaned; `wanted` says where each is named.

    `known` are the SHA-256 of pictures that were cleaned before: they are not looked into again.
    """
    pictures: list[Picture] = []
    faults: list[Diagnostic] = []
    for file, span in wanted.items():
        found = find_picture(folder, file, span)
        picture = found if isinstance(found, Diagnostic) else _read(found, file, span, known)
        if isinstance(picture, Diagnostic):
            faults.append(picture)
        else:
            pictures.append(picture)
    return tuple(pictures), tuple(faults)


def _read(path: Path, file: str, span: Span | None, known: Collection[str]) -> Picture | Diagnostic:
    try:
        data = path.read_bytes()
    except OSError as reason:
        return error("SV701", f"`{file}` cannot be read: {reason.strerror}", span)
    kind = picture_format(file)
    # To clean a clean picture changes nothing, and takes as long as to decode it.
    if kind is not None and known and hashlib.sha256(data).hexdigest() in known:
        return Picture(file, data)
    return clean_picture(data, file, span)


def clean_picture(data: bytes, file: str, span: Span | None = None) -> Picture | Diagnostic:
    """Return a picture without private data, or SV703 where it is damaged or not what it says."""
    fault = unfit(file, len(data), span)
    if fault is not None:
        return fault
    kind = picture_format(file)
    clean = {"PNG": _clean_png, "JPEG": _clean_jpeg}.get(kind or "", _clean_svg)
    try:
        return Picture(file, clean(data))
    except DAMAGED:
        message = f"`{file}` is damaged, or no {kind} picture"
        advice = "open it in a picture program and export it anew"
        return error("SV703", message, span, advice)


def clean_embedded(data: bytes) -> bytes:
    """Return what a `data:` address holds: a PNG or JPEG, whatever it is called, cleaned.

    Raises one of `DAMAGED` for a picture that cannot be read.
    """
    if data.startswith(_PNG_SIGNATURE):
        return _clean_png(data)
    return _clean_jpeg(data) if data.startswith(_JPEG_START) else data


def _clean_png(data: bytes) -> bytes:
    if not data.startswith(_PNG_SIGNATURE):
        raise ValueError("no PNG signature")
    data = _in_eight_bits(_decode(data, "PNG"), data[_PNG_DEPTH]) or data
    kept, position = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        end = position + 12 + length
        if kind in _PNG_KEPT:
            kept.append(data[position:end])
        position = end
        if kind == b"IEND":
            break
    return b"".join(kept)


def _in_eight_bits(image: Image, depth: int) -> bytes | None:
    """Return a PNG with 8 bits a sample, where the renderer misreads another number of them.

    That are greys of 16 bits, and a transparent colour that is not of 8: it is of `depth` bits.
    """
    clear = image.info.pop("transparency", None)
    if image.mode.startswith("I"):
        wide = image.convert("I")
        plain = wide.point([round(value / 257) for value in range(1 << 16)], "L")
        if clear is not None:
            seen = wide.point([0 if value == clear else 255 for value in range(1 << 16)], "L")
            plain.putalpha(seen)
    elif clear is not None and depth != 8 and image.mode in ("L", "RGB"):
        channels = (clear,) if image.mode == "L" else clear
        of_eight = [v >> 8 if depth == 16 else v * 255 // ((1 << depth) - 1) for v in channels]
        image.info["transparency"] = of_eight[0] if image.mode == "L" else tuple(of_eight)
        plain = image.convert(f"{image.mode}A")
    else:
        return None
    target = io.BytesIO()
    plain.save(target, "PNG")
    return target.getvalue()


def _clean_jpeg(data: bytes) -> bytes:
    segments = _jpeg_segments(data)
    if sum(segment.startswith(_JPEG_SCAN_START) for segment in segments) > _MOST_SCANS:
        raise ValueError("too many scans")
    image = _decode(data, "JPEG")
    if image.mode not in ("RGB", "L") or image.getexif().get(_ORIENTATION_TAG, 1) != 1:
        return _redrawn(image)
    return b"".join(segments)


def _jpeg_segments(data: bytes) -> list[bytes]:
    """Return the segments that shape what is seen; of application data JFIF, ICC and Adobe.

    What stands behind the picture's end goes too: phones put a second photograph or a film there.
    """
    kept, position = [data[:2]], 2
    while True:
        filler = _JPEG_FILLER.match(data, position)
        if filler is None:
            raise ValueError("no marker where one must stand")
        position = filler.end() - 1
        marker = data[position + 1]
        if marker in _JPEG_BARE:
            kept.append(data[position : position + 2])
            position += 2
            if marker == _JPEG_END:
                return kept
            continue
        end = position + 2 + struct.unpack(">H", data[position + 2 : position + 4])[0]
        kept.append(_kept(marker, data[position:end]))
        if marker == _JPEG_SCAN:
            following = _JPEG_MARKER.search(data, end)
            if following is None:
                raise ValueError("the picture has no end")
            kept.append(data[end : following.start()])
            end = following.start()
        position = end


def _kept(marker: int, segment: bytes) -> bytes:
    """Return a segment as it is kept: whole, without its thumbnail, or not at all."""
    if marker == 0xE0:
        # JFIF (ITU-T T.871, 10.1) ends in a thumbnail, and JFXX is nothing else.
        is_jfif = segment[4:9] == b"JFIF\0" and len(segment) >= _JFIF_LENGTH
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0" if is_jfif else b""
    is_profile = marker == 0xE2 and segment[4:15] == b"ICC_PROFILE"
    is_remark = 0xE0 <= marker <= 0xEF or marker == 0xFE
    return segment if not is_remark or marker == 0xEE or is_profile else b""


def _redrawn(image: Image) -> bytes:
    """Return the photograph in RGB, turned as its EXIF says, as a JPEG without EXIF."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image).convert("RGB")
    # The profile of other colours than RGB says nothing of these.
    profile = image.info.get("icc_profile") if image.mode == "RGB" else None
    for key in tuple(upright.info):
        upright.info.pop(key)
    target = io.BytesIO()
    upright.save(target, "JPEG", quality=95, subsampling=0, icc_profile=profile)
    return b"".join(_jpeg_segments(target.getvalue()))


def _decode(data: bytes, kind: str) -> Image:
    from PIL import Image

    with whole_pictures(), warnings.catch_warnings():
        # Pillow only warns of up to twice as many pixels as it takes for safe.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(data), formats=[kind])
            image.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as reason:
            raise ValueError("too many pixels") from reason
    return image


def _clean_svg(drawing: bytes) -> bytes:
    """Return a drawing, and pictures in it, without comments and what a program noted beside it."""
    parse_svg(drawing)
    parser = expat.ParserCreate()
    kept: list[bytes] = []
    # Where each open element begins, from the outermost private one on; and where to go on.
    begun: list[int] = []
    after = 0

    def cut(start: int, end: int) -> None:
        nonlocal after
        kept.append(drawing[after:start])
        after = end

    def open_element(name: str, _: object) -> None:
        if begun or name in _SVG_PRIVATE:
            begun.append(parser.CurrentByteIndex)

    def close_element(name: str) -> None:
        if not begun:
            return
        start, end = begun.pop(), parser.CurrentByteIndex
        if not begun:
            # An empty element (`<metadata/>`) has no tag that closes it.
            closes = drawing.startswith(f"</{name}".encode(), end)
            cut(start, drawing.index(b">", end) + 1 if closes else end)

    def comment(_: str) -> None:
        if not begun:
            start = parser.CurrentByteIndex
            cut(start, drawing.index(b"-->", start) + 3)

    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CommentHandler = comment
    parser.Parse(drawing, True)
    return _EMBEDDED.sub(_without_remarks, b"".join((*kept, drawing[after:])))


def _without_remarks(embedded: re.Match[bytes]) -> bytes:
    packed = unquote_to_bytes(re.sub(rb"\s|&#\w+;", b"", embedded[2]))
    try:
        data = base64.b64decode(packed)
    except binascii.Error:
        # The renderer refuses it, and says why.
        return embedded[0]
    clean = clean_embedded(data)
    return embedded[0] if clean == data else embedded[1] + base64.b64encode(clean)
