"""`style.yaml`: what a style is made of, and its brand tokens."""

from __future__ import annotations

from pydantic import Field

from strevview.model.record import Record
from strevview.model.scalars import Language, SchemaVersion, Text
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
)


class FontFile(Record):
    """One file of a font family: one weight and one style of it."""

    file: RelativePath = Field(description="The file's path inside the font package.")
    weight: Weight = Field(default=400, description="400 for regular, 700 for bold.")
    style: FontStyle = Field(default="normal", description="normal or italic.")


class Font(Record):
    """A font family from an installed font package."""

    family: FamilyName = Field(description="The family's name, as the stylesheets use it.")
    package: PackageName = Field(description="The Python package that holds the files.")
    files: tuple[FontFile, ...] = Field(description="Its files.")
    scripts: tuple[Script, ...] = Field(
        default=(),
        description=(
            "The scripts it is for (ISO 15924: Deva, Hani, Arab); "
            "none: a font for the text itself. Loaded only where an issue uses them."
        ),
    )
    scale: Number = Field(default=1.0, description="Its size beside the text's, 1 for the same.")


class Tokens(Record):
    """Brand tokens; each becomes a CSS custom property, such as `--colour-ink`."""

    colours: dict[TokenName, Colour] = Field(default={}, description="--colour-NAME: '#1b2a4a'.")
    sizes: dict[TokenName, Length] = Field(default={}, description="--size-NAME: type sizes.")
    lengths: dict[TokenName, Length] = Field(
        default={}, description="--length-NAME: measures, spaces."
    )
    numbers: dict[TokenName, Number] = Field(default={}, description="--number-NAME: line heights.")
    families: dict[TokenName, tuple[FamilyName, ...]] = Field(
        default={},
        description="--family-NAME: families of `fonts`, the first that has a letter sets it.",
    )


class Margins(Record):
    """The margins of a text page."""

    top: PaperLength = Field(description="Above the text; the running header stands in it.")
    right: PaperLength = Field(description="To the right of the text.")
    bottom: PaperLength = Field(description="Below the text; the page number stands in it.")
    left: PaperLength = Field(description="To the left of the text.")


class Page(Record):
    """The paper."""

    width: PaperLength = Field(default="210mm", description="The paper's width.")
    height: PaperLength = Field(default="297mm", description="The paper's height.")
    margins: Margins = Field(
        default_factory=lambda: Margins(top="25mm", right="25mm", bottom="25mm", left="25mm"),
        description="The margins of a text page.",
    )


class FigureSize(Record):
    """The largest size at which a picture is printed."""

    width: PaperLength = Field(default="150mm", description="The width.")
    height: PaperLength = Field(default="120mm", description="The height.")


class Logo(Record):
    """The publisher's logo."""

    file: RelativePath = Field(description="The picture's path in the style's folder.")
    alt: Text = Field(description="What it shows, for a screen reader: the publisher's name.")


class StyleFile(Record):
    """`styles/NAME/style.yaml`: the parts of a style, its fonts and its brand tokens."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    title: Text = Field(description="What the style is called, for people.")
    template: RelativePath = Field(description="The template that makes the document.")
    parts: tuple[RelativePath, ...] = Field(
        default=(), description="Further templates, which the first one includes."
    )
    stylesheets: tuple[RelativePath, ...] = Field(
        default=(), description="The CSS files, in order."
    )
    draft_stylesheets: tuple[RelativePath, ...] = Field(
        default=(), description="CSS files that a draft gets after the others."
    )
    page: Page = Field(default_factory=Page, description="The paper and its margins.")
    figure: FigureSize = Field(
        default_factory=FigureSize, description="How large pictures are printed."
    )
    logo: Logo | None = Field(
        default=None, description="The publisher's logo; a style does without."
    )
    fonts: tuple[Font, ...] = Field(default=(), description="The font families.")
    tokens: Tokens = Field(
        default_factory=Tokens, description="Colours, sizes, measures and families."
    )
    labels: dict[Language, dict[TokenName, Text]] = Field(
        default={},
        description="The style's own words (`highlights`, `corrections`, …) by language.",
    )
    note: Text | None = Field(default=None, description="A private remark; never printed.")
