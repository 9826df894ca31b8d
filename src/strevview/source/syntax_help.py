"""Complaints about what the YAML parser could not read, in words for editors of texts.

What is wrong is found from the lines around the place, not from the parser's message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

import yaml

from strevview.diagnostics import Diagnostic, Span, error
from strevview.source.disk import SourceText
from strevview.source.yaml_lines import Fault, Keys, Line, Lines, fault_of, strange_blank

_RESERVED = "@`%&*!,]}?"
_QUOTES = ("'", '"')
# Longer values are cut in messages.
_MOST_TOLD = 60
# No actor of an item has a name of more words.
_MOST_SPACES = 6
# What git writes around two versions of the same lines (gitattributes, `conflict-marker-size`).
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
# What a word processor or a hand makes of the dash before an entry.
_BULLET = re.compile(r"(?:[-–—•·▪]+\s*|(?:[*+✓]|\d\d?[.)])\s+)(?=\w)")
# A key that lacks its colon.
_BARE_KEY = re.compile(r"(?P<key>\w+)[.;]?(?!\S|\s*=)\s*(?:[-–—>]+\s+)?(?P<value>.*)")
# `key:value`, and what else a hand makes of the colon and the space: ：, =, a strange blank.
_MALFORMED_KEY = re.compile(
    r"(?P<key>\w[\w-]*)(?P<sign>:(?!//)(?=\S)|[：∶꞉]|\s*=|:[^\S\t ])\s*(?P<value>.*)"
)
_STRANGE_INDENT = re.compile(r" *(?:- +)*-?(?=[^\S \r\n])")


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_TOLD else text[: _MOST_TOLD - 1].rstrip() + "…"


def explain(source: SourceText, reason: yaml.YAMLError, keys: Keys) -> Diagnostic:
    """Return one complaint (SV001; SV010 for a comment) that says what to write instead."""
    problem = getattr(reason, "problem_mark", None)
    if problem is None:
        return error("SV001", "the file is no YAML", Span.point(source.path))
    conflict = _CONFLICT.search(source.text)
    if conflict is not None:
        message = "git left two versions of these lines here, for both were changed"
        advice = "keep the lines of one, and delete the others and <<<<<<<, ======= and >>>>>>>"
        return error("SV001", message, source.lines.span(*conflict.span()), advice)
    fault = fault_of(Lines(source, keys), problem, getattr(reason, "context_mark", None))
    found = (check(fault) for check in _CHECKS)
    return next((complaint for complaint in found if complaint), None) or _wrong_indent(fault)


def _strange_indent(fault: Fault) -> Diagnostic | None:
    for line in (fault.here, fault.since):
        found = _STRANGE_INDENT.match(line.text)
        if found is not None:
            start = fault.lines.source.lines.starts[line.number - 1]
            return strange_blank(fault.lines.source, start + found.end())
    return None


def _closed_too_late(fault: Fault) -> Diagnostic | None:
    """A quotation mark ran on until the next one, some lines below, closed it."""
    quote = fault.here.text[: fault.column].rstrip()[-1:]
    if quote not in _QUOTES:
        return None
    above = fault.lines.above(fault.here.number)
    line = next((line for line in above if line.value.startswith(quote)), None)
    return None if line is None else _never_closed(fault, line, line.value_at)


def _never_closed(fault: Fault, line: Line, column: int) -> Diagnostic:
    quote = line.text[column]
    advice = f"close it with another {quote} at the end of the value"
    if quote == "'":
        advice += "; an apostrophe inside is written twice ('')"
    return fault.complain("the quotation mark opened here is not closed", advice, line, column)


def _missing_colon(fault: Fault) -> Diagnostic | None:
    """A line begins with the word of a key and has no colon; in a running text it is no key."""
    for line in (fault.since, fault.above, fault.here):
        match = None if line.key else _BARE_KEY.match(line.text, line.start)
        if match is None or match["key"] not in fault.lines.keys.known:
            continue
        above = fault.lines.before(line)
        if not above.is_text or line.indent < above.indent:
            advice = f"write `{match['key']}: {match['value'].rstrip()}".rstrip() + "`"
            message = f"a colon is missing after `{match['key']}`"
            return fault.complain(message, advice, line, match.end("key"))
    return None


def _left_of_its_text(fault: Fault) -> Diagnostic | None:
    """A line that stands left of the text above it, below a key with a `|`, ends that text."""
    for line in (fault.since, fault.here):
        above = fault.lines.before(line)
        malformed = _MALFORMED_KEY.match(line.text, line.start)
        key = malformed["key"] if malformed else line.key
        holder, first = (above, line) if above.is_block else fault.lines.held_by(above)
        start = max(first.indent, holder.start + 2)
        if holder.is_block and line.indent < start and key not in fault.lines.keys.known:
            message = f"this line stands left of the text of `{holder.key}:`, and so ends it"
            advice = f"{_moved(start - line.indent)}, as the other lines of the text"
            return fault.complain(message, advice, line, line.indent)
    return None


def _missing_dash(fault: Fault) -> Diagnostic | None:
    """The key that begins each entry of a list stands there without a dash."""
    bare = next(filter(fault.lines.lacks_dash, (fault.above, fault.here)), None)
    return None if bare is None else _no_entry(fault, bare)


def _out_of_column(fault: Fault) -> Diagnostic | None:
    """Of the lines at a place one starts where no other line of the file with its key does."""
    near, around = (fault.above, fault.here), fault.lines.held_by(fault.here)
    off = _off_column(fault, near) or _off_column(fault, around)
    if len(off) != 1:
        return None
    ((line, column),) = off
    what = f"`{'- ' if line.is_entry else ''}{line.key}:`" if line.key else "this entry"
    place = f"in column {line.indent + 1}, where its like start in column {column + 1}"
    message = f"{what} starts {place}"
    return fault.complain(message, _moved(column - line.indent), line, line.indent)


def _off_column(fault: Fault, lines: Iterable[Line]) -> list[tuple[Line, int]]:
    """Return the keys and entries that stand out of their column, each with it."""
    told = {line for line in lines if line.key or line.is_entry}
    nearest = [(line, fault.lines.nearest_column(line)) for line in told]
    return [(line, at) for line, at in nearest if at is not None and at != line.indent]


def _moved(spaces: int) -> str:
    count = f"{abs(spaces)} space{'s' * (abs(spaces) > 1)}"
    return f"indent it by {count} {'more' if spaces > 0 else 'less'}"


def _unmarked_text(fault: Fault) -> Diagnostic | None:
    """A text of several lines below its key, without the `|` that lets it hold any sign."""
    inside = fault.since if fault.since.is_text else fault.here
    holder, first = fault.lines.held_by(inside)
    if not holder.key or holder.value or holder.key in fault.lines.keys.first:
        return None
    is_other = _BULLET.match(inside.text, inside.start) or re.match("[a-z0-9]", first.key)
    if is_other or " " not in first.value:
        return None
    message = f"the text below `{holder.key}:` cannot be read: a `|` is missing after the colon"
    advice = f"write `{holder.key}: |`, and leave the text below it as it is"
    return fault.complain(message, advice, holder, holder.start)


def _opened(fault: Fault) -> Diagnostic | None:
    """The parser was reading since a sign that opens something."""
    sign, is_one_line = fault.opening, fault.since.number == fault.here.number
    if sign == '"' and fault.letter == "\\":
        message = "in double quotation marks a backslash starts an escape, and this is none"
        return fault.complain(message, "put the value in single quotation marks, or write \\\\")
    if sign in _QUOTES:
        return _never_closed(fault, fault.since, fault.since_column)
    if sign in ("|", ">") and is_one_line:
        message = f"text may not stand on the line of the `{sign}`"
        quoted = fault.here.quoted(fault.here.value)
        advice = f"start it on the next line, indented; if the sign is part of it, write {quoted}"
        return fault.complain(message, advice, fault.since, fault.since_column)
    if sign not in ("[", "{"):
        return None
    if is_one_line and fault.letter == ":":
        message = "a value between brackets holds a colon and a space"
        return fault.complain(message, "put the value in quotation marks")
    message = f"the `{sign}` opened here is not closed by a `{']' if sign == '[' else '}'}`"
    advice = f"close it, or, if it is part of the text, put the value in quotes ('{sign}…')"
    return fault.complain(message, advice, fault.since, fault.since_column)


def _in_value(fault: Fault) -> Diagnostic | None:
    """A value of one line begins with a sign of YAML, or holds one."""
    line, column = fault.here, fault.here.value_at
    sign, is_inside = line.value[:1], fault.column > column
    if not sign or fault.column < column:
        return None
    advice = f"put the value in quotation marks: {line.quoted(line.value)}"
    if sign in _QUOTES and is_inside:
        # A mark with a letter right behind it stands inside a value, and the outer ones around it.
        is_around = line.text[fault.column - 1] == sign and line.value.endswith(sign)
        value = line.value[1:-1].replace("''", "'") if is_around else line.value
        advice = f"put the whole value in single quotation marks: {line.quoted(value)}"
        return fault.complain("text follows the closing quotation mark", advice)
    if sign in "[{" and fault.letter in ("]", "}"):
        return fault.complain("a bracket closes here that was not opened", "delete it")
    if sign in "[{" and is_inside:
        message = f"text that starts with `{sign}` is taken for a list or a mapping"
        below = f"`{line.key}: |`, on the next line and" if line.key else "`- |`,"
        advice = f"put the value in quotation marks, or write it below {below} indented"
    elif line.key and fault.letter == ":":
        message = f"the value of `{line.key}` holds a colon and a space"
        return fault.complain(message, advice)
    elif line.key and re.match(r"-(\s|$)", line.value):
        message = "a list may not start on the line of its key"
        advice = f"start the list below `{line.key}:`, each entry on its own line with `- `"
    elif sign in _RESERVED and not (line.is_text and _BULLET.match(line.value)):
        shown = "a backtick" if sign == "`" else f"`{sign}`"
        message = f"a value may not start with {shown}, which has a meaning of its own in YAML"
    else:
        return None
    return fault.complain(message, advice, column=column)


def _line_without_key(fault: Fault) -> Diagnostic | None:
    """A line that should be a key was read as text, which shows there, below it or at its end."""
    line = fault.here
    if fault.since.is_text:
        line = fault.since
    elif fault.letter == ":":
        line = fault.above
    if line.key or not line.value:
        return None
    match = _MALFORMED_KEY.match(line.text, line.start)
    if match is None:
        return _no_key(fault, line) if line.is_text else None
    message = "after the key a plain colon and a plain space are expected"
    if match["sign"] == ":":
        message = "a space is missing after the colon"
    advice = f"write `{match['key']}: {match['value'].rstrip()}`"
    return fault.complain(message, advice, line, match.end("sign") - 1)


def _no_key(fault: Fault, line: Line) -> Diagnostic:
    above = fault.lines.before(line)
    holder, first = fault.lines.held_by(line)
    words = line.text[line.start :].rstrip()
    is_bullet = _BULLET.match(words) is not None
    is_long = words.count(" ") > _MOST_SPACES
    if holder.key == "actors" and is_long and not is_bullet:
        message = "no key stands above this text to hold it"
        advice = "write `text: |` above it, in the column of `actors:`"
        return fault.complain(message, advice, line, line.start)
    if is_bullet or (first.is_entry and first.indent == line.indent):
        return _no_entry(fault, line)
    advice = "a key ends in a colon"
    if re.fullmatch(r"[a-z][\w-]+", words):
        advice += f", `{words}:`"
    if above.key and (above.value or line.indent <= above.start):
        advice += f"; if it goes on with `{above.key}:`, write both on one line, "
        advice += f"or below `{above.key}: |`"
    else:
        advice += "; a text of several lines stands indented below `text: |`"
    message = "this line is neither a key nor part of the value above it"
    return fault.complain(message, advice, line, line.start)


def _no_entry(fault: Fault, line: Line) -> Diagnostic:
    _, first = fault.lines.held_by(line)
    bullet = _BULLET.match(line.text, line.start)
    is_dash = bullet is not None and bullet[0] == "-"
    what = (
        "a space is missing after the dash"
        if is_dash
        else "a dash and a space are missing before it"
    )
    advice = f"write `- {line.text[bullet.end() if bullet else line.start :].rstrip()}`"
    if first.is_entry and first.indent == line.indent:
        advice += "; or indent it, if it goes on with the entry above"
    message = f"this line is no entry of the list: {what}"
    return fault.complain(message, advice, line, line.start)


def _goes_on(fault: Fault) -> Diagnostic | None:
    """A key or an entry stands deeper than a line above that has its value already."""
    above, line = fault.above, fault.here
    if not above.value:
        return None
    if line.is_entry:
        if not above.key or line.indent <= above.start:
            return None
        firsts = fault.lines.keys.first.items()
        key = next((key for key, first in firsts if first == line.key), "items")
        advice = f"write the key on a line of its own above, such as `{key}:`"
        message = "no key stands above this list to hold it"
        return fault.complain(message, advice, column=line.indent)
    holder, _ = fault.lines.held_by(above)
    if line.key and holder.key in fault.lines.keys.first:
        first, below = fault.lines.keys.first[holder.key], f"`{line.key}:`"
        if above.is_entry and not above.key and line.start > above.indent:
            message = f"a key is missing before `{_cut(above.value)}`, for {below} follows below it"
            advice = (
                f"write `- {first}: {above.value}`; "
                f"or start {below} in the column of `{holder.key}:`, if it belongs there"
            )
            return fault.complain(message, advice, above, above.start)
    if fault.letter != ":" or not line.key or not above.key:
        return None
    before = fault.lines.before(above)
    if before.key and before.start == line.start:
        message = "the indent of this line fits no line above it"
        advice = f"{_moved(line.start - above.start)}, as the lines above and below it"
        return fault.complain(message, advice, above, above.start)
    message = f"this line stands deeper than `{above.key}`, as if it went on with its value"
    advice = f"start `{line.key}` in the column of `{above.key}`"
    advice += f"; or, if it is text, write the text below `{above.key}: |`"
    return fault.complain(message, advice, column=line.start)


def _wrong_indent(fault: Fault) -> Diagnostic:
    line, above = fault.here, fault.above
    if fault.column not in (line.start, line.indent):
        advice = "put the value in quotation marks if the text is meant as it stands"
        return fault.complain("this cannot be read as YAML", advice)
    is_in_column = fault.since != line and fault.since_column == line.indent
    deeper = takewhile(lambda one: one.start > line.indent, fault.lines.above(line.number))
    first = (line, *deeper)[-1]
    message = "the indent of this line fits no line above it"
    advice = "keys of one item start in one column, a list starts with `- `"
    if is_in_column and line.is_entry and fault.opening != "-":
        message = "an entry of a list stands where a key is expected"
        advice = "indent it below the key that it belongs to"
    elif is_in_column and not line.is_entry and fault.opening == "-":
        message = "a key stands where an entry of a list is expected"
        advice = "indent it to the keys of the entry above, or start a new entry with `- `"
    elif line.is_entry and first.key and not first.is_entry:
        advice = f"write `- ` before `{first.key}` in line {first.number}"
    elif above.key and not line.is_entry:
        advice = f"start it in the column of `{above.key}` above, or of a key further up"
    return fault.complain(message, advice, column=line.indent)


_CHECKS: tuple[Callable[[Fault], Diagnostic | None], ...] = (
    _strange_indent,
    _closed_too_late,
    _missing_colon,
    _left_of_its_text,
    _unmarked_text,
    _opened,
    _in_value,
    _line_without_key,
    _missing_dash,
    _out_of_column,
    _goes_on,
)
