"""The built wheel works by itself: in an empty folder, with no network and no repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Every try to reach the network is written down and refused, though a program may swallow that.
NO_NETWORK = """
import os, sys
def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}:
        with open(os.environ["NETWORK_LOG"], "a", encoding="utf-8") as log:
            log.write(f"{event} {arguments!r}\\n")
        raise OSError("this test has no network")
sys.addaudithook(refuse)
"""


def run(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def pip(*arguments: str, cwd: Path) -> None:
    run([sys.executable, "-I", "-m", "pip", "--quiet", *arguments], cwd)


def build_wheel(source: Path, folder: Path) -> Path:
    pip(
        "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder),
        str(source), cwd=folder,
    )  # fmt: skip
    (wheel,) = folder.glob("strevview-*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def without_network() -> list[str]:
    """Return what runs a command with no network, or nothing where that is not allowed."""
    for prefix in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        try:
            subprocess.run([*prefix, "true"], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return prefix
    return []


def test_the_wheel_carries_the_code_every_style_and_every_page(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    listed = ["git", "ls-files", "-z", "styles", "docs/rules"]
    names_there = run(listed, ROOT) if (ROOT / ".git").exists() else ""
    tracked = {
        f"strevview/{name.removeprefix('docs/')}" for name in names_there.split("\0") if name
    }
    code = {
        f"strevview/{path.relative_to(ROOT / 'src' / 'strevview').as_posix()}"
        for path in (ROOT / "src" / "strevview").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"strevview/styles/mpidsa/style.yaml", "strevview/rules/SV304.md"} <= names
    assert {"strevview/py.typed", "strevview/preview/assets/index.html"} <= names
    assert tracked | code <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"strevview"}


def test_an_empty_folder_and_no_network_are_enough(wheel: Path, tmp_path: Path) -> None:
    site, desk, home = (tmp_path / name for name in ("site", "desk", "home"))
    desk.mkdir()
    home.mkdir()
    pip("install", "--no-index", "--no-deps", "--target", str(site), str(wheel), cwd=tmp_path)
    (site / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    log = tmp_path / "network.log"
    env = {
        "HOME": str(home),
        "PATH": os.defpath,
        "PYTHONPATH": str(site),
        "NETWORK_LOG": str(log),
        "https_proxy": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }
    command = [*without_network(), str(site / "bin" / "strevview")]

    where = run([sys.executable, "-c", "import strevview; print(strevview.__file__)"], desk, env)
    assert Path(where.strip()).is_relative_to(site)

    run([*command, "new", "2025-10"], desk, env)
    assert (desk / "issues" / "2025-10.yaml").is_file()
    run([*command, "build", "issues/2025-10.yaml"], desk, env)

    pdf = (desk / "out" / "2025-10.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert b"%%EOF" in pdf[-64:]
    assert not log.exists(), log.read_text("utf-8")


def test_the_refusal_of_the_network_bites(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    log = tmp_path / "network.log"
    code = "import urllib.request as r\ntry: r.urlopen('http://127.0.0.1:9/')\nexcept OSError: pass"
    run(
        [sys.executable, "-c", code],
        tmp_path,
        {"PYTHONPATH": str(tmp_path), "NETWORK_LOG": str(log)},
    )
    assert "127.0.0.1:9" in log.read_text("utf-8")


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)], ROOT)
    (archive,) = tmp_path.glob("strevview-*.tar.gz")
    run(["tar", "-xzf", str(archive)], tmp_path)
    (source,) = (path for path in tmp_path.glob("strevview-*") if path.is_dir())
    for name in ("README.md", "LICENSE", "Makefile", "requirements.lock", "issues", "tests"):
        assert (source / name).exists(), name
    again = build_wheel(source, tmp_path)
    assert again.read_bytes() == wheel.read_bytes()
