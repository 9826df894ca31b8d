"""Complaints about what the YAML parser could not read, in words for editors of texts.

The kind of fault is found from the lines around the place, not from the parser's message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import islice, takewhile

import yaml

from strevview.diagnostics import Diagnostic, Span, error
from strevview.source.disk import SourceText
from strevview.source.syntax_fault import SourceLine, SyntaxFault, cut, lines_above, previous

_RESERVED = "@`%&*!,]}"
_LOOK_BACK = 200
# What git writes around two versions of the same lines (gitattributes, `conflict-marker-size`).
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
# What a word processor or a hand makes of the dash before an entry.
_BULLET = re.compile(r"[-–—•·▪]\s*(?=\w)")
# A blank in front of a key or a dash, or behind a dash, that is no space for YAML.
_ODD = r"[^\S \t\r\n]"
_ODD_INDENT = re.compile(
    rf"^ *(?:- +)*(?:-(?={_ODD})|(?={_ODD}\s*(?:-\s|[\w-]+:(?:\s|$))))", re.MULTILINE
)

# The key that each entry of a list must have first, as the models tell it; a test holds it equal.
FIRST_KEYS = {
    "actors": "name",
    "corrections": "text",
    "figures": "file",
    "items": "id",
    "posts": "post",
    "sections": "title",
}


def explain(source: SourceText, reason: yaml.YAMLError) -> Diagnostic:
    """Return one complaint (SV001; SV010 for a comment) that says what to write instead."""
    mark = getattr(reason, "problem_mark", None)
    if mark is None:
        return error("SV001", "the file is no YAML", Span.point(source.path))
    fault = SyntaxFault.of(source, mark, getattr(reason, "context_mark", None))
    found = (check(fault) for check in _CHECKS)
    return next((complaint for complaint in found if complaint), None) or _wrong_indent(fault)


def odd_indent(source: SourceText, start: int, end: int) -> Diagnostic | None:
    """Return the complaint about the indent of a plain value or key at the offsets `start:end`.

    YAML takes a no-break space and its like for a letter, so that the line belongs elsewhere.
    """
    first, last = source.text.rfind("\n", 0, start) + 1, source.text.find("\n", end)
    found = _ODD_INDENT.search(source.text, first, last if last >= 0 else len(source.text))
    return None if found is None else _strange_blank(source, found.end())


def _conflict(fault: SyntaxFault) -> Diagnostic | None:
    found = _CONFLICT.search(fault.source.text)
    if found is None:
        return None
    message = "two versions of these lines stand here, as git leaves them where both were changed"
    advice = "keep the lines of one, and delete the others and <<<<<<<, ======= and >>>>>>>"
    return error("SV001", message, fault.source.lines.span(*found.span()), advice)


def _odd_indent(fault: SyntaxFault) -> Diagnostic | None:
    here = fault.source.lines.starts[fault.here.number - 1]
    found = odd_indent(fault.source, here, here)
    if found is not None:
        return found
    line, column = (
        (fault.here, fault.column) if fault.since is None else (fault.since, fault.since_column)
    )
    if re.match(_ODD, line.text[column:]) and not line.text[:column].strip(" "):
        start = fault.source.lines.starts[line.number - 1]
        return _strange_blank(fault.source, start + column)
    return None


def _strange_blank(source: SourceText, place: int) -> Diagnostic:
    """Return the complaint about a blank in an indent at an offset."""
    name = unicodedata.name(source.text[place], "strange blank").lower()
    article = "an" if name[0] in "aeio" else "a"
    message = f"{article} {name} stands in the indent, where plain spaces are expected"
    advice = "delete all blanks before the first word, and type them anew with the space bar"
    return error("SV001", message, source.lines.span(place, place + 1), advice)


def _unmarked_text(fault: SyntaxFault) -> Diagnostic | None:
    """A text of several lines below its key, without the `|` that lets it hold any sign."""
    inside = fault.here
    if fault.since is not None and fault.since.key and fault.opening in ("'", '"'):
        # A value whose quotation mark is not closed.
        return None
    if fault.since is not None and not fault.since.key and not fault.since.is_entry:
        inside = fault.since
    below = inside
    for line in lines_above(fault.source, inside.number):
        if line.start < inside.indent and line.key:
            break
        below = line
    else:
        return None
    if line.value or below.key:
        return None
    star = re.match(r"\*\s+(?=\S)", inside.value)
    if star is not None:
        entry = cut(inside.value[star.end() :])
        advice = f"write `- {entry}`; or, if it is text, `{cut(line.key)}: |` above it"
        return fault.complain("an entry of a list starts with a dash", advice, inside, inside.start)
    if " " not in below.value:
        return None
    if below.is_entry and (inside.is_entry or inside.key):
        return None
    message = f"the text below `{cut(line.key)}:` cannot be read: a `|` is missing after the colon"
    advice = f"write `{cut(line.key)}: |`, and leave the text below it as it is"
    return fault.complain(message, advice, line, line.start)


def _tab(fault: SyntaxFault) -> Diagnostic | None:
    indent = re.match(r"[ ]*(?:-[ ]*)?(?=\t)", fault.here.text)
    if indent is None and fault.letter != "\t":
        return None
    column = fault.column if indent is None else indent.end()
    advice = "indent with spaces, two a level, as in the lines around it"
    return fault.complain("a tab stands in the indent", advice, column=column)


def _escape(fault: SyntaxFault) -> Diagnostic | None:
    if fault.opening != '"' or fault.letter != "\\":
        return None
    message = "in double quotation marks a backslash starts an escape, and this is none"
    return fault.complain(message, "put the value in single quotation marks, or write \\\\")


def _unclosed(fault: SyntaxFault) -> Diagnostic | None:
    if fault.since is None or fault.opening not in ("'", '"'):
        return None
    return _never_closed(fault, fault.since, fault.since_column)


def _never_closed(fault: SyntaxFault, line: SourceLine, column: int) -> Diagnostic:
    quote = line.text[column]
    advice = f"close it with another {quote} at the end of the value"
    if quote == "'":
        advice += "; an apostrophe inside is written twice ('')"
    return fault.complain("the quotation mark opened here is not closed", advice, line, column)


def _closed_too_late(fault: SyntaxFault) -> Diagnostic | None:
    """A quotation mark ran on until the next one, some lines below, closed it."""
    quote = fault.here.text[: fault.column].rstrip()[-1:]
    # Right behind the first mark of a value: that mark closed an earlier one.
    is_own = fault.here.value.startswith(quote) and fault.column != fault.here.value_at + 1
    if quote not in ("'", '"') or is_own:
        return None
    above = islice(lines_above(fault.source, fault.here.number), _LOOK_BACK)
    line = next((line for line in above if line.value.startswith(quote)), None)
    return None if line is None else _never_closed(fault, line, line.value_at)


def _after_quote(fault: SyntaxFault) -> Diagnostic | None:
    quote = fault.here.value[:1]
    if quote not in ("'", '"') or fault.column <= fault.here.value_at:
        return None
    advice = _quoted_anew(fault, quote)
    return fault.complain("text follows the closing quotation mark", advice)


def _quoted_anew(fault: SyntaxFault, quote: str) -> str:
    key, value = fault.here.lead, fault.here.value
    if quote == '"':
        # Before `"yes"` in `"He said "yes""` a space stands: the outer pair was meant for YAML.
        closed = fault.here.text[: fault.column].rstrip()[:-1]
        inner = value[1:-1] if value.endswith(quote) and closed.endswith(" ") else value
        inner = inner.replace("'", "''")
        return f"put the whole value in single quotation marks: {key}'{cut(inner)}'"
    if value.endswith(quote) and '"' not in value:
        inner = cut(value[1:-1].replace("''", "'"))
        return f"an apostrophe inside is written twice (''); or take double ones: {key}\"{inner}\""
    return "put the whole value in one pair; an apostrophe inside is written twice ('')"


def _block_header(fault: SyntaxFault) -> Diagnostic | None:
    sign = fault.opening
    if sign not in ("|", ">") or fault.since is None or fault.since.number != fault.here.number:
        return None
    message = f"text may not stand on the line of the `{sign}`"
    advice = "start it on the next line, indented"
    if sign == ">":
        advice += f"; or, if the sign is part of it, write {fault.here.quoted}"
    return fault.complain(message, advice, fault.since, fault.since_column)


def _unclosed_bracket(fault: SyntaxFault) -> Diagnostic | None:
    opening = fault.opening
    if opening not in ("[", "{"):
        return None
    closing = "]" if opening == "[" else "}"
    if fault.since is not None and fault.since.number == fault.here.number and fault.letter == ":":
        message = "a value between brackets holds a colon and a space"
        return fault.complain(message, "put the value in quotation marks")
    message = f"the `{opening}` opened here is not closed by a `{closing}`"
    advice = f"close it, or, if it is part of the text, put the value in quotes ('{opening}…')"
    return fault.complain(message, advice, fault.since, fault.since_column)


def _after_bracket(fault: SyntaxFault) -> Diagnostic | None:
    line = fault.here
    if line.value[:1] not in ("[", "{") or fault.column <= line.value_at:
        return None
    if fault.letter in ("]", "}"):
        return fault.complain("a bracket closes here that was not opened", "delete it")
    sign = line.value[0]
    message = f"text that starts with `{sign}` is taken for a list or a mapping"
    below = f"`{line.key}: |`, on the next line and indented" if line.key else "`- |`, indented"
    advice = f"put the value in quotation marks, or write it below {below}"
    return fault.complain(message, advice, column=line.value_at)


def _colon(fault: SyntaxFault) -> Diagnostic | None:
    line = fault.here
    if fault.letter != ":" or not line.key or fault.column < line.value_at:
        return None
    message = f"the value of `{cut(line.key)}` holds a colon and a space"
    advice = f"put the value in quotation marks: {line.quoted}"
    return fault.complain(message, advice)


def _reserved(fault: SyntaxFault) -> Diagnostic | None:
    line = fault.here
    if not line.value or fault.column < line.value_at:
        return None
    if line.key and line.value == "?":
        advice = "write the value, or delete the key where it is not known"
        return fault.complain("a value may not be a question mark alone", advice)
    if line.key and re.match(r"[-?](\s|$)", line.value):
        advice = f"start the list below `{line.key}:`, each entry on its own line with `- `"
        return fault.complain("a list may not start on the line of its key", advice)
    sign = line.value[0]
    if sign not in _RESERVED:
        return None
    shown = "a backtick" if sign == "`" else f"`{sign}`"
    message = f"a value may not start with {shown}, which has a meaning of its own in YAML"
    advice = f"put the value in quotation marks: {line.quoted}"
    return fault.complain(message, advice, column=line.value_at)


def _line_without_key(fault: SyntaxFault) -> Diagnostic | None:
    """A line that should be a key was read as text, which shows at the next line only."""
    below = fault.since is not None and fault.since.number < fault.here.number
    line = fault.since if below or not fault.letter else None
    if line is None or line.key or line.is_entry or fault.since_column != line.start:
        line = fault.before if fault.letter == ":" and not fault.since else None
    if line is None or line.key:
        return None
    return _malformed_key(fault, line) or (None if line.is_entry else _no_key(fault, line))


def _malformed_key(fault: SyntaxFault, line: SourceLine) -> Diagnostic | None:
    rest = line.text[line.start :]
    match = re.match(r"[\w-]+:(?!//)(?=\S)", rest)
    if match:
        message = "a space is missing after the colon"
        advice = f"write `{match.group()} {cut(rest[match.end() :], 30)}`"
        return fault.complain(message, advice, line, line.start + match.end() - 1)
    match = re.match(r"([\w-]+)(?:[：∶꞉]|\s*=|:[^\S\t ])", rest)
    if match:
        message = "after the key a plain colon and a plain space are expected"
        advice = f"write `{match[1]}: ` and the value"
        return fault.complain(message, advice, line, line.start + match.end() - 1)
    return None


def _no_key(fault: SyntaxFault, line: SourceLine) -> Diagnostic:
    above = previous(fault.source, line.number)
    bullet = _BULLET.match(line.value)
    if bullet is not None or (above and above.is_entry and above.indent == line.indent):
        entry = cut(line.value[bullet.end() if bullet else 0 :])
        message = "this line is no entry of the list: a dash and a space are missing before it"
        advice = f"write `- {entry}`; or indent it, if it goes on with the entry above"
        return fault.complain(message, advice, line, line.start)
    key = above.key if above and above.key else "text"
    message = "this line is neither a key nor part of the value above it"
    advice = f"a key ends in a colon; a text of several lines stands indented below `{key}: |`"
    return fault.complain(message, advice, line, line.start)


def _entry_without_key(fault: SyntaxFault) -> Diagnostic | None:
    """An entry is a bare value, and keys of the same entry follow below it."""
    above, line = fault.before, fault.here
    if above is None or above.key or not above.value or not above.is_entry:
        return None
    if not line.key or line.is_entry or line.start <= above.indent:
        return None
    holders = lines_above(fault.source, above.number)
    holder = next((one for one in holders if not one.is_entry and one.start <= above.indent), None)
    if holder is None or holder.key not in FIRST_KEYS:
        return None
    message = f"a key is missing before `{cut(above.value)}`, for `{line.key}:` follows below it"
    advice = (
        f"write `- {FIRST_KEYS[holder.key]}: {cut(above.value)}`; "
        f"or start `{line.key}:` in the column of `{holder.key}:`, if it belongs there"
    )
    return fault.complain(message, advice, above, above.start)


def _too_deep(fault: SyntaxFault) -> Diagnostic | None:
    above, line = fault.before, fault.here
    if fault.letter != ":" or not line.key or above is None or not above.key or not above.value:
        return None
    if line.is_entry:
        return _list_without_key(fault)
    message = f"this line stands deeper than `{cut(above.key)}`, as if it went on with its value"
    advice = (
        f"start `{cut(line.key)}` in the column of `{cut(above.key)}`; "
        f"or, if it is text, write the text below `{cut(above.key)}: |`"
    )
    return fault.complain(message, advice, column=line.start)


def _list_without_key(fault: SyntaxFault) -> Diagnostic:
    message = "no key stands above this list to hold it"
    advice = "write the key on a line of its own above, such as `items:`"
    return fault.complain(message, advice, column=fault.here.indent)


def _first_of_list(fault: SyntaxFault) -> SourceLine:
    """Return the first line below the key that holds the entry at the fault."""
    above = lines_above(fault.source, fault.here.number)
    below = takewhile(lambda line: line.start > fault.here.indent, above)
    return (fault.here, *below)[-1]


def _comment(fault: SyntaxFault) -> Diagnostic | None:
    """A comment ended a text that goes on in the next line."""
    above = fault.before
    if above is None or fault.column != fault.here.start or fault.here.start <= above.start:
        return None
    cut = re.search(r"\s#", above.value)
    if cut is None or above.value[:1] in ("'", '"', "|", ">"):
        return None
    column = above.value_at + cut.start() + 2
    span = Span.point(fault.source.path, above.number, column)
    message = "the text breaks off here: ` #` starts a comment"
    return error("SV010", message, span, f"write the text below `{above.lead}|`, indented")


def _wrong_indent(fault: SyntaxFault) -> Diagnostic:
    line, above = fault.here, fault.before
    if fault.column not in (line.start, line.indent):
        advice = "put the value in quotation marks if the text is meant as it stands"
        return fault.complain("this cannot be read as YAML", advice)
    if not line.key and not line.is_entry and line.text.strip():
        return _malformed_key(fault, line) or _no_key(fault, line)
    if fault.since is not None and fault.since_column == line.indent and fault.opening != "-":
        if line.is_entry:
            message = "an entry of a list stands where a key is expected"
            advice = "indent it below the key that it belongs to"
            return fault.complain(message, advice, column=line.indent)
    elif fault.since is not None and fault.since_column == line.indent and not line.is_entry:
        message = "a key stands where an entry of a list is expected"
        advice = "indent it to the keys of the entry above, or start a new entry with `- `"
        return fault.complain(message, advice, column=line.indent)
    advice = "keys of one item start in one column, a list starts with `- `"
    first = _first_of_list(fault)
    if line.is_entry and first.key and not first.is_entry:
        advice = f"write `- ` before `{cut(first.key)}` in line {first.number}"
    elif line.is_entry and above is not None and above.value and line.indent > above.start:
        return _list_without_key(fault)
    if above is not None and above.key and not line.is_entry:
        advice = f"start it in the column of `{cut(above.key)}` above, or of a key further up"
    return fault.complain("the indent of this line fits no line above it", advice)


_CHECKS: tuple[Callable[[SyntaxFault], Diagnostic | None], ...] = (
    _conflict,
    _tab,
    _odd_indent,
    _closed_too_late,
    _unmarked_text,
    _escape,
    _unclosed,
    _after_quote,
    _block_header,
    _unclosed_bracket,
    _after_bracket,
    _colon,
    _reserved,
    _line_without_key,
    _entry_without_key,
    _too_deep,
    _comment,
)
