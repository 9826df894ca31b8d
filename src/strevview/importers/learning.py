"""What the imported items teach about actors, as additions to `actors.yaml`.

New actors go behind the others; what may be another name, acronym or post of a known one stands
beside it as a remark. Nothing that the file has is changed, and its comments and layout stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from strevview.importers.actors_file import new_file, read_actors
from strevview.importers.facts import ActorGuess, PostGuess
from strevview.lint.acronyms import SMALL_WORDS, is_acronym, same_body
from strevview.lint.folding import fold_text
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.model.actors import Actor, ActorKind
from strevview.source.writer import to_yaml

_HEADING = "# Learnt from old issues: check each, and put it where it belongs."
_WORD = re.compile(r"[^\W_]+")
_MOST_PLACES = 3
# Two persons' names of as many words, each of which is the same or so like it, may be one person's.
_ALIKE = 0.7
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Learnt:
    """An actor that an imported item names, and where: `2025-07`, or `2025-07/prss-1`."""

    actor: ActorGuess
    where: str


@dataclass(slots=True)
class _New:
    """An actor that the file lacks, as it is put together."""

    guess: ActorGuess
    places: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    posts: dict[PostGuess, str] = field(default_factory=dict)
    remark: str | None = None


def learn(existing_text: str | None, learnt: Sequence[Learnt]) -> str:
    """Return the text of `actors.yaml` with what was learnt; None is a file that is not there yet.

    A file that has faults comes back as it is: they are to be mended first. To learn the same
    again adds nothing.
    """
    if existing_text is None:
        file = new_file()
    else:
        read = read_actors(existing_text)
        if read is None:
            return existing_text
        file = read
    index = names_of(file.register)
    new: dict[str, _New] = {}
    remarks: dict[int, list[str]] = {}
    # An acronym alone belongs to the name that another item gives it.
    for one in sorted(learnt, key=lambda one: is_acronym(one.actor.name)):
        known = _known(one.actor, index)
        if known is None:
            _take(new, one, index)
        else:
            place = file.register.actors.index(known)
            kept = remarks.setdefault(place, [])
            kept += [r for r in _remarks(known, one, file.text) if r not in kept]
    edits = [edit for place in sorted(remarks) for edit in file.beside(place, remarks[place])]
    if new:
        blocks = [_entry(one, file.indent) for one in _in_order(new.values())]
        edits.append(file.behind([f"{file.indent}{_HEADING}\n", *blocks]))
    if not edits:
        return file.text if existing_text is None else existing_text
    return file.edited(edits)


def _known(guess: ActorGuess, index: NameIndex) -> Actor | None:
    """Return the registered actor that is meant, by a form of its name or by acronym and words."""
    for form in (guess.name, guess.written or ""):
        found = index.by_form.get(fold_text(form))
        if found is not None and found.actor is not None:
            return found.actor
    found = index.by_form.get(guess.acronym or "")
    if found is not None and found.actor is not None and same_body(guess.name, found.actor.name):
        return found.actor
    near = index.near(fold_text(guess.name))
    return near.name.actor if near is not None and near.certain else None


def _remarks(actor: Actor, one: Learnt, text: str) -> Iterable[str]:
    """Yield what an item has of a known actor that the file has not."""
    forms = {fold_text(form) for form in actor.forms}
    for form in (one.actor.name, one.actor.written):
        if form and fold_text(form) not in forms and form not in text:
            yield f"# check: another name? {form} (in {one.where})"
    acronym = one.actor.acronym
    if acronym and actor.acronym is None and acronym not in actor.forms:
        remark = f"# check: its acronym? {acronym} (in "
        if remark not in text:
            yield f"{remark}{one.where})"
    held = [_telling(post.post, post.organisation) for post in actor.posts]
    for post in one.actor.posts:
        said = post.post if post.organisation is None else f"{post.post}, {post.organisation}"
        remark = f"# check: another post? {' '.join(said.split())} (in "
        words = _telling(post.post, None)
        full = _telling(post.post, post.organisation)
        known = any(words <= other or other <= full for other in held)
        if not known and remark not in text:
            yield f"{remark}{one.where})"


def _telling(post: str, organisation: str | None) -> frozenset[str]:
    """Return the words of a post and its body that count, small."""
    words = _WORD.findall(fold_text(f"{post} {organisation or ''}").casefold())
    return frozenset(word for word in words if word not in SMALL_WORDS)


def _take(new: dict[str, _New], one: Learnt, index: NameIndex) -> None:
    kept = _same(new, one.actor)
    if kept is None:
        kept = new[fold_text(one.actor.name)] = _New(one.actor, remark=_doubt(one.actor, index))
    elif fold_text(one.actor.name) not in (fold_text(kept.guess.name), kept.guess.acronym):
        kept.aliases.setdefault(one.actor.name, one.where)
    if one.where not in kept.places:
        kept.places.append(one.where)
    for post in one.actor.posts:
        kept.posts.setdefault(post, one.where)


def _same(new: dict[str, _New], guess: ActorGuess) -> _New | None:
    """Return the new actor that a guess is another mention of."""
    known = new.get(fold_text(guess.name))
    if known is not None:
        return known
    for other in new.values():
        acronym = other.guess.acronym
        if acronym is None or acronym not in (guess.acronym, guess.name):
            continue
        if acronym == guess.name or same_body(other.guess.name, guess.name):
            return other
    return None


def _doubt(guess: ActorGuess, index: NameIndex) -> str | None:
    """Return what makes a new actor doubtful: a name like another's, or an acronym of another."""
    taken = index.by_form.get(guess.acronym or "")
    if taken is not None and taken.actor is not None:
        return f"{guess.acronym} is also {taken.actor.name}"
    near = index.near(fold_text(guess.name))
    if near is not None and near.name.actor is not None:
        return f"or is it {near.name.actor.name}?"
    if guess.kind is ActorKind.PERSON:
        for name in index.by_form.values():
            person = name.actor is not None and name.actor.kind is ActorKind.PERSON
            if person and name.actor is not None and _alike(guess.name, name.form):
                return f"or is it {name.actor.name}?"
    return None


