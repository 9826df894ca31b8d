"""The system libraries that WeasyPrint loads, and the one command for each system that brings them.

Needs nothing but Python's standard library: set-up asks it before anything is installed.
"""

from __future__ import annotations

import ctypes
import platform
from dataclasses import dataclass

# Where Homebrew, MacPorts and MSYS2 put libraries; the linker does not look there by itself.
_MAC_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")
_WINDOWS_FOLDERS = (r"C:\msys64\ucrt64\bin", r"C:\msys64\mingw64\bin")


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library: its file's names on Linux, macOS and Windows, and its Debian package."""

    name: str
    linux: str
    mac: str
    windows: str
    package: str

    def is_present(self) -> bool:
        """Whether the dynamic linker finds it, as WeasyPrint's own `dlopen` would."""
        return any(_loads(place) for place in self._places())

    def _places(self) -> tuple[str, ...]:
        if platform.system() == "Darwin":
            return (self.mac, *(f"{folder}/{self.mac}" for folder in _MAC_FOLDERS))
        if platform.system() == "Windows":
            return (self.windows, *(rf"{folder}\{self.windows}" for folder in _WINDOWS_FOLDERS))
        return (self.linux,)


def _loads(place: str) -> bool:
    try:
        ctypes.CDLL(place)
    except OSError:
        return False
    return True


# The names are those that WeasyPrint 70 tries (weasyprint/text/ffi.py).
LIBRARIES = (
    Library(
        "pango",
        "libpango-1.0.so.0",
        "libpango-1.0.dylib",
        "libpango-1.0-0.dll",
        "libpango-1.0-0",
    ),
    Library(
        "pangoft2",
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
        "libpangoft2-1.0-0.dll",
        "libpangoft2-1.0-0",
    ),
    # WeasyPrint works without it, but cuts fonts down in Python: slower, and with other bytes.
    Library(
        "harfbuzz-subset",
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
        "libharfbuzz-subset0",
    ),
)

_DEBIAN = " ".join(library.package for library in LIBRARIES)
_ALPINE = " ".join(f"so:{library.linux}" for library in LIBRARIES)
_MSYS2 = "mingw-w64-ucrt-x86_64"

# What makes old-looking issues for the tests: LibreOffice, Chromium and pandoc; on Debian also the
# fonts and the hyphenation that they then use.
_OFFICE = "libreoffice-writer chromium"
_DEBIAN_LOOKS = "fonts-liberation fonts-lohit-deva fonts-wqy-microhei hyphen-en-gb"
_WINDOWS_OFFICE = "TheDocumentFoundation.LibreOffice Hibbiki.Chromium JohnMacFarlane.Pandoc"

# The system, how it installs, the libraries there, poppler's programs (for the tests) there, and
# the programs that the full tests need there.
_COMMANDS = (
    (
        "debian",
        "sudo apt-get install",
        _DEBIAN,
        "poppler-utils",
        f"{_OFFICE} chromium-driver pandoc {_DEBIAN_LOOKS}",
    ),
    ("fedora", "sudo dnf install", "pango", "poppler-utils", f"{_OFFICE} chromedriver pandoc"),
    (
        "suse",
        "sudo zypper install",
        "libpango-1_0-0 libharfbuzz-subset0",
        "poppler-tools",
        f"{_OFFICE} chromedriver pandoc",
    ),
    (
        "alpine",
        "sudo apk add",
        _ALPINE,
        "poppler-utils",
        f"{_OFFICE} chromium-chromedriver pandoc-cli",
    ),
    ("arch", "sudo pacman -S", "pango", "poppler", "libreoffice-fresh chromium pandoc-cli"),
    ("darwin", "brew install", "pango", "poppler", "libreoffice chromium chromedriver pandoc"),
    (
        "windows",
        "winget install MSYS2.MSYS2, then in its shell: pacman -S",
        f"{_MSYS2}-pango",
        f"{_MSYS2}-poppler",
        f"and outside of it: winget install {_WINDOWS_OFFICE}",
    ),
)


def install_command(
    system: str | None = None, *, for_tests: bool = False, for_full_tests: bool = False
) -> str:
    """Return the one command that installs what strevview needs of the system.

    Args:
        system: The words that name the system, such as `ubuntu debian`, `Darwin` or `Windows`;
            without it, this one. One that is not known gets Debian's.
        for_tests: Whether poppler's programs are needed too.
        for_full_tests: Whether the programs that make old-looking issues are needed as well.
    """
    words = set((_this_system() if system is None else system).lower().split())
    known = (row for row in _COMMANDS if row[0] in words)
    _, install, libraries, poppler, programs = next(known, _COMMANDS[0])
    parts = [install, libraries]
    parts += [poppler] if for_tests or for_full_tests else []
    parts += [programs] if for_full_tests else []
    return " ".join(parts)


def _this_system() -> str:
    """Return the words that name this system: on Linux, ID and ID_LIKE of /etc/os-release."""
    if platform.system() != "Linux":
        return platform.system()
    try:
        fields = platform.freedesktop_os_release()
    except OSError:
        return ""
    return f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}"
