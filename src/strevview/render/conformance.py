"""Ask the validators that are installed whether a PDF is PDF/A-3a and PDF/UA-1.

`page-validation` checks both standards clause by clause, in process. `outloud` checks PDF/UA-1
and what a clause cannot say (the reading order, texts that no tag announces). Both are for
development and for those who must prove conformance: a build does not need them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from strevview.diagnostics import Diagnostic, Severity, Span, error

NOT_CONFORMING = "SV904"

_HELP = "docs/styles.md says what a style has to keep to; of one that ships, please report it"
_PAGE = "page-validation"
_OUTLOUD = "outloud"
_MODULES = {_PAGE: "page", _OUTLOUD: "outloud"}
_PROFILES = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}


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
    complaint = error(NOT_CONFORMING, f"not {standard}: {said}", Span.point(path), _HELP)
    return complaint if severity is Severity.ERROR else complaint.as_warning()
