"""Check the system libraries that WeasyPrint loads; install them through apt where that is allowed.

Runs before anything is installed, so it needs nothing but Python's standard library.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from strevview.cli.system_libraries import LIBRARIES, install_command, this_system

# Programs with their Debian packages: what every test run needs, and what the full one needs.
TEST_PROGRAMS = {"pdftotext": "poppler-utils", "tidy": "tidy"}
FULL_TEST_PROGRAMS = {
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "java": "default-jre-headless",
    "npm": "npm",
}
# What fontconfig must find for issues in many scripts, and what brings it.
FONTS = {
    "Noto Sans CJK JP": "fonts-noto-cjk",
    "Noto Sans Tamil": "fonts-noto-core",
}
# What each system calls poppler's programs, and those that the full tests need.
PACKAGES = {
    "debian": (
        "poppler-utils tidy",
        "chromium chromium-driver default-jre-headless npm fonts-noto-cjk fonts-noto-core",
    ),
    "fedora": ("poppler-utils tidy", "chromium chromedriver java-latest-openjdk-headless npm"),
    "suse": ("poppler-tools tidy", "chromium chromedriver java-headless npm-default"),
    "alpine": (
        "poppler-utils tidyhtml",
        "chromium chromium-chromedriver openjdk17-jre-headless npm",
    ),
    "arch": ("poppler tidy", "chromium jre-openjdk-headless npm"),
    "darwin": ("poppler tidy-html5", "chromium chromedriver openjdk node"),
    "windows": (
        "mingw-w64-ucrt-x86_64-poppler mingw-w64-ucrt-x86_64-tidy",
        "and outside of it: winget install Hibbiki.Chromium EclipseAdoptium.Temurin.21.JRE "
        "OpenJS.NodeJS",
    ),
}
HYPHENATION = Path("/usr/share/hyphen/hyph_en_GB.dic")


def missing_packages(*, for_tests: bool, for_full_tests: bool = False) -> list[str]:
    """Return the Debian names of what this machine lacks."""
    packages = [library.package for library in LIBRARIES if not library.is_present()]
    programs = TEST_PROGRAMS if for_tests or for_full_tests else {}
    if for_full_tests:
        programs = programs | FULL_TEST_PROGRAMS
    packages += [package for name, package in programs.items() if shutil.which(name) is None]
    # Other systems bring fonts and hyphenation by other names, or with the programs.
    if for_full_tests and shutil.which("apt-get") is not None:
        packages += [package for pattern, package in FONTS.items() if not has_font(pattern)]
        packages += [] if HYPHENATION.exists() else ["hyphen-en-gb"]
    return packages


def command_for(system: str, *, for_tests: bool = False, for_full_tests: bool = False) -> str:
    """Return the one command that installs all that is needed of a system."""
    poppler, programs = PACKAGES[system]
    parts = [install_command(system)]
    parts += [poppler] if for_tests or for_full_tests else []
    parts += [programs] if for_full_tests else []
    return " ".join(parts)


def has_font(pattern: str) -> bool:
    """Whether fontconfig finds a font; where it is not there, programs find none either."""
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", pattern], capture_output=True, check=False).stdout)


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
    parser.add_argument(
        "--for-full-tests", action="store_true", help="and what makes old-looking issues"
    )
    parser.add_argument("--check", action="store_true", help="install nothing")
    options = parser.parse_args(arguments)
    for_tests: bool = options.for_tests
    for_full_tests: bool = options.for_full_tests

    missing = missing_packages(for_tests=for_tests, for_full_tests=for_full_tests)
    if not missing:
        return 0
    prefix = None if options.check else apt_prefix()
    if prefix is not None and apt_install(prefix, missing):
        # A fresh process looks again: the linker's cache of this one is older than the libraries.
        again = [sys.executable, "-I", str(Path(__file__).resolve()), "--check"]
        again += ["--for-tests"] if for_tests else []
        again += ["--for-full-tests"] if for_full_tests else []
        return subprocess.run(again, check=False).returncode
    command = command_for(this_system(), for_tests=for_tests, for_full_tests=for_full_tests)
    print(
        f"strevview: this machine lacks {', '.join(missing)} (Debian's names). Install with\n"
        f"  {command}\nand run the same command again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
