"""SV301, SV302, SV306, SV307, SV310: actors in lists and texts, their spellings and posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product, starmap
from typing import NamedTuple

from strevview.diagnostics import Related
from strevview.lint.checked_issue import CheckedIssue, registered_actors, repeated
from strevview.lint.folding import fold_text, skeleton
from strevview.lint.item_actors import ItemActors, NameSearch, OtherSpelling, item_actors
from strevview.lint.name_forms import is_acronym, same_body
from strevview.lint.names_in_text import Name, NameIndex, forms_of, names_of
from strevview.lint.printed_texts import PrintedText, Stretch
from strevview.lint.registry import Finding, rule, shelf_rule
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
                message = f"the text does not name {entry.name}"
                yield Finding(entry.place, message, _absent_advice(entry.name, item.text))
            else:
                at = exchanged.at
                message = f"the text names {at.words}, not {entry.name}"
                advice = f"list {at.words} in its place, or correct the text"
                related = (Related(f"{at.words} is named here", at.place),)
                yield Finding(entry.place, message, advice, related=related)


def _absent_advice(name: str, text: NameSearch) -> str:
    """Return what to do about an entry that is not in the text; a part of it may be."""
    with_role = _WITH_ROLE.fullmatch(name)
    if with_role and text.has_form(with_role[1], None):
        short, role = with_role[1], with_role[2] or with_role[3]
        if is_acronym(role):
            return f"write `- {short}`; its acronym goes into actors.yaml"
        return f"write `- name: {short}` and, on the line below it, `role: {role}`"
    if sum(text.has_form(part, None) for part in _BETWEEN_ACTORS.split(name)) > 1:
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


@rule("SV306")
def two_spellings(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield each other spelling of a known or listed name once."""
    told: set[tuple[str, str]] = set()
    earlier: list[str] = []
    for item in issue.once(item_actors):
        for spelling in (*item.spellings, *_near_earlier(item, earlier)):
            pair = (spelling.written, spelling.known)
            # Look-alike characters are told by SV308.
            if pair in told or skeleton(pair[0]) == skeleton(pair[1]):
                continue
            told |= {pair, pair[::-1]}
            where = "in this issue" if spelling.actor is None else "in actors.yaml"
            message = f"“{spelling.written}” is spelt “{spelling.known}” {where}"
            advice = "correct the wrong one; if both are in use, add the other to its `aliases:`"
            yield Finding(spelling.place, message, advice)
        earlier += [entry.name for entry in item.listed if entry.actor is None]


def _near_earlier(item: ItemActors, earlier: Iterable[str]) -> Iterator[OtherSpelling]:
    """Yield the listed names, in no register, that are nearly those of earlier items."""
    known = set(earlier)
    unknown = [e for e in item.listed if e.actor is None and e.name not in known]
    if not known or not unknown:
        return
    index = NameIndex(map(Name.of, earlier))
    for entry in unknown:
        near = next((near for near in index.near(entry.name) if near.certain), None)
        if near is not None:
            yield OtherSpelling(entry.name, near.name.form, None, entry.place, entry)


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
    """Yield the actors of actors.yaml that have the name of an earlier one."""
    for first, part in repeated(registered_actors(shelf), lambda part: fold_text(part.model.name)):
        message = f"“{part.model.name}” is listed a second time, and only the first entry counts"
        advice = "make one entry of the two"
        there = Related("the first entry", first.place("name"))
        yield Finding(part.place("name"), message, advice, related=(there,))


@shelf_rule("SV306")
def two_spellings_of_a_country(shelf: Shelf) -> Iterator[Finding]:
    """Yield the countries of actors.yaml whose name is nearly that of one with more actors."""
    parts = [part for part in registered_actors(shelf) if part.model.country]
    countries = Counter(part.model.country or "" for part in parts)
    index = NameIndex((country, None) for country in countries)
    others = {country: [one.name.form for one in index.near_all(country)] for country in countries}
    for part in parts:
        country = part.model.country or ""
        known = max(others[country], key=countries.__getitem__, default=country)
        if countries[known] > countries[country]:
            message = f"“{country}” is nearly “{known}”, the country of other actors"
            yield Finding(part.place("country"), message, "correct it, if it is that country")