def _alike(one: str, other: str) -> bool:
    """Return whether two names of persons may be one: Mohammad and Muhammad Yousaf Khan."""
    first, second = fold_text(one).casefold().split(), fold_text(other).casefold().split()
    if len(first) != len(second) or len(first) < 2:
        return False
    pairs = list(zip(first, second, strict=True))
    same = [a for a, b in pairs if a == b and len(a) >= _FEWEST_LETTERS]
    near = (a == b or SequenceMatcher(None, a, b).ratio() >= _ALIKE for a, b in pairs)
    return bool(same) and all(near)


def _in_order(new: Iterable[_New]) -> list[_New]:
    """Return the bodies, then the programmes and events, then the persons, each as they came."""
    kinds = [ActorKind.ORGANISATION, ActorKind.COUNTRY, ActorKind.PROGRAMME, ActorKind.EVENT]
    rank = {kind: place for place, kind in enumerate((*kinds, ActorKind.PERSON))}
    return sorted(new, key=lambda one: rank[one.guess.kind])


def _entry(one: _New, indent: str) -> str:
    """Return a new actor as YAML, with a remark where it was found."""
    guess = one.guess
    shown = ", ".join(one.places[:_MOST_PLACES])
    more = f" and {len(one.places) - _MOST_PLACES} more" if len(one.places) > _MOST_PLACES else ""
    lines = [f"# check: in {shown}{more}" + (f"; {one.remark}" if one.remark else "")]
    lines.append(f"- {_pair('name', guess.name)}")
    clashes = one.remark is not None and one.remark.startswith(f"{guess.acronym} is also")
    if guess.acronym is not None and guess.acronym != guess.name and not clashes:
        lines.append(f"  {_pair('acronym', guess.acronym)}")
    if one.aliases:
        lines.append("  aliases:")
        for alias, where in one.aliases.items():
            lines.append(f"    # check: in {where}")
            lines.append(f"    - {_scalar(alias)}")
    lines.append(f"  kind: {guess.kind.value}")
    if one.posts:
        lines.append("  posts:")
        for post in one.posts:
            lines.append(f"    - {_pair('post', post.post)}")
            if post.organisation is not None:
                lines.append(f"      {_pair('organisation', post.organisation)}")
    return "".join(f"{indent}{line}\n" for line in lines)


def _pair(key: str, value: str) -> str:
    return to_yaml({key: " ".join(value.split())}).rstrip("\n")


def _scalar(value: str) -> str:
    return to_yaml([" ".join(value.split())]).removeprefix("- ").rstrip("\n")
