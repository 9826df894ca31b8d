"""`style.yaml`: what a style is made of, and its brand tokens."""

from __future__ import annotations

from strevview.model.record import Record, SchemaVersion, key
from strevview.model.scalars import Language, Text
from strevview.style.values import (
    Colour,
    FamilyName,
    FontStyle,
    Length,
    Number,
    PackageName,
    PaperLength,
    RelativePath,
    Script,
    TokenName,
    Weight,
    millimetres,
)


class FontFile(Record):
    """One file of a font family: one weight and one style of it."""

    file: RelativePath = key("The file's path inside the font package.")
    weight: Weight = key("400 for regular, 700 for bold.", default=400)
    style: FontStyle = key("normal or italic.", default="normal")


class Font(Record):
    """A font family from an installed font package."""

    family: FamilyName = key("The family's name, as the stylesheets use it.")
    package: PackageName = key("The Python package that holds the files.")
    files: tuple[FontFile, ...] = key("Its files.")
    scripts: tuple[Script, ...] = key(
        "The scripts it is for (ISO 15924: Deva, Hani, Arab); "
        "none: a font for the text itself. Loaded only where an issue uses them.",
        default=(),
    )
    scale: Number = key("Its size beside the text's, 1 for the same.", default=1.0)


class Tokens(Record):
    """Brand tokens; each becomes a CSS custom property, such as `--colour-ink`."""

    colours: dict[TokenName, Colour] = key("--colour-NAME: '#1b2a4a'.", default={})
    sizes: dict[TokenName, Length] = key("--size-NAME: type sizes.", default={})
    lengths: dict[TokenName, Length] = key("--length-NAME: measures, spaces.", default={})
    numbers: dict[TokenName, Number] = key("--number-NAME: line heights.", default={})
    families: dict[TokenName, tuple[FamilyName, ...]] = key(
        "--family-NAME: families of `fonts`, the first that has a letter sets it.", default={}
    )


class Margins(Record):
    """The margins of a text page."""

    top: PaperLength = key("Above the text; the running header stands in it.")
    right: PaperLength = key("To the right of the text.")
    bottom: PaperLength = key("Below the text; the page number stands in it.")
    left: PaperLength = key("To the left of the text.")


class Page(Record):
    """The paper."""

    width: PaperLength = key("The paper's width.", default="210mm")
    height: PaperLength = key("The paper's height.", default="297mm")
    margins: Margins = key(
        "The margins of a text page.",
        default=Margins(top="25mm", right="25mm", bottom="25mm", left="25mm"),
    )


class FigureSize(Record):
    """The largest size at which a picture is printed."""

    width: PaperLength = key("The width; the linter counts pixels by it.", default="150mm")
    height: PaperLength = key("The height.", default="120mm")

    @property
    def width_in_mm(self) -> float:
        """The width in millimetres."""
        return millimetres(self.width)

    @property
    def height_in_mm(self) -> float:
        """The height in millimetres."""
        return millimetres(self.height)


class Logo(Record):
    """The publisher's logo."""

    file: RelativePath = key("The picture's path in the style's folder.")
    alt: Text = key("What it shows, for a screen reader: the publisher's name.")


class StyleFile(Record):
    """`styles/NAME/style.yaml`: the parts of a style, its fonts and its brand tokens."""

    schema_version: SchemaVersion = key("The file's form: 1.", name="schema")
    title: Text = key("What the style is called, for people.")
    template: RelativePath = key("The template that makes the document.")
    parts: tuple[RelativePath, ...] = key(
        "Further templates, which the first one includes.", default=()
    )
    stylesheets: tuple[RelativePath, ...] = key("The CSS files, in order.", default=())
    draft_stylesheets: tuple[RelativePath, ...] = key(
        "CSS files that a draft gets after the others.", default=()
    )
    page: Page = key("The paper and its margins.", default=Page())
    figure: FigureSize = key("How large pictures are printed.", default=FigureSize())
    logo: Logo | None = key("The publisher's logo; a style does without.", default=None)
    fonts: tuple[Font, ...] = key("The font families.", default=())
    tokens: Tokens = key("Colours, sizes, measures and families.", default=Tokens())
    labels: dict[Language, dict[TokenName, Text]] = key(
        "The style's own words (`highlights`, `corrections`, …) by language.", default={}
    )
    note: Text | None = key("A private remark; never printed.", default=None)
