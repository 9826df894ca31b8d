"""Files that mean harm, for `lint-hostile` and `build-hostile`: each must end soon."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

LENGTH = 100_000
# What repeats in a trap for patterns: letters, digits, white space, marks, and pairs of them.
REPEATED: Mapping[str, str] = {
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "spaces": " ",
    "full stops": ".",
    "hyphens": "-",
    "quotes": "“",
    "straight quotes": '"',
    "apostrophes": "'",
    "brackets": "(",
    "square brackets": "[",
    "stars": "*",
    "slashes": "/",
    "ampersands": "&",
    "words": "a ",
    "names": "Aa ",
    "acronyms": "(AB) ",
    "dates": "1 May ",
    "ranges": "1-",
    "links": "[a][b] ",
    "pasted links": "[a](b) ",
    "tags": "<b>",
    "addresses": "www.",
    "accents": "e\u0301",
    "look-alikes": "aа",
    "joiners": "\u200d",
}
_ISSUE = """\
schema: 1
period: 2025-07
number: 7
editors:
  - '{trap}'
style: '{trap}'
cover:
  image: '{trap}'
  alt: '{trap}'
  credit: '{trap}'
sections:
  - title: '{trap}'
    highlight: '{trap}'
    items:
      - id: trap
        date: 2025-07-31
        place: '{trap}'
        actors:
          - name: '{trap}'
            role: '{trap}'
        title: '{trap}'
        text: '{text}'
        sources:
          trap:
            url: 'https://example.org/{address}'
            publisher: '{trap}'
            title: '{trap}'
            published: 2025-07-31
        figures:
          - file: '{trap}'
            alt: '{trap}'
            caption: '{trap}'
            credit: '{trap}'
            licence: '{trap}'
        note: '{trap}'
"""


def hostile_files() -> Iterator[tuple[str, str]]:
    """Yield the name of each file, in words, with its text."""
    yield "alias bomb", _alias_bomb()
    yield "scalar of 50 MB", f"schema: 1\nperiod: 2025-07\nnote: {'a' * 50_000_000}\n"
    yield "brackets nested deep", f"schema: 1\nnote: {'[' * LENGTH}\n"
    yield "lists nested deep", f"schema: 1\nnote:\n  {'- ' * LENGTH}a\n"
    for name, repeated in REPEATED.items():
        yield f"{LENGTH:,} {name}", trap(repeated)


def trap(repeated: str) -> str:
    """Return an issue with the same characters again and again in each text field."""
    many = (repeated * LENGTH)[: LENGTH - 1]
    quoted = many.replace("'", "''")
    text = f"{quoted}[a][trap]"[-LENGTH:] if repeated != "'" else quoted
    return _ISSUE.format(trap=quoted, text=text, address=many.replace("'", "''"))


def _alias_bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "schema: 1\nperiod: 2025-07\n" + "\n".join(lines) + "\n"


_PICTURE = 1_000_000
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="x"><title>A</title>'


def hostile_pictures() -> Iterator[tuple[str, bytes]]:
    """Yield the name of each picture, whose ending tells its kind, with its bytes."""
    yield "elements.svg", _drawing("<g/>")
    for name, part in {"comments": "<!-- a -->", "metadata": "<metadata/>"}.items():
        yield f"{name}.svg", _drawing(part)
    for name, part in {"comments": "<!--", "metadata": "<metadata>"}.items():
        yield f"{name}-without-an-end.svg", _drawing(part)
    for name, part in {"comments": "<!--", "notes": "<sodipodi:namedview>"}.items():
        many = part * (_PICTURE // len(part))
        yield (
            f"{name}-that-are-text.svg",
            f"{_SVG}<desc><![CDATA[{many}]]></desc></svg>".encode(),
        )
    photograph = _picture("JPEG", progressive=True)
    scan = photograph[photograph.rindex(b"\xff\xda") : -2]
    yield "filler.jpg", photograph[:2] + b"\xff" * _PICTURE + photograph[2:]
    yield "remarks.jpg", photograph[:2] + b"\xff\xfe\0\2" * (_PICTURE // 4) + photograph[2:]
    yield "scans.jpg", photograph[:-2] + scan * 20_000 + photograph[-2:]
    # A chunk of text without any: its length, its name and its checksum.
    chunk = b"\0\0\0\0tEXt\x96\x42\xc5\x85"
    drawing = _picture("PNG")
    yield "chunks.png", drawing[:33] + chunk * (_PICTURE // len(chunk)) + drawing[33:]


def _drawing(part: str) -> bytes:
    return f"{_SVG}{part * (_PICTURE // len(part))}</svg>".encode()


def _picture(kind: str, **options: bool) -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (64, 32), "red").save(target, kind, **options)
    return target.getvalue()
