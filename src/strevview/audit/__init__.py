"""The audit: a PDF proves that nothing of its issue was lost.

It reads the PDF alone, through another engine than the one that wrote it, and compares it with the
model. Only what is surely missing is an error:

- SV910 words are lost, SV918 they are out of order
- SV911 a link is lost, leads elsewhere, or is not the issue's
- SV912 a picture is lost
- SV913 a section's heading or bookmark is lost
- SV914 a word is outside the margins, cut off, or not to be seen
- SV915 a page is blank
- SV916 a font is not embedded, or not named by the style
- SV917 a character has no glyph
- SV919 the PDF cannot be read, or has no tags

Whether it is PDF/A-3a and PDF/UA-1 (SV904) the validators tell that are installed:
`page-validation` checks both standards clause by clause, in process, and `outloud` PDF/UA-1 and
what a clause cannot say (the reading order, texts that no tag announces). Both are for those who
must prove conformance: a build does not need them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from strevview.audit.expected import Expected, Margins, expected_of
from strevview.diagnostics import Diagnostic, Severity, Span
from strevview.model.loading import LoadedIssue
from strevview.render.date_labels import is_from_right_to_left
from strevview.style.style_file import millimetres
from strevview.style.style_folder import Style

_POINTS_PER_MILLIMETRE = 72 / 25.4
NOT_CONFORMING = "SV904"

_HELP = "docs/styles.md says what a style has to keep to; of one that ships, please report it"
_PAGE = "page-validation"
_OUTLOUD = "outloud"
_MODULES = {_PAGE: "page", _OUTLOUD: "outloud"}
_PROFILES = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What the audit found, and the size of the PDF: pages, words of text, links."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    words: int
    links: int


def audit_pdf(pdf: bytes, expected: Expected) -> AuditResult:
    """Compare a PDF with what its issue must have in it."""
    # Here alone a build loads PDFium, which one that finds all up to date does without.
    from strevview.audit.checks import audit

    return AuditResult(*audit(pdf, expected))


def margins_of(style: Style, *, right_to_left: bool) -> Margins:
    """Return the margins of a style's text pages, in points."""
    page = style.file.page.margins_of(right_to_left=right_to_left)
    sides = (page.top, page.right, page.bottom, page.left)
    return Margins(*(millimetres(side) * _POINTS_PER_MILLIMETRE for side in sides))


def audit_issue(
    pdf: bytes, loaded: LoadedIssue, style: Style | None = None, families: Iterable[str] = ()
) -> AuditResult:
    """Audit a PDF against its issue; without the style, fonts and margins are not judged.

    `families` are the fonts that may be in it.
    """
    expected = expected_of(loaded)
    if style is not None:
        turned = is_from_right_to_left(expected.language)
        expected = replace(
            expected,
            families=tuple(sorted(families)),
            margins=margins_of(style, right_to_left=turned),
            in_own_style=not style.ships,
        )
    return audit_pdf(pdf, expected)


def installed_validators() -> tuple[str, ...]:
    """Return the names of the validators that are installed, as PyPI knows them."""
    return tuple(name for name, module in _MODULES.items() if find_spec(module) is not None)


def conformance(pdf: bytes, path: str) -> tuple[Diagnostic, ...] | None:
    """Return what the installed validators say against a PDF, or None when there are none.

    `path` is the name by which the diagnostics know the file.
    """
    installed = installed_validators()
    if not installed:
        return None
    checks = {_PAGE: _page_failures, _OUTLOUD: _outloud_findings}
    return tuple(dict.fromkeys(one for name in installed for one in checks[name](pdf, path)))


def _page_failures(pdf: bytes, path: str) -> Iterator[Diagnostic]:
    from page import PageError, validate_pdf_bytes

    for profile, standard in _PROFILES.items():
        try:
            report = validate_pdf_bytes(pdf, profile=profile)
        except PageError as problem:
            yield _complaint(path, standard, f"{_PAGE} cannot read it: {problem}")
            return
        for failure in report.failures:
            yield _complaint(path, standard, f"{failure.message} ({failure.rule_id})")
        if not report.is_compliant and not report.failures:
            yield _complaint(path, standard, f"{_PAGE} finds {report.rules.failed} rules broken")


def _outloud_findings(pdf: bytes, path: str) -> Iterator[Diagnostic]:
    from outloud import check

    with tempfile.TemporaryDirectory(prefix="strevview-") as folder:
        copy = Path(folder, "checked.pdf")
        copy.write_bytes(pdf)
        result = check(str(copy))
    if result.error:
        problem = result.error.replace(str(copy), path)
        yield _complaint(path, "PDF/UA-1", f"{_OUTLOUD} cannot read it: {problem}")
    for finding in result.sorted_findings():
        severity = _SEVERITIES.get(finding.severity)
        if severity is None or _is_of_many_forms(finding.rule, finding.message):
            continue
        where = "" if finding.page is None else f"page {finding.page}: "
        said = f"{where}{finding.message} ({finding.rule})"
        yield _complaint(path, "PDF/UA-1", said, severity)


def _is_of_many_forms(rule: str, message: str) -> bool:
    """Return whether a finding is only that many glyphs mean one letter, as in Arabic they do.

    There a letter has a glyph for each neighbour. No clause forbids it.
    """
    of_forms = rule == "TXT-004" and "different codes all map to" in message
    return of_forms and "control" not in message and "private-use" not in message


def _complaint(
    path: str, standard: str, said: str, severity: Severity = Severity.ERROR
) -> Diagnostic:
    message = f"not {standard}: {said}"
    return Diagnostic(NOT_CONFORMING, severity, message, Span.point(path), _HELP)
