"""Which complaints are wanted: what options select, what a series' settings and comments ignore.

Rules are named by codes such as SV203, families such as SV2, or ALL. Settings stand under `lint:`
of a series, for all its issues or one. A comment, `# strevview: ignore[SV203] reason`, speaks of
the key in the next line, above an item of the whole item.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Related, Severity, Span, warning
from strevview.lint.registry import NOT_OF_LINT, page, rule_codes
from strevview.model.issue import SeriesFields
from strevview.model.loading import LoadedIssue, Shelf
from strevview.source.nodes import Mapping, Node, Places, Scalar, head, scalars
from strevview.source.nodes import Path as NodePath

EVERYTHING = "ALL"
# Rules that speak of what changes outside the files: `lint` alone has them, no build.
OUTSIDE_THE_FILES = ("SV421", "SV422")
# Letters that are taken for digits.
_LOOK_ALIKES = str.maketrans("OIL", "011")
ADVICE = "write `# strevview: ignore[SV203] reason` on a line of its own above the key"
_COMMENT = re.compile(r"(?:^|(?<=\s))#[ \t]*strevview(?::|[ \t]+ignore\b)[^\n]*")
_IGNORE = re.compile(r"#[ \t]*strevview:\s*ignore\s*\[([^\]\n]*)\]\s*(.*)")


class Selection(NamedTuple):
    """The rules selected and ignored; the longer of two names that fit a code wins.

    Without `select` the rules that are on by default are wanted.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, code: str, default: bool = True) -> bool:
        """Return whether a rule is wanted."""
        ignored = _length(self.ignore, code)
        if not self.select:
            return default and ignored < 0
        return _length(self.select, code) > ignored


def covers(name: str, code: str) -> bool:
    """Return whether a code or family names a rule."""
    return name == EVERYTHING or code.startswith(name)


def split_names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in options such as `SV2,SV301 SV4`, in capitals."""
    joined = " ".join(values).replace(",", " ")
    return tuple(name.upper() for name in joined.split())


def is_known(name: str) -> bool:
    """Return whether a name is a rule's code, a family or ALL."""
    return name == EVERYTHING or (
        name.startswith("SV") and any(code.startswith(name) for code in rule_codes())
    )


def no_rule(name: str, otherwise: str) -> tuple[str, str]:
    """Return that no rule bears a name, and what to do; `otherwise` where no name is near."""
    close = nearest(name, {page(code).name: code for code in rule_codes()})
    advice = f"did you mean `{close}`?" if close else otherwise
    if not close and name.upper().startswith(NOT_OF_LINT):
        advice = "codes SV9xx are no rules of the linter: none can be selected or ignored"
    return f"there is no rule `{name}`", advice


def nearest(name: str, codes: dict[str, str]) -> str | None:
    """Return the code meant by `name`; `codes` are those that there are, by their names."""
    code = name.upper().translate(_LOOK_ALIKES)
    code = f"SV{code[2:]}" if code[:2] in ("SV", "5V") else f"SV{code}"
    if code in codes.values():
        return code
    close = get_close_matches(name.lower(), codes, n=1, cutoff=0.7)
    return codes[close[0]] if close else None


def _length(names: tuple[str, ...], code: str) -> int:
    fitting = [0 if name == EVERYTHING else len(name) for name in names if covers(name, code)]
    return max(fitting, default=-1)


class UsageError(Exception):
    """What is wrong with a call, each of `args` a line; nothing was checked."""


def selection_of(select: Sequence[str], ignore: Sequence[str]) -> Selection:
    """Return the rules that options such as `SV2,SV301` select and ignore.

    Raises:
        UsageError: a name is that of no rule.
    """
    wanted = Selection(split_names(select), split_names(ignore))
    for name in (*wanted.select, *wanted.ignore):
        if not is_known(name):
            raise UsageError("; ".join(no_rule(name, "`strevview rule` lists them")))
    return wanted


def ignored_beside(shelf: Shelf) -> dict[str, frozenset[str]]:
    """Return what the series asks not to be told of the files beside its issues, by their names."""
    names = _ignored_by(shelf.series)
    return {places.source.path: names for places in shelf.files if names}


def ignored_in(issue: LoadedIssue) -> dict[str, frozenset[str]]:
    """Return what the series asks not to be told of an issue, by the issue's name."""
    names = set(_ignored_by(issue.series))
    if issue.series is not None and issue.issue is not None:
        period, per_issue = issue.issue.period, issue.series.lint.per_issue
        # Both forms name an issue of several months: 2025-07/2025-08 and 2025-07_2025-08.
        for form in {str(period), period.stem}:
            names.update(name.upper() for name in per_issue.get(form, ()))
    return {issue.name: frozenset(names)} if names else {}


def without_unwanted(
    diagnostics: Iterable[Diagnostic],
    ignored: dict[str, frozenset[str]],
    selected: Collection[str],
) -> Iterator[Diagnostic]:
    """Leave out the warnings that are not wanted, but for rules selected by their code."""
    for found in diagnostics:
        names = ignored.get(found.span.path, ()) if found.span else ()
        unwanted = not found.is_error and any(covers(name, found.code) for name in names)
        if not unwanted or found.code in selected:
            yield found


