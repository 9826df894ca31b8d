from __future__ import annotations

from pathlib import Path

import pytest

from strevview.codes.page import FAMILIES
from strevview.lint import rules
from strevview.lint.document import all_pages, files, known_codes, rule_page
from strevview.lint.registry import ACROSS, CHECKS, READING, code_of, modules, name_of, rule

FOLDER = Path(next(iter(rules.__path__)))
ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_table_holds_every_module_once() -> None:
    stand = sorted(path.stem for path in FOLDER.glob("sv*.py"))
    assert len(stand) >= 29
    assert sorted((*READING, *CHECKS, *ACROSS)) == stand


def test_no_code_is_used_twice() -> None:
    codes = [code_of(name) for name in (*READING, *CHECKS, *ACROSS)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("code", modules())
def test_a_rule_bears_its_modules_name_and_has_a_page(code: str) -> None:
    found = rule(code)
    assert (found.code, found.name) == (code, name_of(code))
    assert found.checks == (modules()[code] not in READING)
    only_across = found.check_all and not (found.check or found.check_shelf)
    assert bool(only_across) == (modules()[code] in ACROSS)
    page = rule_page(code)
    assert page.title.endswith(".")
    assert "\n" not in page.title
    assert all((page.what, page.why, page.example, page.fix))
    assert code[:3] in FAMILIES


def test_the_pages_in_the_repository_are_the_rules_own() -> None:
    folder = ROOT / "docs" / "rules"
    written = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    advice = "run `make generated`"
    assert written.keys() == files().keys(), advice
    assert {name for name, text in files().items() if written[name] != text} == set(), advice


def test_a_docstring_without_a_section_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strevview.lint.document.page", lambda _: "Wrong.\n\nWhat:\n    This.\n")
    with pytest.raises(ValueError, match="SV101: the text needs the sections"):
        rule_page("SV101")


def test_a_page_keeps_indented_blocks() -> None:
    page = rule_page("SV103")
    assert "\n    sources:\n      dawn:\n" in page.fix
    assert page.example.startswith("- id: prss-1\n  date: 2025-07-31\n")
    assert len(all_pages()) == len(known_codes()) > len(modules())
