"""The text of `actors.yaml` as it is added to: where its entries stand, how far indented."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass

from strevview.diagnostics import has_errors
from strevview.model.issue import ActorRegister, ActorsFile
from strevview.model.validation import read_model
from strevview.source.nodes import Mapping, Node, Sequence, find, head, scalars
from strevview.source.parser import parse
from strevview.source.places import Places
from strevview.source.reader import SourceText

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
        self, remarks: Iterable[tuple[int, SequenceOf[str]]], entries: SequenceOf[str]
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
    entries = find(parsed.root, ("actors",))
    if reading.value is None or has_errors(reading.diagnostics):
        return None
    if not isinstance(entries, Sequence) or (entries.flow and entries.items):
        return None
    lines = text.split("\n")
    if not entries.items:
        # `actors: []` becomes the start of a list.
        line, start, end = entries.span.line - 1, entries.span.column, entries.span.end_column
        lines[line] = lines[line][: start - 1].rstrip() + lines[line][end - 1 :].rstrip(" ")
        return ActorsText("\n".join(lines), ActorRegister(), "  ", (), line + 1)
    indent = lines[head(entries.items[0]).line - 1].partition("-")[0]
    ends = tuple(_last_line(text, item) for item in entries.items)
    last = ends[-1]
    while last < len(lines) and lines[last].startswith(f"{indent}#"):
        last += 1
    return ActorsText(text, ActorRegister(reading.value.actors), indent, ends, last)


def _last_line(text: str, item: Node) -> int:
    """Return the number of the last line of an entry, from 1."""
    end = max((scalar.end for _, scalar in scalars(item)), default=0)
    last = text[:end].rstrip("\r\n").count("\n") + 1
    return max(last, item.span.end_line) if isinstance(item, Mapping) and item.flow else last