def settings_faults(
    series: SeriesFields | None, places: Places | None, *prefix: str
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the settings of a series that stands below the keys `prefix`."""
    if series is None or places is None:
        return
    for written, keys in _settings(series):
        name, place = written.upper(), places.value((*prefix, "lint", *keys))
        if not is_known(name):
            message, advice = no_rule(written, "`strevview rule` lists the codes")
            yield warning("SV015", message, place, advice)
        elif all(
            page(code).severity is Severity.ERROR for code in rule_codes() if covers(name, code)
        ):
            message = f"`{written}` stands for errors, which cannot be ignored"
            advice = "delete it here, and mend what it complains about"
            yield warning("SV017", message, place, advice)


def _ignored_by(series: SeriesFields | None) -> frozenset[str]:
    names = series.lint.ignore if series is not None else ()
    return frozenset(name.upper() for name in names)


def _settings(series: SeriesFields) -> Iterator[tuple[str, NodePath]]:
    """Yield the codes and families that are not wanted, and the keys below `lint:` to each."""
    for number, name in enumerate(series.lint.ignore):
        yield name, ("ignore", number)
    for period, names in series.lint.per_issue.items():
        for number, name in enumerate(names):
            yield name, ("per_issue", period, number)


class Suppression(NamedTuple):
    """One code in one comment, with the lines (first and last) of which it speaks."""

    code: str
    span: Span
    first: int
    last: int
    reason: str
    own_line: bool


def read_comments(places: Places) -> Iterator[Suppression | Diagnostic]:
    """Yield the suppressions in a file, and what is wrong with its comments (SV015)."""
    text = places.source.text
    # A `#` in these is no comment.
    values = sorted((value.start, value.end) for _, value in scalars(places.root))
    last_lines = _last_lines(places)
    starts = sorted(last_lines)
    for match in _COMMENT.finditer(text):
        before = bisect_right(values, (match.start(), len(text))) - 1
        if before >= 0 and match.start() < values[before][1]:
            continue
        comment = places.span(match.start(), match.start() + len(match.group().rstrip()))
        form = _IGNORE.match(match.group())
        if form is None or not form.group(1).strip():
            message = "this comment is not understood, so it ignores nothing"
            yield warning("SV015", message, comment, ADVICE)
            continue
        own_line = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        below, first, last = bisect_right(starts, comment.line), 1, 0
        if own_line and below < len(starts):
            first, last = starts[below], last_lines[starts[below]]
        for name in re.finditer(r"[^\s,]+", form.group(1)):
            start, code = match.start() + form.start(1) + name.start(), name.group()
            span = places.span(start, start + len(code))
            if code in rule_codes():
                yield Suppression(code, span, first, last, form.group(2).strip(), own_line)
            else:
                message, advice = no_rule(code, "name one rule by its code, such as SV203")
                yield warning("SV015", message, span, advice)


def _last_lines(places: Places) -> dict[int, int]:
    """Return the last line of each entry of a file, by the line that it starts in.

    Of entries that start in one line it is that of the outer one.
    """
    ends: dict[int, int] = {}

    def end_of(node: Node) -> int:
        if isinstance(node, Scalar):
            length = len(places.source.text[node.start : node.end].rstrip())
            return places.span(node.start, node.start + max(length, 1)).end_line
        last = node.span.line
        if isinstance(node, Mapping):
            parts = [(entry.key.span.line, entry.value) for entry in node.entries]
        else:
            parts = [(head(item).line, item) for item in node.items]
        for line, part in parts:
            ends[line] = max(line, end_of(part))
            last = max(last, ends[line])
        return last

    end_of(places.root)
    return ends


def suppress(
    diagnostics: Iterable[Diagnostic],
    comments: Iterable[Suppression | Diagnostic],
    wanted: Selection,
    ran: Callable[[str], bool],
) -> Iterator[Diagnostic]:
    """Leave out the warnings that comments silence, and complain about the comments.

    `comments` are what `read_comments` gave for each file. `ran` says of a code whether its rule
    ran: a suppression of any other is not called unused.
    """
    complaints: list[Diagnostic] = []
    by_rule: dict[tuple[str, str], list[Suppression]] = defaultdict(list)
    for one in comments:
        if isinstance(one, Suppression):
            by_rule[one.span.path, one.code].append(one)
        else:
            complaints.append(one)
    used: set[Suppression] = set()
    errors: dict[Suppression, Span] = {}
    for found in diagnostics:
        span = found.span
        of_rule = by_rule.get((span.path, found.code), ()) if span else ()
        reaching = [one for one in of_rule if span and one.first <= span.line <= one.last]
        used.update(reaching)
        if span and found.is_error:
            errors |= dict.fromkeys(reaching, span)
        if found.is_error or not reaching:
            yield found
    suppressions = (one for of_rule in by_rule.values() for one in of_rule)
    complaints += _faults_of_comments(suppressions, used, errors, ran)
    yield from (complaint for complaint in complaints if wanted.takes(complaint.code))


def _faults_of_comments(
    suppressions: Iterable[Suppression],
    used: set[Suppression],
    errors: dict[Suppression, Span],
    ran: Callable[[str], bool],
) -> Iterator[Diagnostic]:
    for suppression in suppressions:
        code, span = suppression.code, suppression.span
        if suppression in errors:
            message = f"{code} is an error here, and only warnings can be ignored"
            related = (Related("the error is here", errors[suppression]),)
            advice = "mend the error and delete this comment"
            yield Diagnostic("SV017", Severity.WARNING, message, span, advice, related=related)
        elif suppression not in used and ran(code):
            advice = "delete the comment" if suppression.own_line else ADVICE
            yield warning("SV014", f"there is no {code} to ignore here", span, advice)
        if not suppression.reason:
            message = f"it is not said why {code} is ignored"
            advice = f"write the reason after it: `# strevview: ignore[{code}] …`"
            yield warning("SV016", message, span, advice)
