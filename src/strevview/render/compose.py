"""An issue in a style as HTML and CSS: the style's templates filled with the issue's view.

Templates run in Jinja's sandbox: they see what they are given and the style's own templates, under
a bound of memory and length. The style's pictures are served from memory: the renderer names a
picture in the PDF by its address, and one with a path in it would give other bytes in another
folder.
"""

from __future__ import annotations

import posixpath
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.loading import LoadedIssue
from strevview.model.picture_files import picture_format, read_drawing
from strevview.render.carried import Components
from strevview.render.pictures import Picture, picture_url, style_picture_name
from strevview.render.view import Letters, view_of
from strevview.style.css import StyleSheet, expected_families, tokens_css
from strevview.style.script_fonts import Served, with_fonts
from strevview.style.scripts import COMMON, letters_of
from strevview.style.style_folder import Style

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from jinja2 import Environment

if sys.platform == "linux":
    import resource

# Made-up CSS has an address of its own, by which the renderer's log lines find it.
_TOKENS_URL = "strevview-style:tokens.css"
_PICTURE = re.compile(
    r"""url\(\s*(["']?)([^"'()\s:]+\.(?:gif|jpe?g|png|svg|webp))\1\s*\)""", re.IGNORECASE
)
TEMPLATE = "SV906"
# What a template may take, and the characters it may make: far more than the largest issue needs.
_MEMORY = 512 * 1024 * 1024
_LONGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PdfMetadata:
    """A PDF's metadata. Dates come from the issue: the clock is never asked.

    `language` is a BCP 47 tag. `fingerprint` is what `fingerprint_of` reads back.
    `text_starts_at` is the id of the element that begins the text: the page it falls on is page 1
    of the text, and those before it are the cover's. Without it, or when no page has it, the text
    begins on the second page. `cover` is what pages before the text are called.
    """

    title: str
    language: str
    created: date
    modified: date | None = None
    authors: tuple[str, ...] = ()
    subject: str | None = None
    publisher: str | None = None
    rights: str | None = None
    issn: str | None = None
    fingerprint: Components = field(default_factory=dict)
    text_starts_at: str | None = None
    cover: str | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """What the renderer gets. With an error among `diagnostics` the HTML is empty.

    `style` is the one asked for, with the fonts that serve the letters which its own lack.
    `style_pictures` are the style's own pictures by the name their URL bears;
    `families` the font families that the PDF may embed; `scripts` those met besides Latin
    (ISO 15924), in the text or in the `labels` of drawings.
    """

    html: str
    stylesheets: tuple[StyleSheet, ...]
    diagnostics: tuple[Diagnostic, ...]
    served: Served
    style: Style
    style_pictures: tuple[tuple[str, bytes], ...]
    scripts: frozenset[str]
    families: frozenset[str]
    labels: str


def compose(loaded: LoadedIssue, style: Style, issue_pictures: Iterable[Picture] = ()) -> Composed:
    """Return an issue in a style as HTML and CSS; the same for the same content, in any folder.

    `issue_pictures` are the issue's own, cleaned: the fonts of their labels are needed too.

    Raises:
        ValueError: the issue or its series could not be read; the caller stops before.
    """
    view, letters = view_of(loaded, style)
    return compose_view(view, letters, style, issue_pictures)


def compose_view(
    view: DataclassInstance, letters: Letters, style: Style, pictures: Iterable[Picture] = ()
) -> Composed:
    """Return what a style's template makes of a view, with the style's CSS.

    The view has a `series`, as `IssueView` has it, and may be that of a `draft`.
    """
    context: dict[str, Any] = {part.name: getattr(view, part.name) for part in fields(view)}
    html = fill(style.templates, style.file.template, context, style.shown)
    style_pictures = _pictures_of(style)
    named = ((picture.file, picture.data) for picture in pictures)
    labels = _labels((*named, *style_pictures))
    letters |= frozenset(letters_of(labels))
    style, served = with_fonts(style, letters)
    scripts = frozenset(script for script, _ in letters) - {COMMON}
    faults = (*served.faults, *((html,) if isinstance(html, Diagnostic) else ()))
    return Composed(
        html="" if isinstance(html, Diagnostic) else html,
        stylesheets=_stylesheets(
            style,
            draft=context.get("draft", False),
            right_to_left=context["series"].direction == "rtl",
        ),
        diagnostics=faults,
        served=served,
        style=style,
        style_pictures=style_pictures,
        scripts=scripts,
        families=expected_families(style, scripts),
        labels=labels,
    )


def _labels(pictures: Iterable[tuple[str, bytes]]) -> str:
    """Return what the drawings among some pictures say."""
    labels: list[str] = []
    for name, data in pictures:
        if picture_format(name) == "SVG":
            # One of the style's that cannot be read is told of when it is drawn.
            with suppress(ValueError, SyntaxError):
                labels += read_drawing(data).labels
    return "\n".join(labels)


