"""Read the text of a PDF as pdfplumber gives it: `python pdf_text.py FILE PAGES`."""

from __future__ import annotations

import sys

import pdfplumber


def main() -> int:
    """Return 0 if the file has as many pages as it should, each with text."""
    path, pages = sys.argv[1:]
    with pdfplumber.open(path) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    print(f"{len(texts)} pages, {sum(len(text.split()) for text in texts)} words")
    return 0 if len(texts) == int(pages) and all(texts) else 1


if __name__ == "__main__":
    sys.exit(main())
