"""One person has two posts at one time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity, Span, warning
from strevview.lint.item_links import text_span
from strevview.lint.posts_in_text import (
    TextPost,
    is_former,
    one_body,
    one_office,
    posts_in_text,
    ranks_differ,
)
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.actors import Post
    from strevview.model.loading import LoadedIssue, Shelf


# The posts of one person in one issue that later ones are compared with.
_FEW = 8


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the posts in the texts that do not agree with those before, or with actors.yaml."""
    given: dict[str, list[TextPost]] = {}
    for post in posts_in_text(issue):
        if is_former(post.rank):
            continue
        before = given.setdefault(post.person.name, [])
        earlier = next((one for one in before if _contradicts(post, one, issue.shelf)), None)
        if len(before) < _FEW:
            before.append(post)
        if earlier is not None:
            message = f"{post.person.name} is {_said(post)} here and {_said(earlier)} before"
            place = _place(issue, earlier)
            related = (Related("the other post", place),) if place else ()
            yield _complaint(issue, post, message, related)
            continue
        known = _otherwise_known(post, issue.shelf)
        if known is not None:
            message = f"{post.person.name} is {_said(post)} here, and {known} in actors.yaml"
            yield _complaint(issue, post, message, ())


def check_shelf(shelf: Shelf) -> Iterator[Diagnostic]:
    """Yield the posts of actors.yaml that one person has at one body at one time."""
    places = shelf.actors_places
    if places is None:
        return
    for number, actor in enumerate(shelf.register.actors):
        for later, post in enumerate(actor.posts):
            for known in actor.posts[:later]:
                if _overlap(post, known) and _is_one_place(post, known, shelf):
                    message = f"{actor.name} is {known.post} and {post.post} at one time"
                    advice = "end the earlier post with `to:`, or correct the dates"
                    place = places.value(("actors", number, "posts", later, "post"))
                    yield warning("SV307", message, place, advice)
                    break


def _contradicts(post: TextPost, earlier: TextPost, shelf: Shelf) -> bool:
    if one_body(post.body, earlier.body, shelf):
        return ranks_differ(post.rank, earlier.rank)
    # Many hold two offices; one office at two bodies is rare, and mostly a slip.
    known = _is_known(post, shelf) and _is_known(earlier, shelf)
    return one_office(post.rank, earlier.rank) and not known


def _is_known(post: TextPost, shelf: Shelf) -> bool:
    """Return whether actors.yaml gives a person this post, or a post that names its body."""
    for known in post.person.posts:
        organisation = known.organisation or known.post
        if one_body(post.body, organisation, shelf) or post.body in known.post:
            return True
    return False


def _otherwise_known(post: TextPost, shelf: Shelf) -> str | None:
    """Return the post that actors.yaml gives at the same body, where the rank is another."""
    there = [
        known
        for known in post.person.posts
        if known.organisation is not None
        and known.to is None
        and one_body(post.body, known.organisation, shelf)
    ]
    ranks = [known.post.partition(",")[0] for known in there]
    same = not all(ranks_differ(post.rank, rank) for rank in ranks)
    if same or not any(one_office(post.rank, rank) for rank in ranks):
        return None
    return f"{ranks[0]} of {there[0].organisation}"


def _overlap(one: Post, other: Post) -> bool:
    if one.from_ is None or other.from_ is None:
        return False
    return (one.to is None or other.from_.start < one.to.start) and (
        other.to is None or one.from_.start < other.to.start
    )


def _is_one_place(one: Post, other: Post, shelf: Shelf) -> bool:
    if one.organisation is None or other.organisation is None:
        return one.post == other.post
    if one_body(one.organisation, other.organisation, shelf):
        return True
    return one.post == other.post


def _said(post: TextPost) -> str:
    return f"{post.rank} of {post.body}"


def _place(issue: LoadedIssue, post: TextPost) -> Span | None:
    offsets = post.paragraph.offsets
    return text_span(issue, post.path, offsets[post.start], offsets[post.end - 1] + 1)


def _complaint(
    issue: LoadedIssue, post: TextPost, message: str, related: tuple[Related, ...]
) -> Diagnostic:
    advice = "look the post up; who holds both has both in `posts:` of actors.yaml"
    place = _place(issue, post)
    return Diagnostic("SV307", Severity.WARNING, message, place, advice, related=related)


RULE = Rule(
    code="SV307",
    name="two-posts",
    severity=Severity.WARNING,
    check=check,
    check_shelf=check_shelf,
)
