"""Addresses as a file gives them, and whether a reader of the issue can follow them."""

from __future__ import annotations

from strevview.diagnostics import Diagnostic
from strevview.importers import faults

_LASTING = ("http://", "https://", "ftp://", "mailto:", "doi:")


def lasting(address: str) -> str:
    """Return an address on the web or of a mailbox without spaces; "" for any other."""
    address = "".join(address.split())
    if address.casefold().startswith("www."):
        address = f"http://{address}"
    return address if address.casefold().startswith(_LASTING) else ""


def unfit_address(name: str, address: str) -> Diagnostic:
    """Return SV949 for a link that only the writer's own machine could follow."""
    shown = address if len(address) <= 80 else f"{address[:77]}…"
    what = f"a link leads to `{shown}`, where no reader can follow"
    return faults.left_out(name, what, "look up the page on the web and name it under `sources:`")
