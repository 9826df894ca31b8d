"""Which rules are wanted: codes such as SV203, families such as SV2, or ALL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from strevview.lint.registry import modules

EVERYTHING = "ALL"


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules selected and ignored; the longer of two names that fit a code wins.

    Without `select` the rules that are on by default are wanted.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, code: str, default: bool = True) -> bool:
        """Return whether a rule is wanted."""
        ignored = _length(self.ignore, code)
        if not self.select:
            return default and ignored < 0
        return _length(self.select, code) > ignored


def covers(name: str, code: str) -> bool:
    """Return whether a code or family names a rule."""
    return name == EVERYTHING or code.startswith(name)


def split_names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in options such as `SV2,SV301 SV4`, in capitals."""
    joined = " ".join(values).replace(",", " ")
    return tuple(name.upper() for name in joined.split())


def is_known(name: str) -> bool:
    """Return whether a name is a rule's code, a family or ALL."""
    return name == EVERYTHING or (
        name in modules() or (name.startswith("SV") and any(c.startswith(name) for c in modules()))
    )


def suggestion(name: str) -> str | None:
    """Return the known code that an unknown one was probably meant to be."""
    close = get_close_matches(name.upper(), modules(), n=1, cutoff=0.7)
    return close[0] if close else None


def _length(names: tuple[str, ...], code: str) -> int:
    fitting = [0 if name == EVERYTHING else len(name) for name in names if covers(name, code)]
    return max(fitting, default=-1)
