"""What the imported items teach about actors, as additions to `actors.yaml`.

New actors go behind the others; what may be another name, acronym or post of a known one stands
beside it as a remark. Nothing that the file has is changed, and its comments and layout stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from strevview.importers.actors import nearly_known
from strevview.importers.actors_file import new_file, read_actors
from strevview.importers.guesses import ActorGuess, PostGuess
from strevview.lint.acronyms import SMALL_WORDS, is_acronym, same_body
from strevview.lint.folding import fold_text
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.model.actors import Actor, ActorKind
from strevview.source.writer import to_yaml

_HEADING = "# Learnt from old issues: check each, and put it where it belongs."
_WORD = re.compile(r"[^\W_]+")
_MOST_PLACES = 3
# Two persons' names of as many words, one of them the same, may be one person's if so alike.
_ALIKE = 0.85
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Learnt:
    """An actor that an imported item names, and where: `2025-07`, or `2025-07/prss-1`."""

    actor: ActorGuess
    where: str


@dataclass(slots=True)
class _New:
    """An actor that the file lacks, as it is put together.

    `doubt` is why it may be none; `clash` is true where another actor has its acronym.
    """

    guess: ActorGuess
    doubt: str | None
    clash: bool
    places: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    posts: dict[PostGuess, None] = field(default_factory=dict)


def learn(existing_text: str | None, learnt: Sequence[Learnt]) -> str:
    """Return the text of `actors.yaml` with what was learnt; None is a file that is not there yet.

    A file that has faults comes back as it is: they are to be mended first. To learn the same
    again adds nothing.
    """
    file = new_file() if existing_text is None else read_actors(existing_text)
    if file is None:
        return existing_text or ""
    index = names_of(file.register)
    new: dict[str, _New] = {}
    remarks: dict[int, dict[str, None]] = {}
    # An acronym alone belongs to the name that another item gives it.
    for one in sorted(learnt, key=lambda one: is_acronym(one.actor.name)):
        known = _known(one.actor, index)
        if known is None:
            _take(new, one, index)
        else:
            place = file.register.actors.index(known)
            remarks.setdefault(place, {}).update(dict.fromkeys(_remarks(known, one, file.text)))
    added = [(place, list(lines)) for place, lines in remarks.items() if lines]
    if not new and not added:
        return file.text if existing_text is None else existing_text
    kinds = list(ActorKind)
    kinds.append(kinds.pop(kinds.index(ActorKind.PERSON)))
    entries = sorted(new.values(), key=lambda one: kinds.index(one.guess.kind))
    return file.with_more(added, [_HEADING, *map(_entry, entries)] if entries else [])


def _known(guess: ActorGuess, index: NameIndex) -> Actor | None:
    """Return the registered actor that is meant, by a form of its name or by acronym and words."""
    for form in (guess.name, guess.written or ""):
        found = index.by_form.get(fold_text(form))
        if found is not None and found.actor is not None:
            return found.actor
    return nearly_known(guess.name, guess.acronym, index)


def _remarks(actor: Actor, one: Learnt, text: str) -> Iterator[str]:
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
    held = [_telling(f"{post.post} {post.organisation or ''}") for post in actor.posts]
    for post in one.actor.posts:
        said = post.post if post.organisation is None else f"{post.post}, {post.organisation}"
        remark = f"# check: another post? {' '.join(said.split())} (in "
        words, full = _telling(post.post), _telling(said)
        known = any(words <= other or other <= full for other in held)
        if not known and remark not in text:
            yield f"{remark}{one.where})"


def _telling(post: str) -> frozenset[str]:
    """Return the words of a post and its body that count, small."""
    return frozenset(_WORD.findall(fold_text(post).casefold())) - SMALL_WORDS


def _take(new: dict[str, _New], one: Learnt, index: NameIndex) -> None:
    kept = _same(new, one.actor)
    if kept is None:
        doubt, clash = _doubt(one.actor, index)
        kept = new[fold_text(one.actor.name)] = _New(one.actor, doubt, clash)
    elif fold_text(one.actor.name) not in (fold_text(kept.guess.name), kept.guess.acronym):
        kept.aliases.setdefault(one.actor.name, one.where)
    if one.where not in kept.places:
        kept.places.append(one.where)
    kept.posts.update(dict.fromkeys(one.actor.posts))


def _same(new: dict[str, _New], guess: ActorGuess) -> _New | None:
    """Return the new actor that a guess is another mention of."""
    if fold_text(guess.name) in new:
        return new[fold_text(guess.name)]
    for other in new.values():
        acronym = other.guess.acronym
        same = acronym == guess.acronym and same_body(other.guess.name, guess.name)
        if acronym is not None and (acronym == guess.name or same):
            return other
    return None


def _doubt(guess: ActorGuess, index: NameIndex) -> tuple[str | None, bool]:
    """Return what makes a new actor doubtful, and whether that is its acronym: another has it."""
    taken = index.by_form.get(guess.acronym or "")
    if taken is not None and taken.actor is not None:
        return f"{guess.acronym} is also {taken.actor.name}", True
    near = index.near(fold_text(guess.name))
    if near is not None and near.name.actor is not None:
        return f"or is it {near.name.actor.name}?", False
    for name in index.by_form.values() if guess.kind is ActorKind.PERSON else ():
        actor = name.actor
        if actor is not None and actor.kind is guess.kind and _alike(guess.name, name.form):
            return f"or is it {actor.name}?", False
    return None, False


def _alike(one: str, other: str) -> bool:
    """Return whether two names of persons may be one: Mohammad and Muhammad Yousaf Khan."""
    first, second = fold_text(one).casefold(), fold_text(other).casefold()
    shared = set(first.split()) & set(second.split())
    if len(first.split()) != len(second.split()) or len(max(shared, key=len, default="")) < 4:
        return False
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _entry(one: _New) -> str:
    """Return a new actor as YAML, with a remark where it was found."""
    guess = one.guess
    shown = ", ".join(one.places[:_MOST_PLACES])
    more = f" and {len(one.places) - _MOST_PLACES} more" if len(one.places) > _MOST_PLACES else ""
    lines = [f"# check: in {shown}{more}" + (f"; {one.doubt}" if one.doubt else "")]
    lines.append(f"- {_yaml({'name': guess.name})}")
    if guess.acronym is not None and guess.acronym != guess.name and not one.clash:
        lines.append(f"  {_yaml({'acronym': guess.acronym})}")
    lines += ["  aliases:"] if one.aliases else []
    for alias, where in one.aliases.items():
        lines += [f"    # check: in {where}", f"    {_yaml([alias])}"]
    lines.append(f"  kind: {guess.kind.value}")
    lines += ["  posts:"] if one.posts else []
    for post in one.posts:
        lines.append(f"    - {_yaml({'post': post.post})}")
        if post.organisation is not None:
            lines.append(f"      {_yaml({'organisation': post.organisation})}")
    return "\n".join(lines)


def _yaml(value: dict[str, str] | Iterable[str]) -> str:
    if isinstance(value, dict):
        return to_yaml({key: " ".join(text.split()) for key, text in value.items()}).rstrip("\n")
    return to_yaml([" ".join(text.split()) for text in value]).rstrip("\n")
