"""What imported items teach about actors, as additions to `actors.yaml`.

New actors go behind the others, and so do remarks on what may be another name or acronym of a known
one. Nothing that the file has is changed, and its comments and layout stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers.actors import known_actor
from strevview.importers.draft import ActorMention
from strevview.importers.draft_writer import CHECK
from strevview.lint.folding import fold_text
from strevview.lint.name_forms import same_body
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.model.issue import Actor, ActorKind
from strevview.model.loading import ACTORS_FILE, load_shelf
from strevview.source.disk import SourceText, write_whole
from strevview.source.nodes import Places
from strevview.source.parser import parse
from strevview.source.writer import entry_edit, to_yaml

_NEW_FILE = "# yaml-language-server: $schema=actors.schema.json\nschema: 1\nactors: []\n"
_HEADING = "# Learnt from old issues: check each, and put it where it belongs."
_MOST_PLACES = 3


@dataclass(slots=True, eq=False)
class _NewActor:
    """An actor that the file lacks, as it is put together.

    `owner` is another actor that has its acronym, `names` are others that it goes by.
    """

    name: str
    kind: ActorKind
    acronym: str | None
    owner: str | None
    places: dict[str, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return the actor as YAML, with remarks where it was found and what is doubtful."""
        places = list(self.places)
        more = len(places) - _MOST_PLACES
        remark = f"{CHECK}in {', '.join(places[:_MOST_PLACES])}"
        remark += f" and {more} more" if more > 0 else ""
        remark += "".join(f"; another name? {name}" for name in self.names)
        values = {"name": self.name}
        if self.owner is not None:
            remark += f"; {self.acronym} is also {self.owner}"
        elif self.acronym is not None:
            values["acronym"] = self.acronym
        entry = to_yaml([{**values, "kind": self.kind.value}])
        return [remark, *entry.rstrip("\n").split("\n")]


def learn_actors(
    folder: Path, learnt: Sequence[ActorMention]
) -> tuple[tuple[str, ...] | None, tuple[Diagnostic, ...]]:
    """Add what imported items taught to the `actors.yaml` of a folder.

    Return the names of the actors that are new in it, None where the file stays as it is, and what
    is wrong. A file that has faults, or its actors in brackets, stays. To learn the same again adds
    nothing.
    """
    path = folder / ACTORS_FILE
    shelf = load_shelf(folder)
    faults = tuple(
        one
        for one in shelf.diagnostics
        if one.is_error and one.span is not None and one.span.path == str(path)
    )
    if faults:
        return None, faults
    places = shelf.actors_places or _new_file()
    text, index = places.source.text, names_of(shelf.register)
    new: dict[str, _NewActor] = {}
    remarks: dict[str, None] = {}
    for one in learnt:
        known = known_actor(one.actor.written or one.actor.name, one.actor.acronym, index)
        if known is None:
            _add_unknown(new, one, index)
        else:
            remarks |= dict.fromkeys(_remarks_on(known, one, text, index))
    actors = list(dict.fromkeys(new.values()))
    lines = [*remarks, *(line for actor in actors for line in actor.lines())]
    longer = _with_more(places, lines) if lines else None
    if longer is None:
        return None, ()
    fault = write_whole(path, longer.encode())
    return (tuple(actor.name for actor in actors), ()) if fault is None else (None, (fault,))


def _new_file() -> Places:
    source = SourceText(ACTORS_FILE, _NEW_FILE)
    root = parse(source).root
    assert root is not None
    return Places(source, root)


def _remarks_on(actor: Actor, one: ActorMention, text: str, index: NameIndex) -> Iterator[str]:
    """Yield what an item has of a known actor that the file has not."""
    forms = {fold_text(form) for form in actor.forms}
    name, acronym = one.actor.written or one.actor.name, one.actor.acronym
    if fold_text(name) not in forms and name not in text:
        yield f"{CHECK}{actor.name}: another name? {name} (in {one.where})"
    taken = acronym in index.by_form or f"its acronym? {acronym} " in text
    if acronym is not None and not taken:
        yield f"{CHECK}{actor.name}: its acronym? {acronym} (in {one.where})"


def _add_unknown(new: dict[str, _NewActor], one: ActorMention, index: NameIndex) -> None:
    """Put an unknown actor with the others, which are kept by their names and acronyms."""
    actor = one.actor
    name, acronym = fold_text(actor.name), actor.acronym
    same = new.get(acronym or "")
    registered = index.by_form.get(acronym or "")
    owner = registered.actor.name if registered and registered.actor else None
    if same is not None and not same_body(name, same.name):
        owner, same = same.name, None
    kept = new.get(name) or same or _NewActor(actor.name, actor.kind, acronym, owner)
    if name != fold_text(kept.name):
        kept.names[actor.name] = None
    kept.acronym = kept.acronym or acronym
    kept.places[one.where] = None
    new[name] = kept
    if acronym is not None and owner is None:
        new[acronym] = kept


def _with_more(places: Places, lines: Sequence[str]) -> str | None:
    """Return the file's text with more lines behind the last actor; None where that cannot be."""
    edit = entry_edit(places, ("actors",), [_HEADING, *lines], apart=True)
    if edit is None:
        return None
    text = places.source.text
    ending = "\r\n" if "\r\n" in text else "\n"
    text = text[: edit.start] + edit.text.replace("\n", ending) + text[edit.end :]
    return text if text.endswith("\n") else text + ending
