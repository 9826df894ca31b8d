"""The links of a laid-out document, before and after their annotations are made."""

from __future__ import annotations

from urllib.parse import urlsplit

import pydyf
from weasyprint import Document

from strevview.diagnostics import Diagnostic, error, warning
from strevview.render.marks import margin_boxes
from strevview.render.messages import STYLE_SHEET


def keep_whole_links(document: Document) -> tuple[Diagnostic, ...]:
    """Leave one annotation to each line of a link in the text, and none that attaches a file.

    The renderer gives each inline element within a link an annotation of its own, which then lies
    in no Link element (ISO 14289-1, 7.18.5): `<a><em>` would break PDF/UA. So would a link in a
    margin box, which is an artifact.
    """
    diagnostics = []
    for page in document.pages:
        kept = []
        in_margin = margin_boxes(page) if page.links else frozenset()
        for link in page.links:
            kind, target, _, box = link
            if kind == "attachment":
                diagnostics.append(_attaching_link(target))
            elif id(box) in in_margin:
                diagnostics.append(_link_in_margin(target))
            elif box.link is not None:
                kept.append(link)
        page.links[:] = kept
    return tuple(dict.fromkeys(diagnostics))


def _attaching_link(target: str) -> Diagnostic:
    return error(
        STYLE_SHEET,
        f"a link attaches “{target}” (rel=attachment); only the build attaches files",
        None,
        "take rel=attachment out of the template",
    )


def _link_in_margin(target: str) -> Diagnostic:
    return warning(
        STYLE_SHEET,
        f"the link to “{target}” in a page margin is printed as plain text",
        None,
        "running headers and footers are no content to a screen reader, so they bear no links",
    )


def describe_links(document: Document) -> None:
    """Describe each link's annotation by the words of the link, and where it leads off to.

    ISO 14289-1, 7.18.5 wants a description; the renderer writes the bare address.
    """
    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = box.link_annotation
            words = " ".join("".join(box.element.itertext()).split())
            if annotation is None or not words:
                continue
            host = urlsplit(target).hostname if kind == "external" else None
            described = f"{words} ({host.removeprefix('www.')})" if host else words
            annotation["Contents"] = pydyf.String(described)
