"""The sample issues damaged in one place at a time: the fault is found, and little else is said.

`python -m tests.lint.test_damage 1000` tries more, and prints what is missed and said besides.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from inspect import isgeneratorfunction
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.lint.engine import check
from strevview.model.loading import LoadedIssue, load_all, load_issue_text
from tests.command import SAMPLES
from tests.lint import damages_to_facts, damages_to_keys, damages_to_sources, damages_to_words
from tests.lint.damages import Damage, Maker, Page, damages_by

ISSUES = Path(__file__).resolve().parent.parent.parent / "issues"
MODULES = (damages_to_keys, damages_to_facts, damages_to_sources, damages_to_words)
# Makers by the kind's name: the rows of each table, and each generator of its own.
KINDS: dict[str, Maker] = {
    name: maker
    for module in MODULES
    for name, maker in (*module.TABLE.items(), *vars(module).items())
    if name in module.TABLE or (isgeneratorfunction(maker) and not name.startswith("_"))
}
SEED = 20250731
# One of each kind in each issue, and more drawn from all kinds alike.
AT_LEAST = 330
FOUND = 0.95
ALONE = 0.80


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules said of a damage: whether of it, and what besides."""

    damage: Damage
    found: bool
    besides: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        said = "; ".join(f"{_place(d)} {d.code} {d.message}" for d in self.besides) or "nothing"
        wanted = f"{'/'.join(sorted(self.damage.codes))} at {sorted(self.damage.lines)[:4]}"
        state = "found" if self.found else "MISSED"
        return f"{self.damage.kind}: {state} {wanted}; besides: {said}"


def chosen(count: int = AT_LEAST) -> list[Damage]:
    """Return the damages to try: the same at each run."""
    draw = random.Random(SEED)  # noqa: S311
    some, more = [], []
    for path in SAMPLES:
        page = Page.of(path.stem, path.read_text("utf-8"))
        for name, maker in KINDS.items():
            offered = damages_by(name, maker, page)
            drawn = draw.sample(offered, min(6, len(offered)))
            some += drawn[:1]
            more += drawn[1:]
    wanted = max(0, count - len(some))
    return some + draw.sample(more, min(wanted, len(more)))


@cache
def verdicts(count: int = AT_LEAST) -> tuple[Verdict, ...]:
    """Lint each damaged file beside its undamaged neighbours."""
    loaded = {issue.stem: issue for issue in load_all(SAMPLES)}
    usual = {stem: Counter(map(_said, _findings(issue, loaded))) for stem, issue in loaded.items()}
    return tuple(_verdict(damage, loaded, usual) for damage in chosen(count))


def _verdict(
    damage: Damage, loaded: dict[str, LoadedIssue], usual: dict[str, Counter[tuple[str, str]]]
) -> Verdict:
    stem = damage.kind.split()[0]
    whole = loaded[stem]
    issue = load_issue_text(damage.data, whole.name, whole.shelf)
    new, left = _without(_findings(issue, loaded), usual[stem], _said)
    # What was said before under a name that is another now.
    new, _ = _without(new, Counter(map(_nameless, left.elements())), _meant)
    right = [d for d in new if d.code in damage.codes and d.span and d.span.line in damage.lines]
    # A pair of marks is one damage, told at each of them.
    pair = [d for d in right if d.code == right[0].code and d.message == right[0].message]
    return Verdict(damage, bool(right), tuple(d for d in new if d not in pair))


def _without(
    diagnostics: Iterable[Diagnostic],
    before: Counter[tuple[str, str]],
    said: Callable[[Diagnostic], tuple[str, str]],
) -> tuple[list[Diagnostic], Counter[tuple[str, str]]]:
    """Return the complaints that were not there before, and what was there and is no more."""
    left, new = before.copy(), []
    for diagnostic in diagnostics:
        if left[said(diagnostic)] > 0:
            left[said(diagnostic)] -= 1
        else:
            new.append(diagnostic)
    return new, left


def _findings(issue: LoadedIssue, loaded: dict[str, LoadedIssue]) -> tuple[Diagnostic, ...]:
    return check((issue,), neighbours=[other for s, other in loaded.items() if s != issue.stem])


def _said(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code, diagnostic.message


def _meant(diagnostic: Diagnostic) -> tuple[str, str]:
    return _nameless(_said(diagnostic))


def _nameless(said: tuple[str, str]) -> tuple[str, str]:
    return said[0], re.sub(r"`[^`]*`", "…", said[1])


def _place(diagnostic: Diagnostic) -> str:
    return str(diagnostic.span.line) if diagnostic.span else "-"


def test_hundreds_of_damages_of_many_kinds() -> None:
    damages = chosen()
    assert len(damages) >= AT_LEAST
    assert len({damage.kind.partition(" ")[2] for damage in damages}) == len(KINDS)
    assert all(damage.data != _page(damage).data for damage in damages)


def _page(damage: Damage) -> Page:
    stem = damage.kind.split()[0]
    return Page.of(stem, (ISSUES / f"{stem}.yaml").read_text("utf-8"))


def test_a_file_that_is_not_damaged_reads_back_as_it_was() -> None:
    for path in SAMPLES:
        assert Page.of(path.stem, path.read_text("utf-8")).data == path.read_bytes()


def test_a_damage_gives_its_code_on_its_line() -> None:
    missed = [verdict for verdict in verdicts() if not verdict.found]
    share = 1 - len(missed) / len(verdicts())
    assert share >= FOUND, "\n".join(map(str, missed))


def test_a_damage_gives_nothing_else() -> None:
    noisy = [verdict for verdict in verdicts() if verdict.besides]
    share = 1 - len(noisy) / len(verdicts())
    assert share >= ALONE, "\n".join(map(str, noisy))


def test_no_rule_fails_on_a_damaged_file() -> None:
    assert not [v for v in verdicts() if any(d.code == "SV000" for d in v.besides)]


if __name__ == "__main__":
    results = verdicts(int(sys.argv[1]) if sys.argv[1:] else AT_LEAST)
    for result in results:
        if not result.found or result.besides:
            print(result)  # noqa: T201
    found, alone = sum(r.found for r in results), sum(not r.besides for r in results)
    print(f"{len(results)} damages: {found} found, {alone} with nothing besides")  # noqa: T201
