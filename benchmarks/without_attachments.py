"""Take out of PDFs what they carry, so that their pages alone tell: `python … FILE…`."""

from __future__ import annotations

import sys

import pikepdf


def main() -> None:
    """Write each file anew without its attachments."""
    for path in sys.argv[1:]:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for name in list(pdf.attachments):
                del pdf.attachments[name]
            pdf.save()


if __name__ == "__main__":
    main()
