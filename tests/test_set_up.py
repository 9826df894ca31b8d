"""What `make pdf` and `make test` rest on: the lock files, the search for Python, the libraries."""

from __future__ import annotations

import ast
import os
import platform
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.system_libraries import command_for
from strevview.cli.system_libraries import install_command, this_system

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = yaml.safe_load(Path(__file__).with_name("system_commands.yaml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions of each package that a lock file pins; a marker may choose among them."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if line and line[0] not in " #":
            requirement = Requirement(line.removesuffix("\\").strip())
            (version,) = requirement.specifier
            assert version.operator == "=="
            found.setdefault(canonicalize_name(requirement.name), set()).add(version.version)
    return found


def project() -> dict[str, list[Requirement]]:
    """Return what pyproject.toml asks for: `run`, `build`, and each extra."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {
        "run": data["project"]["dependencies"],
        "build": [*data["dependency-groups"]["build"], *data["build-system"]["requires"]],
        **data["project"]["optional-dependencies"],
    }
    return {name: [Requirement(text) for text in texts] for name, texts in groups.items()}


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        (LOCKS[0], ("run", "build", "import", "scripts", "sources", "site")),
        (LOCKS[1], ("run", "build", "import", "scripts", "sources", "site", "serve", "dev")),
    ],
)
def test_the_lock_pins_what_the_project_asks_for(lock: str, groups: tuple[str, ...]) -> None:
    pinned = pins(lock)
    for requirement in (one for group in groups for one in project()[group]):
        versions = pinned[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in versions), requirement


def test_the_page_on_dependencies_names_what_users_install() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)[2:]
    named = {canonicalize_name(name.strip()) for row in rows for name in row.split(",")}
    extras = ("run", "import", "scripts", "sources", "site", "serve")
    assert named == {canonicalize_name(one.name) for group in extras for one in project()[group]}


def test_what_the_code_imports_is_declared() -> None:
    declared = {canonicalize_name(one.name) for one in project()["run"]}
    # What one of these always brings and means to be imported with it.
    declared |= {canonicalize_name(name) for name in ("pydantic-core", "markupsafe")}
    groups = ("import", "serve", "sources", "site")
    extras = [one for group in groups for one in project()[group]]
    brought = {canonicalize_name(one.name) for one in extras}
    optional = brought | {canonicalize_name(one.name) for one in project()["dev"]}
    owners = packages_distributions()
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.split(".")[0] for name in names}
    # `_typeshed` is there for mypy alone.
    foreign = found - sys.stdlib_module_names - {"strevview", "_typeshed"}
    used = {canonicalize_name(owners[name][0]) for name in foreign}
    assert {"weasyprint", "pyyaml", "pydantic"} <= used
    assert used - declared <= optional
    # Only the validators and the preview may be absent where strevview runs.
    assert used - declared <= brought | {"page-validation", "outloud"}


def test_the_fonts_of_the_styles_that_ship_are_declared() -> None:
    declared = {canonicalize_name(one.name) for one in project()["run"]}
    styles = list((ROOT / "styles").glob("*/style.yaml"))
    packages = {
        canonicalize_name(font["package"])
        for style in styles
        for font in yaml.safe_load(style.read_text("utf-8"))["fonts"]
    }
    assert packages
    assert packages <= declared


def test_tests_run_on_the_versions_that_users_run() -> None:
    run, dev = (pins(lock) for lock in LOCKS)
    assert {name: dev.get(name) for name in run} == run
    assert not run.keys() & {"pytest", "torch", "onnxruntime", "pymupdf"}
    assert "torch" not in dev


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_has_hashes_and_names_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", text)[1:]
    assert len(entries) == sum(len(versions) for versions in pins(lock).values()) > 30
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?:|file:|find-links|index-url|(^|\s)/\w", text)


def find_python(**env: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "scripts" / "find_python.sh")]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def stand_in(folder: Path, name: str, body: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    (folder / name).chmod(0o755)


def test_the_newest_suitable_python_is_taken(tmp_path: Path) -> None:
    # A shim that knows no such version, a newest without `venv`, and one that works.
    stand_in(tmp_path, "python3.14", "echo 'no such version' >&2; exit 127")
    stand_in(tmp_path, "python3.13", "exit 4")
    stand_in(tmp_path, "python3.12", f'exec "{sys.executable}" "$@"')
    stand_in(tmp_path, "python3.11", "echo wrong")
    done = find_python(PATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()).samefile(sys.executable)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(3, "no Python from 3.11 to 3.14 was found (tried: python3)"), (4, "lacks the modules")],
)
def test_an_unfit_python_is_told_in_a_sentence(tmp_path: Path, status: int, sentence: str) -> None:
    stand_in(tmp_path, "python3", f"exit {status}")
    done = find_python(PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert "apt-get install" in done.stderr


def test_the_search_knows_the_versions_of_the_project() -> None:
    script = (ROOT / "scripts" / "find_python.sh").read_text("utf-8")
    versions = re.findall(r"3\.\d+", re.findall(r'^versions="(.*)"', script, re.MULTILINE)[0])
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert wanted["requires-python"] == f">={versions[-1]}"
    newest = int(versions[0].split(".")[1])
    assert f"<= sys.version_info < (3, {newest + 1})" in script


@pytest.mark.parametrize(("name", "release", "command"), COMMANDS)
def test_each_system_has_one_command(
    name: str, release: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, _, like = release.partition(" ")
    monkeypatch.setattr(platform, "system", lambda: name)
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": own, "ID_LIKE": like})
    short = install_command()
    assert short.startswith(command)
    long = command_for(this_system(), for_tests=True)
    assert "poppler" in long.removeprefix(short)
    full = command_for(this_system(), for_full_tests=True)
    assert full.startswith(f"{long} ")
    assert "\n" not in full
    more = full.removeprefix(long).lower()
    assert "chromium" in more


def run_the_check(python_code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as set-up does, after `python_code`, on a machine that has no apt."""
    script = str(ROOT / "scripts" / "system_libraries.py")
    code = f"import runpy, sys; sys.argv = [{script!r}]; sys.path.insert(0, {str(ROOT / 'src')!r})"
    return subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"{code}\n{python_code}\nrunpy.run_path({script!r}, run_name='__main__')",
        ],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_library_stops_with_its_command(tmp_path: Path) -> None:
    away = """
from dataclasses import replace
from strevview.cli import system_libraries as known
pango, *rest = known.LIBRARIES
pango = replace(pango, linux="libnone.so.0", mac="none.dylib", windows="none.dll")
known.LIBRARIES = (pango, *rest)
"""
    done = run_the_check(away, tmp_path)
    assert done.returncode == 1
    assert "this machine lacks libpango-1.0-0 (Debian's names)" in done.stderr
    assert install_command() in done.stderr


def test_what_the_full_tests_lack_is_told_in_one_command(tmp_path: Path) -> None:
    none_of_them = "sys.argv += ['--for-tests', '--for-full-tests']"
    done = run_the_check(none_of_them, tmp_path)
    assert done.returncode == 1
    lacking = "poppler-utils, tidy, chromium, chromium-driver, default-jre-headless, npm"
    assert f"this machine lacks {lacking} (Debian's names)" in done.stderr
    assert command_for(this_system(), for_full_tests=True) in done.stderr


def test_set_up_needs_nothing_installed(tmp_path: Path) -> None:
    # Neither typer nor any other package may be asked for before there is one.
    done = run_the_check(
        "import site; sys.path[:] = [p for p in sys.path if 'site-packages' not in p]", tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_make_help_lists_every_target() -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "--no-print-directory"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = set(re.findall(r"^  make ([a-z-]+)", done.stdout, re.MULTILINE))
    text = (ROOT / "Makefile").read_text("utf-8")
    phony = re.findall(r"^\.PHONY: (.*help.*)", text, re.MULTILINE)[0]
    assert listed == set(phony.split())
