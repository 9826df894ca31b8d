"""The settings under `lint:` of a series: warnings that are not wanted, in all issues or in one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.pages import page, rule_codes
from strevview.lint.selection import advice_on, covers, is_known

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue, Shelf
    from strevview.model.places import Places
    from strevview.model.series import SeriesFields
    from strevview.source.nodes import Path


class Setting(NamedTuple):
    """One code or family that is not wanted, and the path where that stands."""

    name: str
    path: Path


def ignored_beside(shelf: Shelf) -> dict[str, frozenset[str]]:
    """Return what the series asks not to be told of the files beside its issues, by their names."""
    names = _names(_general(shelf.series))
    both = (shelf.series_places, shelf.actors_places)
    return {places.source.path: names for places in both if places is not None and names}


def ignored_in(issue: LoadedIssue) -> dict[str, frozenset[str]]:
    """Return what the series asks not to be told of an issue, by the issue's name."""
    names = _names(_general(issue.series)) | _names(_special(issue))
    return {issue.name: names} if names else {}


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


def settings_faults(shelf: Shelf) -> Iterator[Diagnostic]:
    """Yield what is wrong with the settings in series.yaml."""
    if shelf.series is not None and shelf.series_places is not None:
        yield from _judge(_all(shelf.series, ()), shelf.series_places)


def settings_faults_of(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield what is wrong with the settings under an issue's own `series:`."""
    if issue.issue is not None and issue.issue.series is not None and issue.places is not None:
        yield from _judge(_all(issue.issue.series, ("series",)), issue.places)


def _general(series: SeriesFields | None) -> tuple[str, ...]:
    return series.lint.ignore if series is not None else ()


def _special(issue: LoadedIssue) -> tuple[str, ...]:
    if issue.series is None or issue.issue is None:
        return ()
    period = issue.issue.period
    names = issue.series.lint.per_issue
    return (
        *names.get(str(period), ()),
        *(names.get(period.stem, ()) if not period.is_month else ()),
    )


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.upper() for name in names)


def _all(series: SeriesFields, prefix: Path) -> Iterator[Setting]:
    path = (*prefix, "lint")
    for index, name in enumerate(series.lint.ignore):
        yield Setting(name, (*path, "ignore", index))
    for period, names in series.lint.per_issue.items():
        for index, name in enumerate(names):
            yield Setting(name, (*path, "per_issue", period, index))


def _judge(settings: Iterable[Setting], places: Places) -> Iterator[Diagnostic]:
    for setting in settings:
        name, span = setting.name.upper(), places.value(setting.path)
        if not is_known(name):
            advice = advice_on(name, "`strevview rule` lists the codes")
            yield warning("SV015", f"there is no rule `{setting.name}`", span, advice)
        elif not any(_warns(code) for code in rule_codes() if covers(name, code)):
            message = f"`{setting.name}` stands for errors, which cannot be ignored"
            yield warning(
                "SV017", message, span, "delete it here, and mend what it complains about"
            )


def _warns(code: str) -> bool:
    return page(code).severity is Severity.WARNING
