"""The register of actors: from any form of a name to the actor."""

from __future__ import annotations

from collections.abc import Iterable

from strevview.model.actors import Actor


class ActorRegister:
    """Actors by name, acronym, alias and name in another language."""

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self.actors = tuple(actors)
        self._by_form: dict[str, Actor] = {}
        for actor in self.actors:
            for form in actor.forms:
                self._by_form.setdefault(form, actor)

    def find(self, form: str) -> Actor | None:
        """Return the actor that a form names to the letter, or None."""
        return self._by_form.get(form)

    def used_by(self, forms: Iterable[str]) -> tuple[Actor, ...]:
        """Return the actors that the forms name, in the order of the register."""
        wanted = {id(actor) for form in forms if (actor := self.find(form)) is not None}
        return tuple(actor for actor in self.actors if id(actor) in wanted)
