"""`style.yaml`: the models of a style's parts, how it is read, and the words that it gives.

What an issue's PDF says of itself, such as `Highlights`, stands under `labels:`, by language; what
only the index and the site say stands in `words.yaml` beside this module. There the words of the
default style stand in for those that a style lacks. `labels:` of series.yaml go before all of them.
English stands in for a word that the series' language lacks; the linter tells of those that a PDF
prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import Annotated, NamedTuple, cast

from pydantic import Field

from strevview.diagnostics import Diagnostic
from strevview.model.issue import DEFAULT_STYLE, SeriesFields
from strevview.model.record import (
    Kind,
    Language,
    Record,
    SchemaVersion,
    Text,
    as_text,
    complaint,
    matching,
    optional,
)
from strevview.model.validation import read_record
from strevview.source.disk import read_file
from strevview.source.nodes import Places, plain
from strevview.source.parser import read_places
from strevview.style.scripts import script_code

LabelsByLanguage = Mapping[str, Mapping[str, str]]

STYLES_FOLDER = "styles"
STYLE_FILE = "style.yaml"
MISSING_FILE = "SV907"
FALLBACK = "en"
_WORDS = Path(__file__).with_name("words.yaml")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", re.ASCII)
_LENGTH = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:pt|mm|cm|in|em|rem)|0", re.ASCII)
_PAPER_LENGTH = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:pt|mm|cm|in)|0", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_WEIGHT = re.compile(r"0*(?:[1-9]\d{0,2}|1000)", re.ASCII)
_FONT_STYLE = re.compile("normal|italic")
_TOKEN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_FAMILY = re.compile(r"\w[\w .&+-]*")
_PACKAGE = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SCRIPT = re.compile(r"[A-Z][a-z]{3}", re.ASCII)
# Nought needs no unit.
_MM_PER_UNIT = {"": 1.0, "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


def _relative_path(value: object) -> str:
    text = as_text(value)
    path = PurePosixPath(text)
    outside = path.is_absolute() or ".." in path.parts or "\\" in text or ":" in text
    if outside or "\n" in text or str(path) == ".":
        advice = "name a file in the style's folder, such as text.css"
        raise complaint(MISSING_FILE, f"`{text}` lies outside the style's folder", advice)
    return str(path)


def near_name(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return advice that names the known name nearest to `name`, else other advice."""
    close = get_close_matches(name, known, n=1)
    return f"did you mean `{close[0]}`?" if close else otherwise


def millimetres(length: str) -> float:
    """Return a length on paper in millimetres."""
    unit = length.lstrip(".0123456789")
    return float(length.removesuffix(unit)) * _MM_PER_UNIT[unit]


Colour = Annotated[
    str,
    matching(_COLOUR, "is no colour", "write six hexadecimal digits in quotes, such as '#1b2a4a'"),
]

Length = Annotated[
    str,
    matching(_LENGTH, "is no length", "write a number and its unit (pt, mm, em), such as 12.5pt"),
]

PaperLength = Annotated[
    str,
    matching(
        _PAPER_LENGTH, "is no length on paper", "write a number and mm, cm, in or pt, such as 30mm"
    ),
]

Number = Annotated[
    float,
    matching(_NUMBER, "is no number", "write digits, such as 1.45", float),
]

TokenName = Annotated[
    str,
    matching(_TOKEN, "is no name of a token", "use lower-case letters, digits and hyphens"),
]

FamilyName = Annotated[
    str, matching(_FAMILY, "is no name of a font family", "write it as the font bears it")
]

PackageName = Annotated[
    str,
    matching(_PACKAGE, "is no name of a package", "write it as Python imports it: rendercv_fonts"),
]

Script = Annotated[
    str,
    matching(
        _SCRIPT,
        "is no code of a script",
        "four letters of ISO 15924, such as Deva or Hans",
        script_code,
    ),
]

RelativePath = Annotated[str, Kind(_relative_path)]

Weight = Annotated[
    int,
    matching(_WEIGHT, "is no weight of a font", "400 is regular, 700 bold", int),
]

