"""The drawings of an issue as the pictures that a word processor of old could hold."""

from __future__ import annotations

import re
from pathlib import Path

# About 200 dots an inch.
SCALE = 200 / 72
_SIZE = re.compile(rb'<svg[^>]*? width="([\d.]+)mm" height="([\d.]+)mm"')


def millimetres(drawing: Path) -> tuple[float, float]:
    """Return the width and the height that an SVG file gives itself."""
    size = _SIZE.search(drawing.read_bytes())
    assert size is not None, f"{drawing} has no size in millimetres"
    return float(size[1]), float(size[2])


def as_png(drawing: Path, target: Path) -> Path:
    """Draw an SVG file as a PNG file, through WeasyPrint's own drawing and PDFium."""
    import pypdfium2
    from weasyprint import HTML

    width, height = millimetres(drawing)
    html = (
        f"<style>@page {{ size: {width}mm {height}mm; margin: 0 }} img {{ display: block }}</style>"
        f'<img src="{drawing.as_uri()}" style="width: {width}mm">'
    )
    pdf = HTML(string=html).write_pdf()
    document = pypdfium2.PdfDocument(pdf)
    try:
        document[0].render(scale=SCALE).to_pil().save(target)
    finally:
        document.close()
    return target