def _stylesheets(style: Style, *, draft: bool, right_to_left: bool) -> tuple[StyleSheet, ...]:
    file = style.file
    names = (
        *file.stylesheets,
        *(file.draft_stylesheets if draft else ()),
        *(file.rtl_stylesheets if right_to_left else ()),
    )
    own = (
        StyleSheet(
            f"{style.shown}/{name}",
            _with_picture_addresses(style, name),
            (style.folder / name).as_uri(),
        )
        for name in names
    )
    tokens = StyleSheet(
        f"{style.shown}/style.yaml", tokens_css(style, right_to_left=right_to_left), _TOKENS_URL
    )
    return (tokens, *own)


def _pictures_of(style: Style) -> tuple[tuple[str, bytes], ...]:
    """Return the pictures that a style's logo and stylesheets name, by their names."""
    named = {style.file.logo.file} if style.file.logo else set()
    for sheet, css in style.css.items():
        named.update(_resolved(sheet, match[2]) for match in _PICTURE.finditer(css))
    return tuple((style_picture_name(file), data) for file, data in style.files if file in named)


def _with_picture_addresses(style: Style, sheet: str) -> str:
    """Return a stylesheet whose pictures have the addresses they are served under.

    A file that the style does not have keeps its address, for the renderer to complain about.
    """
    files = {file for file, _ in style.files}

    def address(match: re.Match[str]) -> str:
        file = _resolved(sheet, match[2])
        known = file in files
        return f'url("{picture_url(style_picture_name(file))}")' if known else match[0]

    return _PICTURE.sub(address, style.css[sheet])


def _resolved(sheet: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(sheet), address))


def fill(
    templates: Mapping[str, str], name: str, context: Mapping[str, object], shown: str
) -> str | Diagnostic:
    """Return the document that one of some templates makes, or SV906 with file and line.

    `shown` is the templates' folder in complaints.
    """
    environment = _environment(tuple(templates.items()))
    try:
        with _at_most_memory(_MEMORY):
            html = environment.get_template(name).render(context)
        if len(html) > _LONGEST:
            raise MemoryError
    except Exception as reason:  # noqa: BLE001 - a template can make any operation fail
        return _complaint(templates, name, reason, shown)
    return html


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    """Return the sandbox with some templates: they are compiled once for all issues of a build."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
            # A view is made to be seen; to look into each of its values takes longer than the rest.
            fields = getattr(obj, "__dataclass_fields__", ())
            return attr in fields or super().is_safe_attribute(obj, attr, value)

    texts = dict(templates)
    environment = Sandbox(
        # The name stands for the file's path, by which a traceback tells the template's line.
        loader=FunctionLoader(lambda name: (texts[name], name, None) if name in texts else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_nothing_printed,
    )
    environment.globals.clear()
    # A template has no use for products, and `"x" * 10 ** 10` takes all memory.
    environment.intercepted_binops = frozenset({"*", "**"})
    environment.binop_table = dict.fromkeys(("*", "**"), _refuse)
    return environment


def _nothing_printed(value: object) -> object:
    """Return a value that a template prints; None would print as that word."""
    if value is None:
        raise ValueError(
            "a value that an issue may lack is printed as `None`: ask for it with `if`"
        )
    return value


def _refuse(left: object, right: object) -> object:
    from jinja2.exceptions import SecurityError

    del left, right
    raise SecurityError("a template cannot multiply")


def _complaint(
    templates: Mapping[str, str], main: str, reason: Exception, shown: str
) -> Diagnostic:
    from jinja2 import TemplateNotFound

    name, line = _place(templates, main, reason)
    text = getattr(reason, "message", None) or str(reason) or type(reason).__name__
    advice = "docs/styles.md lists what templates are given"
    if isinstance(reason, MemoryError):
        text = "it takes too much memory, or makes too large a page"
        advice = "look for a number that is too large, such as a width, or for a loop in a loop"
    elif isinstance(reason, TemplateNotFound):
        text = f"the style has no template `{reason.name}`"
        advice = "add it to `parts:` in style.yaml"
    span = Span.point(f"{shown}/{name}", line)
    return error(TEMPLATE, f"the template fails: {text}", span, advice)


def _place(templates: Mapping[str, str], main: str, reason: Exception) -> tuple[str, int]:
    """Return the template and the line that an error came from."""
    known: Any = getattr(reason, "filename", None)
    line: Any = getattr(reason, "lineno", None)
    if known in templates and isinstance(line, int):
        return known, line
    for frame in reversed(traceback.extract_tb(reason.__traceback__)):
        if frame.filename in templates and frame.lineno is not None:
            return frame.filename, frame.lineno
    return main, 1


@contextmanager
def _at_most_memory(size: int) -> Iterator[None]:
    """Have what takes more than `size` bytes fail with `MemoryError`, on Linux alone.

    Elsewhere the system does not bound a process so. The bound is on addresses, and on the whole
    process: it holds for as long as the work takes.
    """
    if sys.platform != "linux":
        yield
        return
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + size
    bounds = [limit for limit in (soft, hard, most) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
