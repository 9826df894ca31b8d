"""What a PDF carries: written out, loaded as an issue, audited, told as plain text or as data."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from strevview.audit import AuditResult, conformance, expected_of, installed_validators
from strevview.build import audit_pdf
from strevview.diagnostics import Diagnostic, Severity, Span, error
from strevview.model.issue import Item, Source
from strevview.model.loading import LoadedIssue, load_issue, load_shelf
from strevview.model.printed import PrintedAs, printed, printed_works
from strevview.model.prose import Prose
from strevview.model.record import Record
from strevview.render.carried import MOST_FONT_BYTES, STYLES_FOLDER, Content, bytes_digest
from strevview.render.compose import compose
from strevview.render.pictures import read_pictures
from strevview.render.recall import ANEW, NOT_OURS, Recalled, recall
from strevview.source.disk import holds, write_whole
from strevview.style.style_folder import Style, find_style

EXISTS = "SV922"
PUT_BACK = "SV927"
_MOST_SHOWN = f"{MOST_FONT_BYTES // 1024**2} MB"


def extract(recalled: Recalled, folder: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Write the carried files under a folder; return what was written and what was not.

    A file that is there with other content is an error, and nothing is written at all. A font that
    was too large to be carried is a warning (SV927), unless it is there.
    """
    root = folder.resolve()
    targets = {name: folder / name for name in recalled.files}
    faults = [
        error(EXISTS, f"{path} exists already and differs", None, "name an empty folder with -o")
        for name, path in targets.items()
        if os.path.lexists(path) and not holds(path, recalled.files[name])
    ]
    faults += [
        error(EXISTS, f"{path} leads out of {folder}", None, "name an empty folder with -o")
        for path in targets.values()
        if not path.resolve().is_relative_to(root)
    ]
    if faults:
        return (), tuple(faults)
    for name, path in targets.items():
        fault = write_whole(path, recalled.files[name])
        if fault is not None:
            return (), (fault,)
    return tuple(targets.values()), tuple(_fonts_to_put_back(recalled, folder))


def _fonts_to_put_back(recalled: Recalled, folder: Path) -> Iterator[Diagnostic]:
    for name, digest in recalled.left_out().items():
        path = folder / name
        if path.is_file() and bytes_digest(path.read_bytes()) == digest:
            continue
        message = f"{path} is not in the PDF, which carries fonts up to {_MOST_SHOWN} alone"
        advice = f"put it there, the file whose SHA-256 is {digest}, for the same PDF"
        yield Diagnostic(PUT_BACK, Severity.WARNING, message, None, advice)


def load_recalled(recalled: Recalled, folder: Path, name: str) -> LoadedIssue | Diagnostic:
    """Write what a PDF carries into an empty folder and load its issue.

    `name` is what the PDF is called in the complaint that the issue cannot be read (SV919).
    """
    written, faults = extract(recalled, folder)
    if not written:
        return faults[0]
    path = folder / recalled.issue
    loaded = load_issue(path, load_shelf(path.parent, ""), recalled.issue)
    if loaded.issue is None or loaded.series is None:
        found = next((one for one in loaded.diagnostics if one.is_error), None)
        why = f": {found.message}" if found else ""
        message = f"`{recalled.issue}`, which it carries, is no issue that can be read{why}"
        return error(NOT_OURS, message, Span.point(name), ANEW)
    return loaded


