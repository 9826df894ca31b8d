"""How much of the truth the import finds in the texts of the sample issues, and how much is wrong.

The register holds the actors of the other months alone, never those of the month at hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from strevview.importers.facts import item_facts
from strevview.importers.guesses import ItemFacts, LinkText
from strevview.lint.folding import fold_text
from strevview.model.dates import Period
from strevview.model.issue import Actor, ActorRegister, Item
from strevview.model.loading import LoadedIssue, load_issue, load_shelf
from strevview.model.prose import Prose
from tests.importers.other_texts import OTHER_TEXTS

ISSUES = Path(__file__).resolve().parents[2] / "issues"
MONTHS = ("2025-06", "2025-07", "2025-08")


@dataclass(frozen=True, slots=True)
class Misread:
    """A value that differs from the truth; either may be missing."""

    item: str
    truth: str | None
    guess: str | None


@dataclass(slots=True)
class Score:
    """Values of one kind: in the truth, proposed, and what is not the same in both."""

    truths: int = 0
    proposed: int = 0
    missed: list[Misread] = field(default_factory=list)
    wrong: list[Misread] = field(default_factory=list)

    @property
    def found(self) -> float:
        """The share of the truth that was found."""
        return 1 - len(self.missed) / self.truths if self.truths else 1.0

    @property
    def amiss(self) -> float:
        """The share of the proposed values that are wrong."""
        return len(self.wrong) / self.proposed if self.proposed else 0.0

    def add(self, item: str, truth: str | None, guess: str | None) -> None:
        """Count one value; a guess for nothing is wrong, a wrong one is missed too."""
        self.truths += truth is not None
        self.proposed += guess is not None
        if guess is not None and guess != truth:
            self.wrong.append(Misread(item, truth, guess))
        if truth is not None and guess != truth:
            self.missed.append(Misread(item, truth, guess))


@cache
def sample(month: str) -> LoadedIssue:
    """Return a sample issue."""
    return load_issue(ISSUES / f"{month}.yaml", load_shelf(ISSUES))


def text_and_links(item: Item, prose: Prose) -> tuple[str, tuple[LinkText, ...]]:
    """Return an item's words, a line a paragraph, and its links with their addresses."""
    links, start = [], 0
    for paragraph in prose.paragraphs:
        for first, last, source in paragraph.links:
            word = paragraph.text[first:last]
            address = item.sources[source].url or ""
            links.append(LinkText(word, address, start + first, start + last))
        start += len(paragraph.text) + 1
    return prose.text, tuple(links)


def register_without(month: str) -> ActorRegister:
    """Return the register with the actors of the other sample issues alone."""
    everybody = sample(month).shelf.register
    named = [
        entry.name
        for other in MONTHS
        if other != month
        for _, item, _ in sample(other).items()
        for entry in item.actors
    ]
    return ActorRegister(everybody.used_by(named))


@cache
def sample_facts(month: str) -> tuple[tuple[Item, ItemFacts], ...]:
    """Return each item of a sample issue with the facts that are read out of its text."""
    issue = sample(month)
    register = register_without(month)
    taken: list[str] = []
    found = []
    for _, item, prose in issue.items():
        text, links = text_and_links(item, prose)
        facts = item_facts(text, links, period_of(issue), register, taken)
        taken.append(facts.id)
        found.append((item, facts))
    return tuple(found)


def period_of(issue: LoadedIssue) -> Period:
    """Return an issue's period."""
    assert issue.issue is not None
    return issue.issue.period


def score_samples(months: Iterable[str] = MONTHS) -> dict[str, Score]:
    """Return the scores of the dates, places and actors of the sample issues."""
    scores = {kind: Score() for kind in ("dates", "places", "actors", "published")}
    for month in months:
        for item, facts in sample_facts(month):
            guess = facts.date.value if facts.date else None
            scores["dates"].add(item.id, str(item.date) if item.date else None, guess)
            scores["places"].add(item.id, item.place, facts.place.value if facts.place else None)
            score_actors(scores, month, item, facts)
            score_sources(scores["published"], item, facts)
    return scores


def score_actors(scores: dict[str, Score], month: str, item: Item, facts: ItemFacts) -> None:
    """Count the actors of an item, under whatever form."""
    everybody = sample(month).shelf.register
    truths = {key_of(everybody, (entry.name,)): entry for entry in item.actors}
    guesses = {
        key_of(everybody, (actor.name, actor.acronym or actor.name)): actor
        for actor in facts.actors
    }
    for key, entry in truths.items():
        scores["actors"].add(item.id, entry.name, entry.name if key in guesses else None)
    for key, actor in guesses.items():
        if key not in truths:
            scores["actors"].add(item.id, None, actor.name)


def score_sources(score: Score, item: Item, facts: ItemFacts) -> None:
    """Count the days of publication; a month that the day is in is right."""
    days = {source.url: source.published for source in item.sources.values() if source.url}
    for source in facts.sources:
        truth = days.get(source.url) if source.url else None
        if truth is not None and source.published is not None:
            guess = source.published.value
            right = str(truth).startswith(guess)
            score.add(f"{item.id} {source.key}", str(truth), str(truth) if right else guess)


def score_others() -> dict[str, Score]:
    """Return the scores of the texts of another hand, without a register."""
    scores = {kind: Score() for kind in ("dates", "places", "actors")}
    for other in OTHER_TEXTS:
        facts = item_facts(other.text, other.links, Period.parse(other.period), None, ())
        item = other.text[:30]
        scores["dates"].add(item, other.date, facts.date.value if facts.date else None)
        scores["places"].add(item, other.place, facts.place.value if facts.place else None)
        named = [actor.name for actor in facts.actors if actor.name not in other.spare]
        for name in other.actors:
            if name not in other.spare:
                scores["actors"].add(item, name, name if name in named else None)
        for name in named:
            if name not in other.actors:
                scores["actors"].add(item, None, name)
    return scores


def key_of(register: ActorRegister, forms: tuple[str, ...]) -> str:
    """Return the one name of an actor of whom some forms are given, as the eye reads it."""
    for form in forms:
        known = _find(register, form)
        if known is not None:
            return fold_text(known.name)
    return fold_text(forms[0])


def _find(register: ActorRegister, form: str) -> Actor | None:
    folded = fold_text(form)
    return next(
        (a for a in register.actors if folded in {fold_text(known) for known in a.forms}), None
    )


def table(scores: dict[str, Score]) -> str:
    """Return the scores as lines: kind, truth, proposed, share found, share wrong, and which."""
    lines = []
    for kind, score in scores.items():
        lines.append(
            f"{kind:8} {score.truths:4} told {score.proposed:4} proposed "
            f"{score.found:6.1%} found {score.amiss:6.1%} wrong"
        )
        lines += [f"    wrong  {m.item}: {m.guess!r} for {m.truth!r}" for m in score.wrong]
        lines += [f"    missed {m.item}: {m.truth!r}" for m in score.missed if m.guess is None]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{table(score_samples())}\n{table(score_others())}\n")
