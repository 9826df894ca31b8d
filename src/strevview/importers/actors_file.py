"""The text of `actors.yaml` as it is added to: where its entries stand, how far indented."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass

from strevview.diagnostics import has_errors
from strevview.model.actors import ActorsFile
from strevview.model.places import Places
from strevview.model.reading import read_model
from strevview.model.register import ActorRegister
from strevview.source.nodes import Mapping, Node, Sequence, find, head, scalars
from strevview.source.parser import parse
from strevview.source.reader import SourceText

_NEW = "# yaml-language-server: $schema=actors.schema.json\nschema: 1\nactors:\n"


@dataclass(frozen=True, slots=True)
class ActorsText:
    """A text with its register; `ends` are the lines behind which something can be added.

    `ends` has the number of lines to the end of each actor, `last` that to the end of all of them;
    `indent` is what stands in front of the dash of an entry.
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
        added = {self.ends[n]: [f"{self.indent}  {line}" for line in lines] for n, lines in remarks}
        if entries:
            # An empty line parts what is new from what an editor wrote.
            more = [""] if self.ends else []
            more += [self.indent + line for entry in entries for line in entry.split("\n")]
            added[self.last] = [*added.get(self.last, ()), *more]
        text = self.text
        if not text.endswith("\n") and max(added) > text.count("\n"):
            text += f"{ending}\n"
        found: list[str] = []
        for number, line in enumerate(text.split("\n"), 1):
            found += [line, *(more + ending for more in added.get(number, ()))]
        return "\n".join(found)


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
    faulty = reading.value is None or has_errors(reading.diagnostics)
    if faulty or reading.value is None or not isinstance(entries, Sequence):
        return None
    lines = text.split("\n")
    if not entries.items:
        # `actors: []` becomes the start of a list.
        place = entries.span.line - 1
        line, start, end = lines[place], entries.span.column - 1, entries.span.end_column - 1
        lines[place] = (line[:start].rstrip() + line[end:]).rstrip(" ")
        return ActorsText("\n".join(lines), ActorRegister(), "  ", (), place + 1)
    if entries.flow:
        return None
    indent = lines[head(entries.items[0]).line - 1].partition("-")[0]
    ends = tuple(_last_line(text, item) for item in entries.items)
    register = ActorRegister(reading.value.actors)
    return ActorsText(text, register, indent, ends, _past_remarks(lines, ends[-1], indent))


def _last_line(text: str, item: Node) -> int:
    """Return the number of the last line of an entry, from 1."""
    end = max((scalar.end for _, scalar in scalars(item)), default=0)
    last = text[:end].rstrip("\r\n").count("\n") + 1
    return max(last, item.span.end_line) if isinstance(item, Mapping) and item.flow else last


def _past_remarks(lines: list[str], line: int, indent: str) -> int:
    """Return where a list ends: behind the remarks that follow its last entry as deep as it."""
    last = line
    for number in range(line, len(lines)):
        bare = lines[number].strip()
        if bare and not (bare.startswith("#") and lines[number].startswith(indent or "#")):
            break
        last = number + 1 if bare else last
    return last
