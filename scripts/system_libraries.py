"""Check the system libraries that WeasyPrint loads; install them through apt where that is allowed.

Runs before anything is installed, so it needs nothing but Python's standard library.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library: the names under which a system may know it, and its Debian package."""

    names: tuple[str, ...]
    package: str

    def is_present(self) -> bool:
        """Whether the dynamic linker finds it, as WeasyPrint's own `dlopen` would."""
        return any(_loads(name) for name in self.names)


# The names are those that WeasyPrint 70 tries (weasyprint/text/ffi.py).
LIBRARIES = (
    Library(
        ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
        "libpango-1.0-0",
    ),
    Library(
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
        "libpangoft2-1.0-0",
    ),
    # Optional for WeasyPrint; without it fonts are cut down more slowly, and the bytes differ.
    Library(
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
        "libharfbuzz-subset0",
    ),
)
TEST_PROGRAM, TEST_PACKAGE = "pdftotext", "poppler-utils"

LIBRARY_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")
WINDOWS_FOLDERS = (r"C:\msys64\ucrt64\bin", r"C:\msys64\mingw64\bin")


def _loads(name: str) -> bool:
    if name.endswith(".dylib"):
        places = [name, *(f"{folder}/{name}" for folder in LIBRARY_FOLDERS)]
    elif name.endswith(".dll"):
        places = [name, *(rf"{folder}\{name}" for folder in WINDOWS_FOLDERS)]
    else:
        places = [name]
    for place in places:
        try:
            ctypes.CDLL(place)
        except OSError:
            continue
        return True
    return False


def missing_packages(*, for_tests: bool) -> list[str]:
    """Return the Debian names of what this machine lacks."""
    packages = [library.package for library in LIBRARIES if not library.is_present()]
    if for_tests and shutil.which(TEST_PROGRAM) is None:
        packages.append(TEST_PACKAGE)
    return packages


def install_command(system: str, release: str, *, for_tests: bool) -> str:
    """Return the one command that installs what strevview needs.

    Args:
        system: What `platform.system()` says: `Linux`, `Darwin` or `Windows`.
        release: The words of ID and ID_LIKE in /etc/os-release; empty elsewhere.
        for_tests: Whether poppler's programs are needed too.
    """
    poppler = {"apt": " poppler-utils", "dnf": " poppler-utils", "other": " poppler"}
    if not for_tests:
        poppler = dict.fromkeys(poppler, "")
    if system == "Darwin":
        return f"brew install pango{poppler['other']}"
    if system == "Windows":
        prefix = "mingw-w64-ucrt-x86_64"
        extra = f" {prefix}-poppler" if for_tests else ""
        return f"pacman -S {prefix}-pango{extra}    (in an MSYS2 shell)"
    names = set(release.split())
    if names & {"fedora", "rhel", "centos"}:
        return f"sudo dnf install pango harfbuzz{poppler['dnf']}"
    if names & {"suse", "opensuse"}:
        extra = " poppler-tools" if for_tests else ""
        return f"sudo zypper install libpango-1_0-0 libharfbuzz-subset0{extra}"
    if "alpine" in names:
        return f"sudo apk add pango harfbuzz-subset{poppler['apt']}"
    if "arch" in names:
        return f"sudo pacman -S pango{poppler['other']}"
    packages = " ".join(library.package for library in LIBRARIES)
    return f"sudo apt-get install {packages}{poppler['apt']}"


def os_release() -> str:
    """Return the words of ID and ID_LIKE in /etc/os-release."""
    try:
        fields = platform.freedesktop_os_release()
    except OSError:
        return ""
    return f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}"


def apt_prefix() -> list[str] | None:
    """Return what to put before `apt-get`, or None where apt is not there or not allowed."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def apt_install(prefix: list[str], packages: list[str]) -> bool:
    """Install Debian packages; return whether apt said that it did."""
    print(f"strevview: installing {' '.join(packages)} with apt-get", file=sys.stderr)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    for command in ([*apt, "update"], install):
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            print(done.stdout + done.stderr, file=sys.stderr)
            return False
    return True


def main(arguments: list[str] | None = None) -> int:
    """Check, install where allowed, and say the one command where not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--for-tests", action="store_true", help="what the tests need too")
    parser.add_argument("--check", action="store_true", help="install nothing")
    options = parser.parse_args(arguments)
    for_tests: bool = options.for_tests

    missing = missing_packages(for_tests=for_tests)
    if not missing:
        return 0
    prefix = None if options.check else apt_prefix()
    if prefix is not None:
        # A fresh process looks again: the linker's cache of this one is older than the libraries.
        again = [sys.executable, "-I", str(Path(__file__).resolve()), "--check"]
        if apt_install(prefix, missing):
            return subprocess.run(
                [*again, *(["--for-tests"] if for_tests else [])], check=False
            ).returncode
    command = install_command(platform.system(), os_release(), for_tests=for_tests)
    print(
        f"strevview: this machine lacks {', '.join(missing)} (Debian's names). Install with\n"
        f"  {command}\nand run the same command again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
