"""SV301, SV302, SV306, SV307, SV310, SV803: actors in lists and texts, spellings and posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product, starmap
from typing import NamedTuple

from strevview.diagnostics import Related, Span
from strevview.lint.checked_issue import CheckedIssue, registered_actors, repeated
from strevview.lint.folding import fold_text, skeleton
from strevview.lint.item_actors import (
    ItemActors,
    ListedActor,
    NameSearch,
    OtherSpelling,
    item_actors,
)
from strevview.lint.name_forms import is_acronym, same_body
from strevview.lint.names_in_text import Name, NameIndex, names_of
from strevview.lint.printed_texts import Stretch
from strevview.lint.registry import Finding, rule, rule_across, shelf_rule
from strevview.model.issue import Actor, ActorKind, ActorRegister, Post
from strevview.model.loading import Shelf

# "Chen Li (guest)", "Chen Li, guest".
_WITH_ROLE = re.compile(r"([^,(]+)(?: \(([^()]+)\)|, ([a-z][^,]+))")
# "SUPARCO, CAST and CNSA".
_BETWEEN_ACTORS = re.compile(r",? and |, | & ")


@rule("SV301")
def actor_not_in_text(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the listed actors that the text does not name."""
    for item in issue.once(item_actors):
        exchanged = item.exchanged()
        for entry in item.absent:
            if exchanged is None:
                message = f"the text does not name {entry.name.form}"
                yield Finding(entry.place, message, _absent_advice(entry.name.form, item.text))
            else:
                at = exchanged.at
                message = f"the text names {at.words}, not {entry.name.form}"
                advice = f"list {at.words} in its place, or correct the text"
                related = (Related(f"{at.words} is named here", at.place),)
                yield Finding(entry.place, message, advice, related=related)


def _absent_advice(name: str, text: NameSearch) -> str:
    """Return what to do about an entry that is not in the text; a part of it may be."""
    with_role = _WITH_ROLE.fullmatch(name)
    if with_role and text.has_form((with_role[1],)):
        short, role = with_role[1], with_role[2] or with_role[3]
        if is_acronym(role):
            return f"write `- {short}`; its acronym goes into actors.yaml"
        return f"write `- name: {short}` and, on the line below it, `role: {role}`"
    if sum(text.has_form((part,)) for part in _BETWEEN_ACTORS.split(name)) > 1:
        return "write each actor as an entry of its own, on a line with `- `"
    return "name it in the text, or take it off the list"


