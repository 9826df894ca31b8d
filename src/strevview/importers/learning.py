"""What the imported items teach about actors, as additions to `actors.yaml`.

New actors go behind the others; what may be another name or acronym of a known one stands beside it
as a remark. Nothing that the file has is changed, and its comments and layout stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from strevview.diagnostics import has_errors
from strevview.importers.actors import known_actor
from strevview.importers.guesses import ActorGuess
from strevview.lint.acronyms import same_body
from strevview.lint.folding import fold_text
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.model.issue import Actor, ActorKind, ActorRegister, ActorsFile
from strevview.model.validation import read_model
from strevview.source import nodes
from strevview.source.parser import parse
from strevview.source.places import Places
from strevview.source.reader import SourceText
from strevview.source.writer import to_yaml

_NEW = "# yaml-language-server: $schema=actors.schema.json\nschema: 1\nactors:\n"


@dataclass(frozen=True, slots=True)
class ActorsText:
    """A text with its register, and the lines behind which something can be added.

    `ends` has the number of lines to the end of each actor, `last` that to the end of all of them
    with their remarks; `indent` is what stands in front of the dash of an entry.
    """

    text: str
    register: ActorRegister
    indent: str
    ends: tuple[int, ...]
    last: int

    def with_more(
        self, remarks: Iterable[tuple[int, Sequence[str]]], entries: Sequence[str]
    ) -> str:
        """Return the text with remarks at the ends of some actors' entries, and more entries.

        A remark has the number of its actor; the line ends stay as they are.
        """
        ending = "\r" if "\r\n" in self.text else ""
        lines = self.text.removesuffix("\n").split("\n")
        if len(lines) == self.last and not self.text.endswith("\n"):
            lines[-1] += ending
        if entries:
            # An empty line parts what is new from what an editor wrote.
            more = [self.indent + line for entry in entries for line in entry.split("\n")]
            lines[self.last : self.last] = [
                f"{line}{ending}" for line in ["", *more][not self.ends :]
            ]
        for number, said in sorted(remarks, reverse=True):
            end = self.ends[number]
            lines[end:end] = [f"{self.indent}  {line}{ending}" for line in said]
        return "\n".join(lines) + "\n"


def new_file() -> ActorsText:
    """Return a file without actors."""
    return ActorsText(_NEW, ActorRegister(), "  ", (), _NEW.count("\n"))


def read_actors(text: str) -> ActorsText | None:
    """Return a file's text with its places, or None where it has faults or is in flow style."""
    source = SourceText("actors.yaml", text)
    parsed = parse(source)
    if parsed.root is None or has_errors(parsed.diagnostics):
        return None
    reading = read_model(ActorsFile, Places(source, parsed.root))
    entries = nodes.find(parsed.root, ("actors",))
    if reading.value is None or has_errors(reading.diagnostics):
        return None
    if not isinstance(entries, nodes.Sequence) or (entries.flow and entries.items):
        return None
    lines = text.split("\n")
    if not entries.items:
        # `actors: []` becomes the start of a list.
        line, start, end = entries.span.line - 1, entries.span.column, entries.span.end_column
        lines[line] = lines[line][: start - 1].rstrip() + lines[line][end - 1 :].rstrip(" ")
        return ActorsText("\n".join(lines), ActorRegister(), "  ", (), line + 1)
    indent = lines[nodes.head(entries.items[0]).line - 1].partition("-")[0]
    ends = tuple(_last_line(text, item) for item in entries.items)
    last = ends[-1]
    while last < len(lines) and lines[last].startswith(f"{indent}#"):
        last += 1
    return ActorsText(text, ActorRegister(reading.value.actors), indent, ends, last)


def _last_line(text: str, item: nodes.Node) -> int:
    """Return the number of the last line of an entry, from 1."""
    end = max((scalar.end for _, scalar in nodes.scalars(item)), default=0)
    last = text[:end].rstrip("\r\n").count("\n") + 1
    return max(last, item.span.end_line) if isinstance(item, nodes.Mapping) and item.flow else last


_HEADING = "# Learnt from old issues: check each, and put it where it belongs."
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Learnt:
    """An actor that an imported item names, and where: `2025-07`, or `2025-07/prss-1`."""

    actor: ActorGuess
    where: str


@dataclass(slots=True, eq=False)
class _New:
    """An actor that the file lacks, as it is put together.

    `owner` is another actor that has its acronym, `names` are others that it goes by.
    """

    name: str
    kind: ActorKind
    acronym: str | None
    owner: str | None
    places: dict[str, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)

    def entry(self) -> str:
        """Return the actor as YAML, with remarks where it was found and what is doubtful."""
        places = list(self.places)
        more = len(places) - _MOST_PLACES
        remark = f"# check: in {', '.join(places[:_MOST_PLACES])}"
        remark += f" and {more} more" if more > 0 else ""
        remark += "".join(f"; another name? {name}" for name in self.names)
        values = {"name": self.name}
        if self.owner is not None:
            remark += f"; {self.acronym} is also {self.owner}"
        elif self.acronym is not None:
            values["acronym"] = self.acronym
        return f"{remark}\n{to_yaml([{**values, 'kind': self.kind.value}])}".rstrip("\n")


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
    for one in learnt:
        known = known_actor(one.actor.written or one.actor.name, one.actor.acronym, index)
        if known is None:
            _take(new, one, index)
            continue
        said = dict.fromkeys(_remarks(known, one, file.text, index))
        if said:
            remarks.setdefault(file.register.actors.index(known), {}).update(said)
    if not new and not remarks:
        return file.text if existing_text is None else existing_text
    added = [(place, list(lines)) for place, lines in remarks.items()]
    entries = [one.entry() for one in dict.fromkeys(new.values())]
    return file.with_more(added, [_HEADING, *entries] if entries else [])


def _remarks(actor: Actor, one: Learnt, text: str, index: NameIndex) -> Iterator[str]:
    """Yield what an item has of a known actor that the file has not."""
    forms = {fold_text(form) for form in actor.forms}
    name, acronym = one.actor.written or one.actor.name, one.actor.acronym
    if fold_text(name) not in forms and name not in text:
        yield f"# check: another name? {name} (in {one.where})"
    taken = acronym in index.by_form or f"its acronym? {acronym} " in text
    if acronym is not None and not taken:
        yield f"# check: its acronym? {acronym} (in {one.where})"


def _take(new: dict[str, _New], one: Learnt, index: NameIndex) -> None:
    """Put an unknown actor with the others, which are kept by their names and acronyms."""
    actor = one.actor
    name, acronym = fold_text(actor.name), actor.acronym
    same = new.get(acronym or "")
    registered = index.by_form.get(acronym or "")
    owner = registered.actor.name if registered and registered.actor else None
    if same is not None and not same_body(name, same.name):
        owner, same = same.name, None
    kept = new.get(name) or same or _New(actor.name, actor.kind, acronym, owner)
    if name != fold_text(kept.name):
        kept.names[actor.name] = None
    kept.acronym = kept.acronym or acronym
    kept.places[one.where] = None
    new[name] = kept
    if acronym is not None and owner is None:
        new[acronym] = kept
