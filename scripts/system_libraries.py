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


PACKAGES = tuple(library.package for library in LIBRARIES)
ALPINE = "so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0"
MSYS2 = "mingw-w64-ucrt-x86_64"

# The system, how it installs, WeasyPrint's libraries there, and poppler's programs there.
COMMANDS = (
    ("debian", "sudo apt-get install", " ".join(PACKAGES), "poppler-utils"),
    ("fedora", "sudo dnf install", "pango", "poppler-utils"),
    ("suse", "sudo zypper install", "libpango-1_0-0 libharfbuzz-subset0", "poppler-tools"),
    ("alpine", "sudo apk add", ALPINE, "poppler-utils"),
    ("arch", "sudo pacman -S", "pango", "poppler"),
    ("darwin", "brew install", "pango", "poppler"),
    ("windows", "pacman -S", f"{MSYS2}-pango", f"{MSYS2}-poppler"),
)


def install_command(system: str, *, for_tests: bool) -> str:
    """Return the one command that installs what strevview needs.

    Args:
        system: The words that name the system, such as `ubuntu debian`, `Darwin` or `Windows`.
        for_tests: Whether poppler's programs are needed too.
    """
    words = set(system.lower().split())
    known = (row for row in COMMANDS if row[0] in words)
    _, install, libraries, poppler = next(known, COMMANDS[0])
    return f"{install} {libraries}{f' {poppler}' if for_tests else ''}"


def system_name() -> str:
    """Return the words that name this system: on Linux, ID and ID_LIKE of /etc/os-release."""
    if platform.system() != "Linux":
        return platform.system()
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
    command = install_command(system_name(), for_tests=for_tests)
    print(
        f"strevview: this machine lacks {', '.join(missing)} (Debian's names). Install with\n"
        f"  {command}\nand run the same command again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
