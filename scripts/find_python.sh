#!/bin/sh
# Print the newest Python on this machine that can make strevview's virtual environment.
# PYTHON=/path/to/python overrides the search. Without one: say what to install, and fail.
set -u

# The versions for which every locked package has a wheel; tests/test_set_up.py holds them to pyproject.toml.
versions="3.14 3.13 3.12 3.11"

check='
import sys
if not (3, 11) <= sys.version_info < (3, 15): sys.exit(3)
try:
    import ctypes, ensurepip, ssl, venv
except ImportError:
    sys.exit(4)
print(sys.executable)
'

too_old=""
no_venv=""
try() {
    found=$("$1" -I -c "$check" 2>/dev/null)
    case $? in
        0) [ -n "$found" ] && { printf '%s\n' "$found"; exit 0; } ;;
        3) too_old="$too_old $1" ;;
        4) no_venv="$no_venv $1" ;;
    esac
}

if [ -n "${PYTHON:-}" ]; then
    try "$PYTHON"
else
    for version in $versions; do try "python$version"; done
    try python3
    try python
fi

{
    if [ -n "$no_venv" ]; then
        printf 'strevview: this Python lacks the modules that make a virtual environment:%s\n' "$no_venv"
        printf '  Debian and Ubuntu: sudo apt-get install python3-venv\n'
    else
        printf 'strevview: no Python from 3.11 to 3.14 was found'
        [ -z "$too_old" ] || printf ' (tried:%s)' "$too_old"
        [ -z "${PYTHON:-}" ] || printf ' under PYTHON=%s' "$PYTHON"
        printf '.\n'
        printf '  Debian and Ubuntu: sudo apt-get install python3 python3-venv\n'
        printf '  Fedora: sudo dnf install python3   Arch: sudo pacman -S python   Alpine: sudo apk add python3\n'
        printf '  macOS: brew install python\n'
    fi
    printf '  Then run the same command again, or name one: make PYTHON=/path/to/python3 pdf\n'
} >&2
exit 1
