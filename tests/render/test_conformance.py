from __future__ import annotations

import pytest

from strevview.audit import conformance as module
from strevview.audit.conformance import conformance_faults, installed_validators
from strevview.diagnostics import Severity, Span
from strevview.render.pdf import Rendered

both = pytest.mark.skipif(len(installed_validators()) < 2, reason="the validators are missing")


def test_without_validators_nothing_is_known(
    full: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    assert installed_validators() == ()
    assert conformance_faults(full.pdf, "a.pdf") == ()


@both
@pytest.mark.parametrize(
    ("old", "new", "standards"),
    [
        (b'/pdfa/ns/id/">A<', b'/pdfa/ns/id/">X<', {"PDF/A-3a"}),
        (b'/pdfua/ns/id/">1<', b'/pdfua/ns/id/">7<', {"PDF/UA-1"}),
    ],
)
def test_each_validator_bites(full: Rendered, old: bytes, new: bytes, standards: set[str]) -> None:
    assert full.pdf.count(old) == 1
    found = conformance_faults(full.pdf.replace(old, new), "out/a.pdf")
    assert found
    assert {one.code for one in found} == {"SV904"}
    assert all(one.is_error and one.span == Span.point("out/a.pdf") for one in found)
    assert {one.message.split(":")[0].removeprefix("not ") for one in found} >= standards


@both
def test_a_file_that_is_no_pdf_is_an_error_of_both() -> None:
    found = conformance_faults(b"no pdf", "out/a.pdf")
    assert found is not None
    assert [one.severity for one in found] == [Severity.ERROR] * 2
    assert all("cannot read it" in one.message for one in found)
    assert not any("checked.pdf" in one.message for one in found)
