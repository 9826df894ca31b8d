"""What a PDF carries, checked: written out, loaded as an issue, audited, told as text or data."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from strevview.audit import ANEW, NOT_OURS, AuditResult, expected_of
from strevview.audit.conformance import conformance_faults, installed_validators
from strevview.build import audit_pdf
from strevview.diagnostics import Diagnostic, Span, error, warning
from strevview.model.issue import Item, Source
from strevview.model.loading import (
    ACTORS_FILE,
    SERIES_FILE,
    LoadedIssue,
    load_issue,
    load_shelf,
)
from strevview.model.printed import PrintedAs, printed, printed_works
from strevview.model.prose import Prose
from strevview.model.record import Record
from strevview.render.carried import (
    FONTS,
    INDEX,
    ISSUES_FOLDER,
    MOST_FONT_BYTES,
    Content,
    bytes_digest,
    data_digest,
    fingerprint_of,
    opened,
)
from strevview.render.compose import compose
from strevview.render.pictures import read_pictures
from strevview.source.disk import decode, holds, name_fault, same_on_some_systems, write_whole
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.style.style_file import STYLES_FOLDER
from strevview.style.style_folder import Style, find_style, named_style

EXISTS = "SV922"
PUT_BACK = "SV927"
ALTERED = "SV921"
# Of all files that a PDF carries; one made to fill the memory stops here.
MAX_TOTAL_BYTES = 512 * 1024 * 1024
_ISSUE = re.compile(rf"{ISSUES_FOLDER}/(?!(?:{SERIES_FILE}|{ACTORS_FILE})\Z)[^/]+\.yaml")
_MOST_SHOWN = f"{MOST_FONT_BYTES // 1024**2} MB"


@dataclass(frozen=True, slots=True)
class Recalled:
    """The files that a PDF carries, by their paths, and its fingerprint (`carried.Components`)."""

    files: Mapping[str, bytes]
    components: Mapping[str, str]

    @property
    def issue(self) -> str:
        """The path of the issue among the files."""
        return next(filter(_ISSUE.fullmatch, self.files))

    def left_out(self) -> dict[str, str]:
        """Return the fonts of `fonts/` that were too large to be carried, and their SHA-256."""
        return {
            path: digest
            for path, digest in self.components.items()
            if path.startswith(FONTS) and path.count("/") == 1 and path not in self.files
        }


def recall(pdf: bytes, name: str) -> Recalled | Diagnostic:
    """Return what a PDF carries, or why it cannot be trusted: SV919 or SV921.

    `name` is what the PDF is called in the complaint.
    """
    components = fingerprint_of(pdf)
    if components is None:
        advice = "only a PDF that strevview wrote, and nobody changed since, carries its sources"
        # A PDF may have something before its head (ISO 32000-2, annex I).
        is_pdf = b"%PDF-" in pdf[:1024]
        what = "this PDF is not as strevview wrote it" if is_pdf else "this file is no PDF"
        return error(NOT_OURS, what, Span.point(name), advice)
    files = _attachments(pdf)
    if isinstance(files, str):
        return error(NOT_OURS, f"the PDF is damaged: {files}", Span.point(name), ANEW)
    unwritable = _name_fault(files)
    if unwritable is not None:
        return error(ALTERED, unwritable, Span.point(name), ANEW)
    expected = (path for path in components if path.startswith(f"{ISSUES_FOLDER}/"))
    for path in sorted({*files, *expected}):
        fault = _mismatch(path, files.get(path), components.get(path))
        if fault is not None:
            return error(ALTERED, fault, Span.point(name), ANEW)
    if not any(map(_ISSUE.fullmatch, files)):
        is_index = INDEX in components
        what = "is an index, and carries no issue" if is_index else "carries no issue"
        advice = "name the PDF of an issue" if is_index else ANEW
        return error(NOT_OURS, f"the PDF {what}", Span.point(name), advice)
    return Recalled(files, components)


def _mismatch(path: str, data: bytes | None, digest: str | None) -> str | None:
    if data is None:
        return f"the attachment `{path}` is missing"
    if digest != _digest(path, data):
        return f"the attachment `{path}` is not what the PDF was made from"
    return None


def carried_documents(recalled: Recalled) -> dict[str, dict[str, Any]]:
    """Return the YAML files of the issue as data by their paths."""
    found = {path: _data(path, data) for path, data in recalled.files.items() if _is_yaml(path)}
    return {path: data for path, data in found.items() if isinstance(data, dict)}


def _is_yaml(path: str) -> bool:
    return path.startswith(f"{ISSUES_FOLDER}/") and path.endswith(".yaml")


def _data(path: str, data: bytes) -> object:
    source = decode(data, path)
    root = None if isinstance(source, Diagnostic) else parse(source).root
    return None if root is None else plain(root)


def _digest(path: str, data: bytes) -> str:
    """Return the digest of a carried file; a YAML file's is that of its data."""
    return data_digest(_data(path, data)) if _is_yaml(path) else bytes_digest(data)


