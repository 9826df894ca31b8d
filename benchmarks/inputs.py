"""Issues of any size and number, made from the sample issues: `python -m benchmarks.inputs`.

All is done on the text, so comments and layout stay, and a linter reads what an editor writes.
"""

from __future__ import annotations

import re
import shutil
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ("2025-06", "2025-07", "2025-08")
NEWEST_YEAR = 2025

_SECTION = re.compile(r"(?m)^  - title: ")
_ITEM = re.compile(r"(?m)^      - id: ")
_FIGURES = re.compile(r"(?m)^        figures:\n(?:(?: {9,}.*)?\n)*")
_PERSON = re.compile(r"(?m)^\s*- name: (\w+ \w+)\n(?:(?!\s*- name:).*\n)*?\s+kind: person$")


def make_desk(folder: Path) -> Path:
    """Make a folder to work in, with the sample issues, series, actors and pictures."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "issues", folder / "issues")
    return folder


def issue_of(items: int, sample: str = "2025-07") -> str:
    """Return a sample issue whose sections repeat their items until there are `items` of them.

    Raises:
        ValueError: the sample has more items than that.
    """
    text = _FIGURES.sub("", _sample(sample))
    head, *sections = _split(_SECTION, text)
    parts = [_split(_ITEM, section) for section in sections]
    present = sum(len(part) - 1 for part in parts)
    if items < present:
        raise ValueError(f"{sample} has {present} items, more than {items}")
    wanted = [len(part) - 1 for part in parts]
    for index in islice(cycle(range(len(parts))), items - present):
        wanted[index] += 1
    made = [
        title + "".join(_copies(originals, count))
        for (title, *originals), count in zip(parts, wanted, strict=True)
    ]
    return head + "".join(made)


def eight_pages() -> str:
    """Return the July sample with the other samples' sections, but the last two, after its own."""
    texts = {sample: _FIGURES.sub("", _sample(sample)) for sample in SAMPLES}
    july = texts.pop("2025-07")
    more = [section for text in texts.values() for section in _split(_SECTION, text)[1:]]
    return july + "".join(more[:-2])


def _sample(name: str) -> str:
    return (ROOT / "issues" / f"{name}.yaml").read_text("utf-8")


def _split(start: re.Pattern[str], text: str) -> list[str]:
    places = [match.start() for match in start.finditer(text)]
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


def _copies(originals: list[str], count: int) -> list[str]:
    copies = []
    for number, item in enumerate(islice(cycle(originals), count)):
        mark = f"-again-{number}" if number >= len(originals) else ""
        ended = item if item.endswith("\n") else f"{item}\n"
        copies.append(re.sub(r"\A(.*)", rf"\1{mark}", ended))
    return copies


def write_archive(folder: Path, issues: int) -> list[Path]:
    """Write `issues` issues, the samples set in other years with people of other names.

    The folder gets the series, the actors and the pictures too. Returns the issues' paths.
    """
    folder.mkdir(parents=True)
    for name in ("series.yaml", "actors.yaml"):
        shutil.copy(ROOT / "issues" / name, folder / name)
    shutil.copytree(ROOT / "issues" / "pictures", folder / "pictures")
    people = _PERSON.findall((ROOT / "issues" / "actors.yaml").read_text("utf-8"))
    paths = []
    for number in range(issues):
        back, which = divmod(number, len(SAMPLES))
        text = _sample(SAMPLES[which])
        year = str(NEWEST_YEAR - back)
        # Names of picture files stay as they are.
        text = re.sub(rf"\b{NEWEST_YEAR}\b(?!-\d\d\.\w)", year, text)
        path = folder / f"{year}{SAMPLES[which][4:]}.yaml"
        path.write_text(_renamed(text, people, back), "utf-8")
        paths.append(path)
    return sorted(paths)


def _renamed(text: str, people: list[str], turn: int) -> str:
    """Give each person the family name of another one, `turn` places further in the register."""
    if not people:
        return text
    family = [name.split()[-1] for name in people]
    new = {
        name: f"{name.split()[0]} {family[(place + turn) % len(family)]}"
        for place, name in enumerate(people)
    }
    names = re.compile("|".join(re.escape(name) for name in people))
    return names.sub(lambda match: new[match[0]], text)
