"""Whether a PDF is PDF/A-3a and PDF/UA-1 (SV904), as the installed validators tell.

No build needs them. `page-validation` checks both standards clause by clause, in process, and
`outloud` PDF/UA-1 and what a clause cannot say (the reading order, texts that no tag announces).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from strevview.diagnostics import Diagnostic, Severity, Span

NOT_CONFORMING = "SV904"
_HELP = "docs/styles.md says what a style has to keep to; of one that ships, please report it"
_PROFILES = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}


def installed_validators() -> tuple[str, ...]:
    """Return the names of the validators that are installed, as PyPI knows them."""
    return tuple(name for name, (module, _) in _VALIDATORS.items() if find_spec(module))


def conformance_faults(pdf: bytes, path: str) -> tuple[Diagnostic, ...]:
    """Return what the installed validators say against a PDF.

    `path` is the name by which the diagnostics know the file.
    """
    checks = (_VALIDATORS[name][1] for name in installed_validators())
    return tuple(dict.fromkeys(one for check in checks for one in check(pdf, path)))


def _page_failures(pdf: bytes, path: str) -> Iterator[Diagnostic]:
    from page import PageError, validate_pdf_bytes

    for profile, standard in _PROFILES.items():
        try:
            report = validate_pdf_bytes(pdf, profile=profile)
        except PageError as problem:
            yield _complaint(path, standard, f"page-validation cannot read it: {problem}")
            return
        for failure in report.failures:
            yield _complaint(path, standard, f"{failure.message} ({failure.rule_id})")
        if not report.is_compliant and not report.failures:
            yield _complaint(
                path, standard, f"page-validation finds {report.rules.failed} rules broken"
            )


def _outloud_findings(pdf: bytes, path: str) -> Iterator[Diagnostic]:
    from outloud import check

    with tempfile.TemporaryDirectory(prefix="strevview-") as folder:
        copy = Path(folder, "checked.pdf")
        copy.write_bytes(pdf)
        result = check(str(copy))
    if result.error:
        problem = result.error.replace(str(copy), path)
        yield _complaint(path, "PDF/UA-1", f"outloud cannot read it: {problem}")
    for finding in result.sorted_findings():
        of_many_forms = _is_of_many_forms(finding.rule, finding.message)
        if finding.severity in tuple(Severity) and not of_many_forms:
            where = "" if finding.page is None else f"page {finding.page}: "
            said = f"{where}{finding.message} ({finding.rule})"
            yield _complaint(path, "PDF/UA-1", said, Severity(finding.severity))


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


# By their names on PyPI: the module that is imported, and what asks it.
_VALIDATORS = {
    "page-validation": ("page", _page_failures),
    "outloud": ("outloud", _outloud_findings),
}
