"""Codes and pages are the same set, and each page says what is wrong and what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import strevview
from scripts.write_generated import rules_page
from strevview.diagnostics import Severity
from strevview.lint import rules as _families  # noqa: F401 - loading them fills RULES
from strevview.lint.registry import (
    FAMILIES,
    RULES,
    Page,
    Rule,
    Stage,
    all_pages,
    codes,
    page,
    rule_codes,
)

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = Path(strevview.__file__).parent
CODE = re.compile(r"SV\d{3}", re.ASCII)
MAKERS = {"error": Severity.ERROR, "warning": Severity.WARNING}
ELSEWHERE = tuple(code for code in codes() if code not in rule_codes())


@cache
def trees() -> tuple[ast.Module, ...]:
    """Return the modules of the package that name a code or make a complaint."""
    texts = [path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py"))]
    return tuple(ast.parse(text) for text in texts if CODE.search(text) or "error(" in text)


def is_code(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value) is not None
    )


def codes_in(tree: ast.Module) -> set[str]:
    """Return the codes that a module uses."""
    return {
        str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and is_code(node)
    }


def complaints() -> Iterator[tuple[set[str], ast.Call]]:
    """Yield each call that makes a complaint, with the codes that it may have.

    A code's name stands for the codes of that name in any module.
    """
    names: dict[str, set[str]] = {}
    for tree in trees():
        for statement in tree.body:
            if isinstance(statement, ast.Assign) and is_code(statement.value):
                assert isinstance(statement.value, ast.Constant)
                for target in statement.targets:
                    names.setdefault(ast.unparse(target), set()).add(str(statement.value.value))
    for tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) in MAKERS and node.args):
                continue
            first = node.args[0]
            if is_code(first):
                assert isinstance(first, ast.Constant)
                yield {str(first.value)}, node
            elif isinstance(first, ast.Name) and first.id in names:
                yield names[first.id], node


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    used = set().union(*(codes_in(tree) for tree in trees()))
    assert len(used) > 100
    assert used - set(codes()) == set(), "write docs/rules/SVNNN.md for each"
    assert set(codes()) - used == set(), "delete the page of a code that nothing makes"


def test_the_list_of_codes_is_that_of_the_pages() -> None:
    written = (ROOT / "docs" / "rules" / "README.md").read_text("utf-8")
    assert written == rules_page(), "run `make generated`"


def test_each_page_has_a_name_of_its_own() -> None:
    names = [found.name for found in all_pages()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("code", codes())
def test_a_page_has_its_files_code_and_says_what_is_wrong_and_what_to_do(code: str) -> None:
    found = page(code)
    assert found.code == code
    assert found.family in FAMILIES
    assert (found.stage is Stage.LINT) == (code in rule_codes())


@pytest.mark.parametrize("code", ELSEWHERE)
def test_the_example_of_a_code_of_another_part_names_no_other_and_is_narrow(code: str) -> None:
    assert set(CODE.findall(page(code).example)) <= {code}
    assert max(map(len, page(code).markdown.splitlines())) <= 100


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_of_a_rule_says_how_grave_it_is_and_whether_it_is_on(rule: Rule) -> None:
    found = page(rule.code)
    assert (found.severity, found.default) == (rule.severity, rule.default)


def test_a_page_tells_the_graver_severity() -> None:
    found: dict[str, set[Severity]] = {}
    for made, call in complaints():
        if len(made) == 1 and made <= set(ELSEWHERE):
            (code,) = made
            found.setdefault(code, set()).add(MAKERS[ast.unparse(call.func)])
    assert len(found) > 30
    wrong = {
        code: severities
        for code, severities in found.items()
        if (Severity.ERROR in severities) != (page(code).severity is Severity.ERROR)
    }
    assert wrong == {}


def test_every_complaint_of_other_parts_says_what_to_do() -> None:
    silent, seen = [], 0
    for made, call in complaints():
        if not made & set(ELSEWHERE):
            continue
        seen += 1
        has_help = len(call.args) >= 4 or "help" in {keyword.arg for keyword in call.keywords}
        if not has_help:
            silent.append(ast.unparse(call))
    assert seen > 50
    assert silent == []


def test_a_page_without_a_section_is_refused() -> None:
    whole = page("SV304").markdown
    assert Page.read(whole) == page("SV304")
    start, end = whole.index("## Why"), whole.index("## Example")
    with pytest.raises(ValueError, match="SV304 acronym-does-not-fit: a page has the form of"):
        Page.read(whole[:start] + whole[end:])


def test_a_page_keeps_indented_blocks() -> None:
    found = page("SV103")
    assert "\n    sources:\n      dawn:\n" in found.fix
    assert found.example.startswith("- id: prss-1\n  date: 2025-07-31\n")