FontStyle = Annotated[str, matching(_FONT_STYLE, "is no style of a font", "write normal or italic")]


class FontFile(Record):
    """One file of a font family: one weight and one style of it."""

    file: RelativePath = Field(description="The file's path inside the font package.")
    weight: Weight = optional("400 for regular, 700 for bold.", 400)
    style: FontStyle = optional("normal or italic.", "normal")


class Font(Record):
    """A font family from an installed font package."""

    family: FamilyName = Field(description="The family's name, as the stylesheets use it.")
    package: PackageName = Field(description="The Python package that holds the files.")
    files: tuple[FontFile, ...] = Field(description="Its files.")
    scripts: tuple[Script, ...] = optional(
        "The scripts it is for (ISO 15924: Deva, Hani, Arab); "
        "none: a font for the text itself. Loaded only where an issue uses them.",
        (),
    )
    scale: Number = optional("Its size beside the text's, 1 for the same.", 1.0)


class Tokens(Record):
    """Brand tokens; each becomes a CSS custom property, such as `--colour-ink`."""

    colours: dict[TokenName, Colour] = optional("--colour-NAME: '#1b2a4a'.", {})
    sizes: dict[TokenName, Length] = optional("--size-NAME: type sizes.", {})
    lengths: dict[TokenName, Length] = optional("--length-NAME: measures, spaces.", {})
    numbers: dict[TokenName, Number] = optional("--number-NAME: line heights.", {})
    families: dict[TokenName, tuple[FamilyName, ...]] = optional(
        "--family-NAME: families of `fonts`, the first that has a letter sets it.", {}
    )


class Margins(Record):
    """The margins of a text page."""

    top: PaperLength = Field(description="Above the text; the running header stands in it.")
    right: PaperLength = Field(
        description="To the right of the text; to the left where that runs from right to left."
    )
    bottom: PaperLength = Field(description="Below the text; the page number stands in it.")
    left: PaperLength = Field(
        description="To the left of the text; to the right where that runs from right to left."
    )


class Paper(Record):
    """The paper."""

    width: PaperLength = optional("The paper's width.", "210mm")
    height: PaperLength = optional("The paper's height.", "297mm")
    margins: Margins = Field(
        default_factory=lambda: Margins(top="25mm", right="25mm", bottom="25mm", left="25mm"),
        description="The margins of a text page.",
    )

    def margins_of(self, *, right_to_left: bool) -> Margins:
        """Return the margins of a text; at the sides they change places where it is turned."""
        own = self.margins
        turned = {"left": own.right, "right": own.left}
        return own.model_copy(update=turned) if right_to_left else own


class FigureSize(Record):
    """The largest size at which a picture is printed."""

    width: PaperLength = optional("The width.", "150mm")
    height: PaperLength = optional("The height.", "120mm")


class Logo(Record):
    """The publisher's logo."""

    file: RelativePath = Field(description="The picture's path in the style's folder.")
    alt: Text = Field(description="What it shows, for a screen reader: the publisher's name.")


class StyleFile(Record):
    """`styles/NAME/style.yaml`: the parts of a style, its fonts and its brand tokens."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    title: Text = Field(description="What the style is called, for people.")
    template: RelativePath = Field(description="The template that makes the document.")
    parts: tuple[RelativePath, ...] = optional(
        "Further templates, which the first one includes.", ()
    )
    stylesheets: tuple[RelativePath, ...] = optional("The CSS files, in order.", ())
    draft_stylesheets: tuple[RelativePath, ...] = optional(
        "CSS files that a draft gets after the others.", ()
    )
    rtl_stylesheets: tuple[RelativePath, ...] = optional(
        "CSS files that a series written from right to left gets after the others.", ()
    )
    page: Paper = Field(default_factory=Paper, description="The paper and its margins.")
    figure: FigureSize = Field(
        default_factory=FigureSize, description="How large pictures are printed."
    )
    logo: Logo | None = optional("The publisher's logo; a style does without.")
    fonts: tuple[Font, ...] = optional("The font families.", ())
    tokens: Tokens = Field(
        default_factory=Tokens, description="Colours, sizes, measures and families."
    )
    labels: dict[Language, dict[TokenName, Text]] = optional(
        "The style's own words (`highlights`, `corrections`, …) by language.", {}
    )
    note: Text | None = optional("A private remark; never printed.")


class StylePlace(NamedTuple):
    """A style's folder, what complaints call it, and whether the style ships with strevview."""

    folder: Path
    shown: str
    ships: bool