@rule("SV302")
def actor_not_listed(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the first mention of each known actor that an item does not list."""
    for item in issue.once(item_actors):
        # Told by SV301 where one stands for the other.
        for mention in () if item.exchanged() else item.unlisted:
            actor, at = mention.actor, mention.at
            advice = f"add `- {actor.acronym or actor.name}` to the item's `actors:`"
            yield Finding(at.place, f"{at.words} is named here and not listed", advice)


class Unknown(NamedTuple):
    """A name under `actors:` of an issue that no register knows; `issue` is the issue's stem."""

    name: str
    place: Span
    issue: str


@rule("SV306")
def two_spellings(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield each other spelling of a known or listed name once."""
    items = issue.once(item_actors)
    spellings = [spelling for item in items for spelling in item.spellings]
    for known, one in _nearly_earlier([_unknown(issue, item) for item in items]):
        spellings.append(OtherSpelling(one.name, known.name, None, one.place))
    told: set[tuple[str, str]] = set()
    for spelling in spellings:
        pair = (spelling.written, spelling.known)
        # Look-alike characters are told by SV308.
        if pair in told or skeleton(pair[0]) == skeleton(pair[1]):
            continue
        told |= {pair, pair[::-1]}
        where = "in this issue" if spelling.actor is None else "in actors.yaml"
        message = f"“{spelling.written}” is spelt “{spelling.known}” {where}"
        advice = "correct the wrong one; if both are in use, add the other to its `aliases:`"
        yield Finding(spelling.place, message, advice)


def _unknown(issue: CheckedIssue, item: ItemActors) -> list[Unknown]:
    """Return the names of an item's list in no register that are not misspelt themselves."""
    told = {spelling.entry for spelling in item.spellings}
    unknown = (entry for entry in item.listed if entry.name.actor is None and entry not in told)
    return [Unknown(entry.name.form, entry.place, issue.stem) for entry in unknown]


def _nearly_earlier(groups: Iterable[Iterable[Unknown]]) -> Iterator[tuple[Unknown, Unknown]]:
    """Yield each name that is nearly one of an earlier item or issue, behind that one."""
    first: dict[str, tuple[int, Unknown]] = {}
    for number, names in enumerate(groups):
        for entry in names:
            first.setdefault(entry.name, (number, entry))
    index = NameIndex(map(Name.of, first))
    for name, (number, entry) in first.items():
        for near in index.near(name):
            before, known = first[near.name.form]
            # A longer name that differs by one letter is hardly another's.
            is_long = len(near.name.words) > 1 and near.longest >= 7
            if before < number and (near.certain or is_long):
                yield known, entry
                break


@rule_across(
    "SV803", lambda issue: [n for item in issue.once(item_actors) for n in _unknown(issue, item)]
)
def spelt_otherwise_before(issues: Sequence[Sequence[Unknown]]) -> Iterator[Finding]:
    """Yield the names that are nearly those of earlier issues."""
    for known, entry in _nearly_earlier(issues):
        yield Finding(
            entry.place,
            f"{entry.name} is spelt {known.name} in {known.issue}",
            "correct the wrong one; if both are in use, give the actor and its alias "
            "in actors.yaml",
            related=(Related(f"{known.name} here", known.place),),
        )


@shelf_rule("SV306")
def two_spellings_in_the_register(shelf: Shelf) -> Iterator[Finding]:
    """Yield the actors of actors.yaml whose name is nearly that of an earlier one."""
    index = names_of(shelf.register)
    numbers = {id(actor): number for number, actor in enumerate(shelf.register.actors)}
    for part in registered_actors(shelf):
        actor, form = part.model, fold_text(part.model.name)
        for near in index.near(form):
            other = near.name.actor
            if near.certain and other is not None and numbers[id(other)] < numbers[id(actor)]:
                message = f"“{actor.name}” is nearly “{near.name.form}”, another actor"
                advice = "if they are one, delete one entry and give its name under `aliases:`"
                yield Finding(part.place("name"), message, advice)
                break


@shelf_rule("SV310")
def actor_listed_twice(shelf: Shelf) -> Iterator[Finding]:
    """Yield the actors of actors.yaml that have the name of an earlier one, or name it otherwise.

    A form that two have, and that is the name of neither, is no fault of this rule.
    """
    parts = {id(part.model): part for part in registered_actors(shelf)}
    names = names_of(shelf.register)
    for part in parts.values():
        for form in part.model.forms:
            first = names.actor(form)
            if first is None or first is part.model or form not in (part.model.name, first.name):
                continue
            message = f"“{form}” is listed a second time, and only the first entry counts"
            advice = "make one entry of the two"
            there = Related("the first entry", parts[id(first)].place("name"))
            yield Finding(part.place("name"), message, advice, related=(there,))
            break


@shelf_rule("SV306")
def two_spellings_of_a_country(shelf: Shelf) -> Iterator[Finding]:
    """Yield the countries of actors.yaml that are nearly that of more actors, or a known one."""
    # Codes such as CN have no spelling.
    parts = [part for part in registered_actors(shelf) if len(part.model.country or "") > 3]
    counts = Counter(fold_text(part.model.country or "") for part in parts)
    known = _known_countries(shelf.series.language if shelf.series else "en") if parts else set()
    index = NameIndex(map(Name.of, {*counts, *known}))
    meant: dict[str, str] = {}
    for country in counts.keys() - known:
        words = Name.of(country).words
        near = [one.name for one in index.near(country)]
        # An accent more or less counts only where two actors do not agree on it.
        names = [one.form for one in near if one.form in counts or one.words != words]
        best = max(names, key=lambda name: (name in known, counts[name], name), default=country)
        if best in known or counts[best] > counts[country]:
            meant[country] = best
    for part in parts:
        name = meant.get(fold_text(part.model.country or ""))
        if name is not None:
            whose = "the country of other actors" if counts[name] else "a country"
            message = f"“{part.model.country}” is nearly “{name}”, {whose}"
            yield Finding(part.place("country"), message, "correct it, if it is that country")


def _known_countries(language: str) -> set[str]:
    """Return the names of the world's countries (CLDR) in English and in a language."""
    from babel.localedata import exists, load

    codes = (code for code in ("en", language.split("-", maxsplit=1)[0]) if exists(code))
    return {fold_text(name) for code in codes for name in load(code)["territories"].values()}


@rule("SV310")
def actor_named_twice(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the entries of an item for an actor that an earlier one names."""
    for item in issue.once(item_actors):
        for first, entry in repeated(item.listed, _meant):
            name, before = entry.name.form, first.name.form
            message = f"“{name}” is listed a second time in this item"
            if name != before:
                message = f"“{name}” is “{before}”, which this item lists already"
            there = Related("the first entry", first.place)
            yield Finding(entry.place, message, "delete one of the two", related=(there,))


def _meant(entry: ListedActor) -> str:
    return entry.name.actor.name if entry.name.actor else entry.name.form


_BEFORE_RANK = (
    r"(?:(?:Deputy|Vice|Assistant|Acting|Executive|Associate|First|Former|former|Ex|ex|Honorary|Co)"
    r"[ -])?"
)
_OFFICES = (
    r"Director[ -]General|Secretary[ -]General|Prime Minister|Director|President|Chairman"
    r"|Chairwoman|Chairperson|Chair|Minister|Premier|Governor|Secretary|Administrator|Ambassador"
    r"|Commissioner|Rector|Dean|Mayor|Chief Executive(?: Officer)?|Chief Scientist|Chief Designer"
    r"|Chief Engineer"
)
# "Dai Gang, Director General of …": the body goes on to the next comma, bracket, verb of the
# sentence or "and".
_POST = re.compile(
    rf", (?:a |an |the )?({_BEFORE_RANK}(?:{_OFFICES})) (?:of|at|in) "
    r"((?:the )?[A-Z][\w' &-]{2,90}?)"
    r"(?=[,;:.)(]| and | with | who | said | was | is | has | had | on | spoke | gave |$)"
)
_FORMER = re.compile(r"(?:former|ex)\b", re.IGNORECASE)
# The posts of one person in one issue that later ones are compared with.
_FEW = 8


class TextPost(NamedTuple):
    """A rank at a body that a text gives to a person."""

    at: Stretch
    person: Actor
    body: str

    def __str__(self) -> str:
        return f"{self.at.words} of {self.body}"

    @property
    def rank(self) -> str:
        """The rank, as it is compared with others."""
        return _rank(self.at.words)


@rule("SV307")
def two_posts(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the posts in the texts that do not agree with those before, or with actors.yaml."""
    register = issue.shelf.register
    advice = "look the post up; who holds both has both in `posts:` of actors.yaml"
    given: dict[str, list[TextPost]] = {}
    for post in _posts_in_text(issue):
        before = given.setdefault(post.person.name, [])
        earlier = next((one for one in before[:_FEW] if _contradicts(post, one, register)), None)
        before.append(post)
        here = f"{post.person.name} is {post} here"
        known = _otherwise_known(post, register)
        if earlier is not None:
            related = (Related("the other post", earlier.at.place),)
            yield Finding(post.at.place, f"{here} and {earlier} before", advice, related=related)
        elif known is not None:
            yield Finding(post.at.place, f"{here}, and {known} in actors.yaml", advice)


def _posts_in_text(issue: CheckedIssue) -> Iterator[TextPost]:
    """Yield the posts, but those of the past, that stand right behind registered persons."""
    for paragraph in issue.paragraphs:
        text = paragraph.text
        for found in _POST.finditer(text):
            before = text[max(0, found.start() - 60) : found.start()]
            names = issue.names.matches(before)
            person = names[-1].name.actor if names and names[-1].end == len(before) else None
            if person is None or person.kind is not ActorKind.PERSON or _FORMER.match(found[1]):
                continue
            body = found[2].removeprefix("the ").strip()
            # A name that is known is taken whole, its "and" included.
            rest = text[found.end(2) - len(body) : found.end(2) + 100]
            known = issue.names.matches(rest)
            if known and known[0].start == 0:
                body = known[0].name.form
            yield TextPost(Stretch(paragraph, *found.span(1)), person, body)


def _contradicts(post: TextPost, earlier: TextPost, register: ActorRegister) -> bool:
    if _is_one_body(post.body, earlier.body, register):
        return post.rank != earlier.rank
    # Many hold two offices; one office at two bodies is rare, and mostly a slip.
    known = _is_known(post, register) and _is_known(earlier, register)
    return _office(post.rank) == _office(earlier.rank) and not known


def _is_known(post: TextPost, register: ActorRegister) -> bool:
    """Return whether actors.yaml gives a person this post, or a post that names its body."""
    return any(
        post.body in known.post
        or _is_one_body(post.body, known.organisation or known.post, register)
        for known in post.person.posts
    )


def _otherwise_known(post: TextPost, register: ActorRegister) -> str | None:
    """Return the post that actors.yaml gives at the same body, where the rank is another."""
    there = [
        (known.post.partition(",")[0], known.organisation)
        for known in post.person.posts
        if known.organisation is not None
        and known.to is None
        and _is_one_body(post.body, known.organisation, register)
    ]
    ranks = [_rank(title) for title, _ in there]
    if post.rank in ranks or _office(post.rank) not in map(_office, ranks):
        return None
    return " of ".join(there[0])


def _rank(title: str) -> str:
    """Return what two titles of one rank share; Director and Deputy Director are two."""
    return re.sub(r"chair(man|woman|person)?\b", "chair", re.sub(r"[ -]+", " ", title.casefold()))


def _office(rank: str) -> str:
    """Return the office of a rank, without words such as Deputy."""
    return re.sub(f"^{_BEFORE_RANK}", "", rank, flags=re.IGNORECASE)


def _is_one_body(one: str, other: str, register: ActorRegister) -> bool:
    """Return whether two names are of one body, or of a part of it, as far as is known."""
    first, second = (Name.of(name, register.find(name)) for name in (one, other))
    if first.actor is not None and second.actor is not None:
        return first.is_of(second)
    return any(starmap(same_body, product(first.forms, second.forms)))


@shelf_rule("SV307")
def two_posts_at_one_time(shelf: Shelf) -> Iterator[Finding]:
    """Yield the posts of actors.yaml that one person has at one body at one time."""
    for part in registered_actors(shelf):
        actor = part.model
        for later, post in enumerate(actor.posts):
            for known in actor.posts[:later]:
                if _overlap(post, known) and _is_one_place(post, known, shelf.register):
                    message = f"{actor.name} is {known.post} and {post.post} at one time"
                    advice = "end the earlier post with `to:`, or correct the dates"
                    yield Finding(part.place("posts", later, "post"), message, advice)
                    break


def _overlap(one: Post, other: Post) -> bool:
    if one.from_ is None or other.from_ is None:
        return False
    return (one.to is None or other.from_.start < one.to.start) and (
        other.to is None or one.from_.start < other.to.start
    )


def _is_one_place(one: Post, other: Post, register: ActorRegister) -> bool:
    if one.organisation is None or other.organisation is None:
        return one.post == other.post
    return one.post == other.post or _is_one_body(one.organisation, other.organisation, register)
