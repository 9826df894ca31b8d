"""Where the links of a DOCX lead: relations, places inside the document, codes of fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from strevview.importers.addresses import lasting
from strevview.importers.docx.fields import Code
from strevview.importers.docx.names import R, W

if TYPE_CHECKING:
    from strevview.importers.docx.names import Element

# Word's own places: the top of a document, the place where one last wrote, headings.
_OWN_PLACES = ("_top", "_goback", "_toc", "_ref", "_hlk")


@dataclass(frozen=True, eq=False, slots=True)
class Link:
    """One link; two with one address are still two. The address is "" for a dead one."""

    address: str


@dataclass
class Links:
    """Finds the links of one part; `places` are the bookmarks of the whole document."""

    addresses: Mapping[str, str]
    places: frozenset[str]
    # Addresses that only the writer's own machine could follow, as they stood.
    unfit: list[str] = field(default_factory=list)
    _by_code: dict[int, tuple[Code, Link | None]] = field(default_factory=dict)

    def of_element(self, element: Element) -> Link | None:
        """Return where `w:hyperlink` leads (17.16.22), or None for a place inside the document."""
        anchor = element.get(W + "anchor")
        relation = element.get(R + "id")
        if relation is None:
            return self._inside(None if anchor is None else str(anchor))
        return self._link(self.addresses.get(str(relation), ""), anchor and str(anchor))

    def of_code(self, code: Code) -> Link | None:
        """Return where a field leads, the same link for each text of one field."""
        if id(code) not in self._by_code:
            link = self._link(code.address, code.anchor) if code.address else None
            self._by_code[id(code)] = (code, link or self._inside(code.anchor))
        return self._by_code[id(code)][1]

    def _inside(self, place: str | None) -> Link | None:
        """Return no link where a place is in the document, and a dead one where it is not."""
        if place is not None and (place in self.places or place.casefold().startswith(_OWN_PLACES)):
            return None
        return Link("")

    def _link(self, address: str, anchor: str | None) -> Link:
        found = lasting(address)
        if not found and address.strip():
            self.unfit.append(address)
        if found and anchor and "#" not in found:
            found = f"{found}#{anchor}"
        return Link(found)