def _name_fault(files: Collection[str]) -> str | None:
    """Return why files cannot be written under their names on every system; None where they can."""
    for path in sorted(files):
        fault = name_fault(path)
        if not path.startswith((f"{ISSUES_FOLDER}/", f"{STYLES_FOLDER}/", FONTS)):
            fault = f"it is neither in {ISSUES_FOLDER}/ nor in {STYLES_FOLDER}/ nor in {FONTS}"
        elif path != str(PurePosixPath(path)):
            fault = "a part of it is empty"
        if fault is not None:
            return f"the attachment `{path}` has a name that may not be written: {fault}"
    for path, other in same_on_some_systems(sorted(files)):
        return f"the attachments `{path}` and `{other}` are one file on some systems"
    folders = {str(folder) for path in files for folder in PurePosixPath(path).parents}
    for path in sorted(folders.intersection(files)):
        return f"the attachment `{path}` is a file and a folder"
    return None


def _attachments(pdf: bytes) -> dict[str, bytes] | str:
    """Return the attachments of a PDF by name, or what is wrong with them."""
    import pikepdf

    files: dict[str, bytes] = {}
    try:
        with opened(pdf) as document:
            for name, attachment in document.attachments.items():
                stream = attachment.get_file().obj
                is_stream = isinstance(stream, pikepdf.Stream)
                if not is_stream or stream.get("/Filter") != pikepdf.Name.FlateDecode:
                    return "its attachments are not packed as strevview packs them"
                files[name] = stream.read_bytes()
                if sum(map(len, files.values())) > MAX_TOTAL_BYTES:
                    return "it carries more than an issue can be made from"
    except (pikepdf.PikepdfError, ValueError, TypeError):
        return "its attachments cannot be read"
    return files


def write_out(recalled: Recalled, folder: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
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
        yield warning(PUT_BACK, message, None, advice)


def load_carried(pdf: bytes, name: str) -> LoadedIssue | Diagnostic:
    """Return the issue that a PDF carries, without its pictures, or the complaint of `recall`.

    SV919 also stands for an issue that cannot be read.
    """
    recalled = recall(pdf, name)
    if isinstance(recalled, Diagnostic):
        return recalled
    with tempfile.TemporaryDirectory(prefix="strevview-") as folder:
        return _load_recalled(recalled, Path(folder), name)


def _load_recalled(recalled: Recalled, folder: Path, name: str) -> LoadedIssue | Diagnostic:
    """Write what a PDF carries into an empty folder and load its issue."""
    written, faults = write_out(recalled, folder)
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


def _style_of(recalled: Recalled, loaded: LoadedIssue) -> Style | None:
    """Return the style that a PDF was made in, or None where it is not at hand as it was."""
    name, _ = named_style(loaded)
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
        loaded = _load_recalled(recalled, Path(folder), name)
        if isinstance(loaded, Diagnostic):
            return loaded
        style = _style_of(recalled, loaded)
        families = compose(loaded, style, read_pictures(loaded)[0]).families if style else ()
        result = audit_pdf(data, expected_of(loaded, style, families))
    judged = conformance_faults(data, name)
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
