"""Old issues under tests/cases/import, imported through the command; what is right stands beside.

Beside each file stands `FILE.expected.yaml`, or several `FILE.WORD.expected.yaml`. An `.html` is
printed as a PDF first, and a folder `.docx` is zipped. The keys:

    exit: 1                the exit code, 0 where it is not told
    finds: [SV948]         the codes of all complaints, errors and warnings
    turned: [0, 90]        by how many degrees each page of the PDF is turned (`/Rotate`)
    draft: …               what the draft has; nothing where none may be written
    checks: [one, two]     what stands in remarks for the editor, one each
    left_out: [one]        what the draft's head tells as left out

Of the draft only the keys are compared that are named. A list has as many entries as here; `text`
lists stretches of the item's words, `links` the addresses of its sources in order, or why there is
none; a key without a value is one that the draft may not have. Each draft lints without an
error, and those of `drafts-that-do-not-build` build.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from strevview.model.prose_parser import parse_prose
from tests.cli.inside import strevview
from tests.command import ROOT
from tests.importers.docx_files import zipped
from tests.render.documents import FACES

CASES = ROOT / "tests" / "cases" / "import"
_END = ".expected.yaml"
NAMES = sorted(str(one.relative_to(CASES)).removesuffix(_END) for one in CASES.rglob(f"*{_END}"))


def test_each_file_has_what_is_expected_of_it() -> None:
    files = {one for one in CASES.glob("*/*") if not one.name.endswith(_END)}
    assert len(NAMES) > 30
    assert files == set(map(file_of, NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_an_old_issue_gives_what_is_right(name: str, tmp_path: Path) -> None:
    expected = yaml.safe_load((CASES / f"{name}{_END}").read_text("utf-8"))
    old = old_issue(file_of(name), tmp_path, expected.get("turned", []))

    done = strevview("import", old.name, "--format", "json", cwd=tmp_path)
    (told,) = json.loads(done.out)["files"]
    assert done.code == expected.get("exit", 0), told
    assert [one["code"] for one in told["diagnostics"]] == expected.get("finds", [])
    drafts = list((tmp_path / "issues").glob("2*.yaml"))
    if expected["draft"] is None:
        assert drafts == []
        return

    (draft,) = drafts
    written = draft.read_text("utf-8")
    assert differences(expected["draft"], yaml.safe_load(written)) == []
    for one in expected.get("checks", []):
        assert sum(one in line for line in written.splitlines() if "# check: " in line) == 1
    head = " ".join(line.removeprefix("#").strip() for line in written.splitlines())
    assert [one for one in expected.get("left_out", []) if one not in head] == []
    command = "build" if name.startswith("drafts-that-do-not-build/") else "lint"
    done = strevview(command, draft, cwd=tmp_path)
    assert done.code == 0, done.out + done.err


def file_of(name: str) -> Path:
    """Return the file of a case, whose name may have a word more."""
    path = CASES / name
    return path if path.exists() else path.with_suffix("")


def old_issue(case: Path, folder: Path, turned: list[int]) -> Path:
    """Put the file of a case into a folder, made from its source where it has one."""
    if case.suffix == ".html":
        path = folder / f"{case.stem}.pdf"
        fonts = FontConfiguration()
        faces = CSS(string=FACES.text, font_config=fonts)
        HTML(case).write_pdf(path, stylesheets=[faces], font_config=fonts)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for page, degrees in zip(pdf.pages, turned, strict=bool(turned)):
                page.rotate(degrees, relative=False)
            pdf.save(path)
        return path
    path = folder / case.name
    if case.suffix == ".docx":
        path.write_bytes(zipped(case))
    else:
        shutil.copy(case, path)
    return path


def differences(expected: Any, found: Any, at: str = "draft") -> list[str]:  # noqa: ANN401
    """Return where a draft is other than expected, by paths of keys."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{at}: no mapping"]
        return [
            one
            for key, value in expected.items()
            for one in _compared(key, value, _value(found, key), f"{at}.{key}")
        ]
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            return [f"{at}: {found!r} has not {len(expected)} entries"]
        both = enumerate(zip(expected, found, strict=True))
        return [said for n, (one, two) in both for said in differences(one, two, f"{at}[{n}]")]
    return [] if expected == found else [f"{at}: {found!r}, not {expected!r}"]


def _value(found: dict[str, Any], key: str) -> Any:  # noqa: ANN401
    if key == "links":
        return [one.get("url") or one["unavailable"] for one in found["sources"].values()]
    return parse_prose(found[key]).text if key == "text" else found.get(key)


def _compared(key: str, expected: Any, found: Any, at: str) -> list[str]:  # noqa: ANN401
    if key != "text":
        return differences(expected, found, at)
    words = " ".join(found.split())
    return [f"{at}: {one!r} is not in {words!r}" for one in expected if one not in words]
