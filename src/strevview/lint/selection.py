"""What one run of the linter is asked: which rules, and of which issues.

Rules are named by codes such as SV203, families such as SV2, or ALL. Options select and ignore them
for a run; the settings under `lint:` of a series name the warnings that are not wanted, in all its
issues or in one. Issues come from paths or from standard input.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, NamedTuple

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.registry import NOT_OF_LINT, page, rule_codes
from strevview.model.issue import SeriesFields
from strevview.model.loading import (
    DEFAULT_FOLDER,
    SERIES_FILE,
    STANDARD_INPUT,
    IssueFiles,
    LoadedIssue,
    Shelf,
    expand,
    issues_in,
    load_issue_text,
    load_shelf,
)
from strevview.source.nodes import Path as NodePath
from strevview.source.nodes import Places
from strevview.source.reader import MAX_BYTES

EVERYTHING = "ALL"
# Rules that speak of what changes outside the files: `lint` alone has them, no build.
OUTSIDE_THE_FILES = ("SV421", "SV422")
# Letters that are taken for digits.
_LOOK_ALIKES = str.maketrans("OIL", "011")


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


def advice_on(name: str, otherwise: str) -> str:
    """Return what to do about a name that no rule bears; `otherwise` where no name is near."""
    close = nearest(name, {page(code).name: code for code in rule_codes()})
    if close:
        return f"did you mean `{close}`?"
    if name.upper().startswith(NOT_OF_LINT):
        return "codes SV9xx are no rules of the linter: none can be selected or ignored"
    return otherwise


def nearest(name: str, codes: Mapping[str, str]) -> str | None:
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
    ignored: Mapping[str, frozenset[str]],
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
            advice = advice_on(name, "`strevview rule` lists the codes")
            yield warning("SV015", f"there is no rule `{written}`", place, advice)
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


# The path that stands for standard input.
STANDARD_INPUT_PATH = Path("-")


class UsageError(Exception):
    """What is wrong with a call, each of `args` a line; nothing was checked."""


class Inputs(NamedTuple):
    """The issues to check and those beside them; `given` is the text of standard input."""

    issues: Collection[LoadedIssue]
    neighbours: Collection[LoadedIssue] = ()
    given: bytes | None = None

    def loaded(self) -> Inputs:
        """Return the same with all issues in memory, to be gone through more than once."""
        return self._replace(issues=tuple(self.issues), neighbours=tuple(self.neighbours))


def selection_of(select: Sequence[str], ignore: Sequence[str]) -> Selection:
    """Return the rules that options such as `SV2,SV301` select and ignore.

    Raises:
        UsageError: a name is that of no rule.
    """
    wanted = Selection(split_names(select), split_names(ignore))
    for name in (*wanted.select, *wanted.ignore):
        if not is_known(name):
            advice = advice_on(name, "`strevview rule` lists them")
            raise UsageError(f"there is no rule `{name}`; {advice}")
    return wanted


def read_inputs(
    paths: Sequence[Path], stdin: BinaryIO, stdin_name: Path | None, *, neighbours: bool
) -> Inputs:
    """Find the issues that paths stand for; `-` is the one that is read from `stdin`.

    Args:
        paths: Files and folders; none stands for `issues/`.
        stdin: Standard input.
        stdin_name: The file that standard input is going to be.
        neighbours: Whether the other issues beside them are wanted too.

    Raises:
        UsageError: a path leads to no issue.
    """
    if STANDARD_INPUT_PATH in paths:
        if len(paths) > 1:
            raise UsageError("`-` (standard input) goes with no other path")
        return _given(stdin.read(MAX_BYTES + 1), stdin_name)
    expanded = expand(paths)
    if expanded.diagnostics:
        raise UsageError(
            *(
                f"{fault.span.path if fault.span else ''}: {fault.message}; {fault.help}"
                for fault in expanded.diagnostics
            )
        )
    issues = IssueFiles(expanded.issues)
    others = IssueFiles(_others(expanded.issues), issues) if neighbours else ()
    return Inputs(issues, others)


def _given(data: bytes, name: Path | None) -> Inputs:
    if name is None:
        folder = DEFAULT_FOLDER if (DEFAULT_FOLDER / SERIES_FILE).exists() else Path()
        return Inputs((load_issue_text(data, STANDARD_INPUT, load_shelf(folder)),), given=data)
    return Inputs((load_issue_text(data, str(name), load_shelf(name.parent)),), given=data)


def _others(paths: Sequence[Path]) -> list[Path]:
    known = {path.resolve() for path in paths}
    folders = dict.fromkeys(path.parent for path in paths)
    beside = [path for folder in folders if folder.is_dir() for path in issues_in(folder)]
    return [path for path in beside if path.resolve() not in known]
