"""`style.yaml`: what a style is made of, and its brand tokens."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from strevview.model.record import Record, SchemaVersion
from strevview.model.scalars import Language, Text, as_list
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

    file: RelativePath = Field(description="The file's path inside the font package.")
    weight: Weight = Field(400, description="400 for regular, 700 for bold.")
    style: FontStyle = Field("normal", description="normal or italic.")


class Font(Record):
    """A font family from an installed font package."""

    family: FamilyName = Field(description="The family's name, as the stylesheets use it.")
    package: PackageName = Field(description="The Python package that holds the files.")
    files: Annotated[tuple[FontFile, ...], as_list] = Field(description="Its files.")
    scripts: Annotated[tuple[Script, ...], as_list] = Field(
        (),
        description="The scripts it is for (ISO 15924: Deva, Hani, Arab); "
        "none: a font for the text itself. Loaded only where an issue uses them.",
    )
    scale: Number = Field(1.0, description="Its size beside the text's, 1 for the same.")


class Tokens(Record):
    """Brand tokens; each becomes a CSS custom property, such as `--colour-ink`."""

    colours: dict[TokenName, Colour] = Field({}, description="--colour-NAME: '#1b2a4a'.")
    sizes: dict[TokenName, Length] = Field({}, description="--size-NAME: type sizes.")
    lengths: dict[TokenName, Length] = Field({}, description="--length-NAME: measures, spaces.")
    numbers: dict[TokenName, Number] = Field({}, description="--number-NAME: line heights.")
    families: dict[TokenName, Annotated[tuple[FamilyName, ...], as_list]] = Field(
        {}, description="--family-NAME: families of `fonts`, the first that has a letter sets it."
    )


class Margins(Record):
    """The margins of a text page."""

    top: PaperLength = Field(description="Above the text; the running header stands in it.")
    right: PaperLength = Field(description="To the right of the text.")
    bottom: PaperLength = Field(description="Below the text; the page number stands in it.")
    left: PaperLength = Field(description="To the left of the text.")


class Page(Record):
    """The paper."""

    width: PaperLength = Field("210mm", description="The paper's width.")
    height: PaperLength = Field("297mm", description="The paper's height.")
    margins: Margins = Field(
        Margins(top="25mm", right="25mm", bottom="25mm", left="25mm"),
        description="The margins of a text page.",
    )


class FigureSize(Record):
    """The largest size at which a picture is printed."""

    width: PaperLength = Field("150mm", description="The width; the linter counts pixels by it.")
    height: PaperLength = Field("120mm", description="The height.")

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

    file: RelativePath = Field(description="The picture's path in the style's folder.")
    alt: Text = Field(description="What it shows, for a screen reader: the publisher's name.")


class StyleFile(Record):
    """`styles/NAME/style.yaml`: the parts of a style, its fonts and its brand tokens."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    title: Text = Field(description="What the style is called, for people.")
    template: RelativePath = Field(description="The template that makes the document.")
    parts: Annotated[tuple[RelativePath, ...], as_list] = Field(
        (), description="Further templates, which the first one includes."
    )
    stylesheets: Annotated[tuple[RelativePath, ...], as_list] = Field(
        (), description="The CSS files, in order."
    )
    draft_stylesheets: Annotated[tuple[RelativePath, ...], as_list] = Field(
        (), description="CSS files that a draft gets after the others."
    )
    page: Page = Field(Page(), description="The paper and its margins.")
    figure: FigureSize = Field(FigureSize(), description="How large pictures are printed.")
    logo: Logo | None = Field(None, description="The publisher's logo; a style does without.")
    fonts: Annotated[tuple[Font, ...], as_list] = Field((), description="The font families.")
    tokens: Tokens = Field(Tokens(), description="Colours, sizes, measures and families.")
    labels: dict[Language, dict[TokenName, Text]] = Field(
        {}, description="The style's own words (`highlights`, `corrections`, …) by language."
    )
    note: Text | None = Field(None, description="A private remark; never printed.")
