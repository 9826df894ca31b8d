from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import strevview
from strevview.codes.page import FAMILIES, Stage, split
from strevview.codes.table import pages
from strevview.diagnostics import Severity
from strevview.lint.document import all_pages, known_codes
from strevview.lint.registry import modules

SOURCE = Path(strevview.__file__).parent
CODE = re.compile(r"SV\d{3}", re.ASCII)
MAKERS = {"error": Severity.ERROR, "warning": Severity.WARNING}


@cache
def trees() -> tuple[ast.Module, ...]:
    """Return the modules of the package, those left out that only explain codes."""
    paths = [path for path in sorted(SOURCE.rglob("*.py")) if path.parent != SOURCE / "codes"]
    texts = [path.read_text("utf-8") for path in paths]
    return tuple(ast.parse(text) for text in texts if CODE.search(text) or "error(" in text)


def is_code(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value) is not None
    )


def codes_in(tree: ast.Module) -> set[str]:
    """Return the codes that a module uses, other than to say which rule it is."""
    named = [
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule"
        for keyword in node.keywords
        if keyword.arg == "code"
    ]
    return {
        str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and is_code(node) and node not in named
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
    explained = set(known_codes())
    assert len(used) > 100
    assert used - explained == set(), "write the page of each: see strevview.codes"
    assert explained - used == set(), "take out the page of a code that nothing makes"


def test_codes_are_in_order_and_each_has_a_name_of_its_own() -> None:
    assert list(known_codes()) == sorted(known_codes())
    assert set(modules()).isdisjoint(pages())
    names = [page.name for page in all_pages()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", page.name) for page in pages().values())


@pytest.mark.parametrize("code", pages())
def test_a_page_says_what_is_wrong_and_what_to_do(code: str) -> None:
    page = pages()[code]
    assert page.code == code
    assert page.title.endswith(".")
    assert "\n" not in page.title
    assert all((page.what, page.why, page.example, page.fix))
    assert page.family in FAMILIES
    assert page.stage is not Stage.LINT
    assert set(CODE.findall(page.example)) <= {code}
    assert max(map(len, page.markdown().splitlines())) <= 100


def test_a_page_tells_the_graver_severity() -> None:
    found: dict[str, set[Severity]] = {}
    for codes, call in complaints():
        if len(codes) == 1 and codes <= pages().keys():
            (code,) = codes
            found.setdefault(code, set()).add(MAKERS[ast.unparse(call.func)])
    assert len(found) > 30
    wrong = {
        code: severities
        for code, severities in found.items()
        if (Severity.ERROR in severities) != (pages()[code].severity is Severity.ERROR)
    }
    assert wrong == {}


def test_every_complaint_of_these_codes_says_what_to_do() -> None:
    silent, seen = [], 0
    for codes, call in complaints():
        if not codes & pages().keys():
            continue
        seen += 1
        has_help = len(call.args) >= 4 or "help" in {keyword.arg for keyword in call.keywords}
        if not has_help:
            silent.append(ast.unparse(call))
    assert seen > 50
    assert silent == []


def test_a_text_without_a_section_is_refused() -> None:
    with pytest.raises(ValueError, match="SV999: the text needs the sections"):
        split("SV999", "Wrong.\n\nWhat:\n    This.\n\nFix:\n    That.\n")
