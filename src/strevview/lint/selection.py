"""Which rules are wanted: codes such as SV203, families such as SV2, or ALL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from strevview.lint.pages import NOT_OF_LINT, page, rule_codes

EVERYTHING = "ALL"
# Letters that are taken for digits.
_LOOK_ALIKES = str.maketrans("OIL", "011")


class Selection(NamedTuple):
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
        name.startswith("SV") and any(code.startswith(name) for code in rule_codes())
    )


def suggestion(name: str) -> str | None:
    """Return the rule meant by a code with look-alike letters, or by a rule's name."""
    return nearest(name, {page(code).name: code for code in rule_codes()})


def advice_on(name: str, otherwise: str) -> str:
    """Return what to do about a name that no rule bears; `otherwise` where no name is near."""
    close = suggestion(name)
    if close:
        return f"did you mean `{close}`?"
    if name.upper().startswith(NOT_OF_LINT):
        return "codes SV9xx are no rules of the linter: none can be selected or ignored"
    return otherwise


def nearest(name: str, codes: Mapping[str, str]) -> str | None:
    """Return the code meant by `name`; `codes` are those that there are, by their names."""
    code = name.upper().translate(_LOOK_ALIKES)
    code = f"SV{code[2:]}" if code[:2] in ("SV", "5V") else f"SV{code}"
    if code in codes.values():
        return code
    close = get_close_matches(name.lower(), codes, n=1, cutoff=0.7)
    return codes[close[0]] if close else None


def _length(names: tuple[str, ...], code: str) -> int:
    fitting = [0 if name == EVERYTHING else len(name) for name in names if covers(name, code)]
    return max(fitting, default=-1)
