"""Who is meant by a form that an item writes: a name, an acronym, an alias or a post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from strevview.model.dates import EventDate
from strevview.model.issue import Actor, ActorRegister, Post


class ActorFinder:
    """Finds actors of one `actors.yaml`; `found` are those found so far, by full name."""

    def __init__(self, register: ActorRegister) -> None:
        self.found: dict[str, Actor] = {}
        self._register = register
        self._holders: dict[str, list[tuple[Post, Actor]]] = defaultdict(list)
        for actor in register.actors:
            for post in actor.posts:
                for form in self._forms(post):
                    self._holders[form].append((post, actor))

    def full_name(self, written: str, when: EventDate | None) -> str:
        """Return the full name of whom a form means on some day; the form itself if unknown."""
        actor = self._register.find(written) or self._holder(written, when)
        if actor is None:
            return written
        self.found[actor.name] = actor
        return actor.name

    def _holder(self, written: str, when: EventDate | None) -> Actor | None:
        """Return who held a post on some day; None where several did, or nobody."""
        holders = [actor for post, actor in self._holders.get(written, ()) if held(post, when)]
        return holders[0] if len(holders) == 1 else None

    def _forms(self, post: Post) -> Iterator[str]:
        """Yield how an item may name a post: "Director, CELLS" or "Director of CELLS"."""
        if post.organisation is None:
            yield post.post
            return
        body = self._register.find(post.organisation)
        for name in body.forms if body else (post.organisation,):
            yield f"{post.post}, {name}"
            yield f"{post.post} of {name}"


def held(post: Post, when: EventDate | None) -> bool:
    """Return whether a post was held on a day, or on any of some days."""
    if when is None:
        return True
    begun = post.from_ is None or post.from_.start <= when.end
    return begun and (post.to is None or when.start <= post.to.end)
