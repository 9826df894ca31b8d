"""The text of `actors.yaml` as it is added to: where its entries stand, how far indented."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass

from strevview.diagnostics import Edit, has_errors
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

    def beside(self, place: int, remarks: SequenceOf[str]) -> list[Edit]:
        """Return the edit that puts remarks at the end of an actor's entry."""
        lines = "".join(f"{self.indent}  {remark}\n" for remark in remarks)
        return [self._insert(self.ends[place], lines)] if remarks else []

    def behind(self, blocks: Iterable[str]) -> Edit:
        """Return the edit that puts entries behind the others."""
        # An empty line parts what is new from what an editor wrote.
        between = "\n" if self.ends else ""
        return self._insert(self.last, between + "".join(blocks))

    def edited(self, edits: Iterable[Edit]) -> str:
        """Return the text with insertions, its line ends kept."""
        text = self.text
        crlf = "\r\n" in text
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            added = edit.text.replace("\n", "\r\n") if crlf else edit.text
            if edit.start and text[edit.start - 1] != "\n":
                added = ("\r\n" if crlf else "\n") + added
            text = text[: edit.start] + added + text[edit.end :]
        return text

    def _insert(self, line: int, added: str) -> Edit:
        offset = len("\n".join(self.text.split("\n")[:line]))
        # Behind the line's end, where it has one.
        offset += self.text.startswith("\n", offset) and line > 0
        return Edit(offset, offset, added)


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
    if not isinstance(entries, Sequence):
        return None
    if not entries.items:
        return _without_brackets(text, entries)
    if entries.flow:
        return None
    lines = text.split("\n")
    indent = lines[head(entries.items[0]).line - 1].partition("-")[0]
    ends = tuple(_lines_to(text, item) for item in entries.items)
    register = ActorRegister(reading.value.actors)
    return ActorsText(text, register, indent, ends, _past_remarks(lines, ends[-1], indent))


def _without_brackets(text: str, entries: Sequence) -> ActorsText:
    """Return a file whose `actors: []` has become the start of a list."""
    lines = text.split("\n")
    line, start, end = entries.span.line - 1, entries.span.column - 1, entries.span.end_column - 1
    lines[line] = (lines[line][:start].rstrip() + lines[line][end:]).rstrip(" ")
    return ActorsText("\n".join(lines), ActorRegister(), "  ", (), line + 1)


def _lines_to(text: str, item: Node) -> int:
    """Return the number of lines to the end of an entry, its last line counted."""
    end = max((scalar.end for _, scalar in scalars(item)), default=0)
    while end and text[end - 1] in "\r\n":
        end -= 1
    last = text.count("\n", 0, end) + 1
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