@rule("SV310")
def actor_named_twice(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the entries of an item for an actor that an earlier one names."""
    for item in issue.once(item_actors):
        actors = repeated(item.listed, lambda one: one.actor.name if one.actor else one.name)
        for first, entry in actors:
            message = f"“{entry.name}” is listed a second time in this item"
            if entry.name != first.name:
                message = f"“{entry.name}” is “{first.name}”, which this item lists already"
            there = Related("the first entry", first.place)
            yield Finding(entry.place, message, "delete one of the two", related=(there,))


# The posts of one person in one issue that later ones are compared with.
_FEW = 8
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
_RANK = rf"{_BEFORE_RANK}(?:{_OFFICES})"
_FORMER = re.compile(r"(?:former|ex)\b", re.IGNORECASE)
# "Dai Gang, Director General of …": the body goes on to the next comma, bracket, verb of the
# sentence or "and".
_POST = re.compile(
    rf", (?:a |an |the )?({_RANK}) (?:of|at|in) ((?:the )?[A-Z][\w' &-]{{2,90}}?)"
    r"(?=[,;:.)(]| and | with | who | said | was | is | has | had | on | spoke | gave |$)"
)


class TextPost(NamedTuple):
    """A rank at a body that a text gives to a person."""

    at: Stretch
    person: Actor
    rank: str
    body: str

    def __str__(self) -> str:
        return f"{self.rank} of {self.body}"


@rule("SV307")
def two_posts(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the posts in the texts that do not agree with those before, or with actors.yaml."""
    register = issue.shelf.register
    advice = "look the post up; who holds both has both in `posts:` of actors.yaml"
    given: dict[str, list[TextPost]] = {}
    for post in posts_in_text(issue.paragraphs, issue.names):
        if _FORMER.match(post.rank):
            continue
        before = given.setdefault(post.person.name, [])
        earlier = next((one for one in before if _contradicts(post, one, register)), None)
        if len(before) < _FEW:
            before.append(post)
        here = f"{post.person.name} is {post} here"
        known = _otherwise_known(post, register)
        if earlier is not None:
            related = (Related("the other post", earlier.at.place),)
            yield Finding(post.at.place, f"{here} and {earlier} before", advice, related=related)
        elif known is not None:
            yield Finding(post.at.place, f"{here}, and {known} in actors.yaml", advice)


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


def posts_in_text(paragraphs: Iterable[PrintedText], index: NameIndex) -> Iterator[TextPost]:
    """Yield the posts that stand right behind the names of registered persons."""
    for paragraph in paragraphs:
        text = paragraph.text
        for found in _POST.finditer(text):
            before = text[max(0, found.start() - 60) : found.start()]
            names = index.matches(before)
            person = names[-1].name.actor if names and names[-1].end == len(before) else None
            if person is None or person.kind is not ActorKind.PERSON:
                continue
            rank, body = found.group(1), found.group(2).removeprefix("the ").strip()
            # A name that is known is taken whole, its "and" included.
            rest = text[found.end(2) - len(body) : found.end(2) + 100]
            known = index.matches(rest)
            if known and known[0].start == 0:
                body = known[0].name.form
            yield TextPost(Stretch(paragraph, *found.span(1)), person, rank, body)


def one_office(one: str, other: str) -> bool:
    """Return whether two ranks are of one office but for words such as Deputy."""
    return _office(one) is not None and _office(one) == _office(other)


def one_body(one: str, other: str, register: ActorRegister) -> bool:
    """Return whether two names are of one body, or of a part of it, as far as is known."""
    first, second = register.find(one), register.find(other)
    if first is not None and second is not None:
        return first is second
    forms = product(forms_of(one, first), forms_of(other, second))
    return any(starmap(same_body, forms))


def _office(rank: str) -> str | None:
    found = re.fullmatch(f"{_BEFORE_RANK}({_OFFICES})", rank.strip(), re.IGNORECASE)
    return _rank_key(found.group(1)) if found else None


def _rank_key(rank: str) -> str:
    """Return what two ranks share that are one; Director and Deputy Director are two."""
    key = re.sub(r"[ -]+", " ", rank.casefold())
    return re.sub(r"chair(man|woman|person)?\b", "chair", key)


def _contradicts(post: TextPost, earlier: TextPost, register: ActorRegister) -> bool:
    if one_body(post.body, earlier.body, register):
        return _rank_key(post.rank) != _rank_key(earlier.rank)
    # Many hold two offices; one office at two bodies is rare, and mostly a slip.
    known = _is_known(post, register) and _is_known(earlier, register)
    return one_office(post.rank, earlier.rank) and not known


def _is_known(post: TextPost, register: ActorRegister) -> bool:
    """Return whether actors.yaml gives a person this post, or a post that names its body."""
    for known in post.person.posts:
        organisation = known.organisation or known.post
        if one_body(post.body, organisation, register) or post.body in known.post:
            return True
    return False


def _otherwise_known(post: TextPost, register: ActorRegister) -> str | None:
    """Return the post that actors.yaml gives at the same body, where the rank is another."""
    there = [
        known
        for known in post.person.posts
        if known.organisation is not None
        and known.to is None
        and one_body(post.body, known.organisation, register)
    ]
    ranks = [known.post.partition(",")[0] for known in there]
    is_same = _rank_key(post.rank) in map(_rank_key, ranks)
    if is_same or not any(one_office(post.rank, rank) for rank in ranks):
        return None
    return f"{ranks[0]} of {there[0].organisation}"


def _overlap(one: Post, other: Post) -> bool:
    if one.from_ is None or other.from_ is None:
        return False
    return (one.to is None or other.from_.start < one.to.start) and (
        other.to is None or one.from_.start < other.to.start
    )


def _is_one_place(one: Post, other: Post, register: ActorRegister) -> bool:
    if one.post == other.post:
        return True
    if one.organisation is None or other.organisation is None:
        return False
    return one_body(one.organisation, other.organisation, register)
