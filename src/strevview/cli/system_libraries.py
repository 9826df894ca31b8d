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

_COMMANDS = {
    "debian": f"sudo apt-get install {' '.join(library.package for library in LIBRARIES)}",
    "fedora": "sudo dnf install pango",
    "suse": "sudo zypper install libpango-1_0-0 libharfbuzz-subset0",
    "alpine": f"sudo apk add {' '.join(f'so:{library.linux}' for library in LIBRARIES)}",
    "arch": "sudo pacman -S pango",
    "darwin": "brew install pango",
    "windows": (
        "winget install MSYS2.MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango"
    ),
}


def install_command(system: str | None = None) -> str:
    """Return the one command that installs what strevview needs of a system, by default of this."""
    return _COMMANDS[system or this_system()]


def this_system() -> str:
    """Return which of the systems that have a command this one is; Debian where it is unknown.

    On Linux, ID and ID_LIKE of /etc/os-release name it and those that it is made from.
    """
    if platform.system() != "Linux":
        words = [platform.system().lower()]
    else:
        try:
            fields = platform.freedesktop_os_release()
        except OSError:
            fields = {}
        words = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".lower().split()
    return next((known for known in _COMMANDS if known in words), "debian")