def shipped_styles() -> Path:
    """Return the folder of the styles that ship with strevview.

    It is inside the installed package, or at the top of the repository one works in.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / STYLES_FOLDER
    return inside if inside.is_dir() else package.parent.parent / STYLES_FOLDER


class StyleYaml(NamedTuple):
    """A style.yaml that could be read, and the places of its values."""

    file: StyleFile
    places: Places


def read_style_file(place: StylePlace) -> StyleYaml | tuple[Diagnostic, ...]:
    """Return a style.yaml, or what is wrong with it; read anew only after it was changed."""
    status = (place.folder / STYLE_FILE).stat()
    return _read_style_file(place, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=8)
def _read_style_file(
    place: StylePlace, _state: tuple[int, int]
) -> StyleYaml | tuple[Diagnostic, ...]:
    file = f"{place.shown}/{STYLE_FILE}"
    reading = read_record(StyleFile, read_file(place.folder / STYLE_FILE, file))
    if reading.value is None or reading.places is None or reading.diagnostics:
        return reading.diagnostics
    return StyleYaml(reading.value, reading.places)


class Labels(NamedTuple):
    """The words by their names, and the names of those that there are in English alone."""

    words: Mapping[str, str]
    lacking: tuple[str, ...]


def labels_of(style: LabelsByLanguage, series: SeriesFields) -> Labels:
    """Return a style's words for a series: its language's, or those that the series gives."""
    own: dict[str, str] = {}
    for tag in _tags(series.language):
        own |= style.get(tag, {})
    own |= series.labels
    return Labels(
        words={**style.get(FALLBACK, {}), **own},
        lacking=tuple(name for name in label_names(style) if name not in own),
    )


def all_labels_of(style: LabelsByLanguage, series: SeriesFields) -> Mapping[str, str]:
    """Return a style's words for a series, and those that only the index and the site say."""
    return labels_of(_with_ours(style), series).words


def label_names(style: LabelsByLanguage) -> tuple[str, ...]:
    """Return the names of a style's words."""
    return tuple(dict.fromkeys(name for words in style.values() for name in words))


def series_labels(style: LabelsByLanguage) -> Mapping[str, str]:
    """Return each word that `labels:` of a series may replace, by its name, English if there is."""
    labels = _with_ours(style)
    languages = (*labels.values(), labels.get(FALLBACK, {}))
    return {name: text for words in languages for name, text in words.items()}


def _with_ours(style: LabelsByLanguage) -> LabelsByLanguage:
    """Return a style's words, and the words of the index and the site where it has none."""
    default = read_style_file(
        StylePlace(shipped_styles() / DEFAULT_STYLE, DEFAULT_STYLE, ships=True)
    )
    assert isinstance(default, StyleYaml)
    sources = (_words(), default.file.labels, style)
    return {
        tag: {name: text for source in sources for name, text in source.get(tag, {}).items()}
        for tag in dict.fromkeys(tag for source in sources for tag in source)
    }


def placeholders(words: str) -> list[str]:
    """Return what a label leaves for the style to fill, in alphabetical order: `{number}`."""
    return sorted(re.findall(r"\{\w*\}", words))


@cache
def _words() -> LabelsByLanguage:
    places, _ = read_places(read_file(_WORDS, _WORDS.name))
    assert places is not None
    return cast("LabelsByLanguage", plain(places.root))


def _tags(language: str) -> Iterator[str]:
    """Yield the language tags from the most general to the tag itself (RFC 4647, lookup)."""
    parts = language.split("-")
    for length in range(1, len(parts) + 1):
        yield "-".join(parts[:length])