def style_of(recalled: Recalled, loaded: LoadedIssue) -> Style | None:
    """Return the style that a PDF was made in, or None where it is not at hand as it was."""
    if loaded.issue is None or loaded.series is None:
        return None
    name = loaded.issue.style or loaded.series.style
    style = find_style(name, loaded.folder)
    if not isinstance(style, Style) or recalled.left_out():
        return None
    of_style = (path for path in recalled.components if path.startswith(f"{STYLES_FOLDER}/"))
    then = {path: recalled.components[path] for path in of_style}
    return style if Content({}, (), style).digests() == then else None


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit of a PDF came to.

    `texts` are the files that the PDF carries, by name; `validators` the programs that judged
    whether it conforms to PDF/A-3a and PDF/UA-1, none where they are not installed.
    """

    result: AuditResult
    texts: Mapping[str, str]
    validators: tuple[str, ...]


def audit_carried(data: bytes, name: str) -> Audited | Diagnostic:
    """Audit a PDF against the issue that it carries; a PDF by others is an error."""
    recalled = recall(data, name)
    if isinstance(recalled, Diagnostic):
        return recalled
    with tempfile.TemporaryDirectory(prefix="strevview-") as folder:
        loaded = load_recalled(recalled, Path(folder), name)
        if isinstance(loaded, Diagnostic):
            return loaded
        style = style_of(recalled, loaded)
        families = compose(loaded, style, read_pictures(loaded)[0]).families if style else ()
        result = audit_pdf(data, expected_of(loaded, style, families))
    judged = conformance(data, name)
    return Audited(
        replace(result, diagnostics=(*result.diagnostics, *judged)),
        {path: file.decode("utf-8", "replace") for path, file in recalled.files.items()},
        installed_validators(),
    )


def issue_text(loaded: LoadedIssue) -> str:
    """Return an issue's words as plain text in the order of the pages, blank lines between."""
    return "\n\n".join(_paragraphs(loaded)) + "\n"


def _paragraphs(loaded: LoadedIssue) -> Iterator[str]:
    if loaded.issue is None or loaded.series is None:
        return
    yield f"{loaded.series.title}\n{loaded.issue.period}"
    works = {
        (*path, "sources", name, "title"): _work(words, source)
        for path, item, prose in loaded.items()
        for name, words, source in printed_works(item, prose)
    }
    for one in printed(loaded):
        if one.printed_as is PrintedAs.WORK:
            yield works[one.path]
        elif one.is_seen and not one.is_repeated:
            yield from one.lines()


def _work(words: str, work: Source) -> str:
    return f"“{words}”: {work.publisher}, {work.title}, {work.published}"


def issue_data(loaded: LoadedIssue) -> dict[str, Any]:
    """Return an issue as data: each actor under its full name, with kind, country and role."""
    if loaded.issue is None or loaded.series is None:
        return {}
    sections = []
    for s, section in enumerate(loaded.issue.sections):
        items = [_item(loaded, item, loaded.proses[s, i]) for i, item in enumerate(section.items)]
        sections.append({"title": section.title, "items": items})
    return {
        "series": loaded.series.title,
        "publisher": loaded.series.publisher.name,
        "period": str(loaded.issue.period),
        "number": loaded.issue.number_in(loaded.series),
        "editors": _plain(loaded.issue.editors),
        "corrections": _plain(loaded.issue.corrections),
        "sections": sections,
    }


def _item(loaded: LoadedIssue, item: Item, prose: Prose) -> dict[str, Any]:
    return {
        **_plain(item),
        "actors": [_actor(loaded, one.name, one.role) for one in item.actors],
        "text": prose.text,
        "links": [{"text": one.text, "source": one.source} for one in prose.references],
        "sources": {
            name: {key: str(value) for key, value in source if value is not None}
            for name, source in item.sources.items()
        },
    }


def _plain(value: object) -> Any:  # noqa: ANN401 - what JSON has
    """Return a value as JSON has it, a record by its keys but for the private note."""
    if isinstance(value, Record):
        return {key: _plain(one) for key, one in value if key != "note"}
    # A date is a tuple by itself.
    if type(value) is tuple:
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, dict | bool | int) else str(value)


def _actor(loaded: LoadedIssue, form: str, role: str | None) -> dict[str, Any]:
    found = loaded.shelf.register.find(form)
    if found is None:
        return {"name": form, "role": role}
    return {
        "name": found.name,
        "named_as": form,
        "kind": str(found.kind),
        "country": found.country,
        "role": role,
    }
