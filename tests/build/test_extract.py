"""Issues that nobody wrote, built, extracted and built again: the same bytes, whatever is in them.

Made by chance from a fixed seed: titles, names and texts of many scripts and signs, pictures,
several sections, a series of its own, and a style that does not ship with strevview.
"""

from __future__ import annotations

import io
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from strevview.build.extract import extract
from strevview.build.freshness import Freshness
from strevview.build.turn import Builder, Task
from strevview.model.loading import load_shelf
from strevview.render.recall import Recalled, recall
from strevview.source.writer import to_yaml
from tests.command import ROOT
from tests.desk import ACTORS, SERIES

WORDS = (
    "launch", "orbit", "quantum", "co-operation", "S&T", "“quoted”", "10 %", "café", "naïve",
    "A/B", "x < y", "#1", "it’s", "–", "CO₂", "¥7,000", "NO", "true", "2025-07-31", "null", "~",
    "北斗", "中国科学院", "परीक्षण", "संस्थान", "{{ name }}", "{% raw %}", "&amp;", "<b>", "e\u0301",
)  # fmt: skip
SEEDS = range(4)


@dataclass(frozen=True, slots=True)
class Chance:
    """What is drawn from one seed."""

    draw: random.Random

    def words(self, least: int, most: int) -> str:
        some = self.draw.choices(WORDS, k=self.draw.randint(least, most))
        return f"The {' '.join(some)} of it"

    def item(self, number: int, pictures: list[str]) -> dict[str, object]:
        paragraphs = [self.words(5, 40) for _ in range(self.draw.randint(1, 3))]
        day = f"2025-07-{self.draw.randint(1, 31):02}"
        item: dict[str, object] = {
            "id": f"item-{number}",
            "date": day,
            "actors": self.draw.sample(["SUPARCO", "Somebody: else", "Chang’an #2, Ltd."], 2),
            "text": "SUPARCO [told][a] of it.\n\n" + "\n\n".join(map(_plain, paragraphs)) + "\n",
            "sources": {"a": {"url": f"https://example.org/{number}?a=1&b=%20#c"}},
        }
        if pictures and self.draw.random() < 0.7:
            caption = _plain(self.words(1, 5))
            figure = {"file": pictures.pop(), "alt": self.words(1, 5), "caption": caption}
            item["figures"] = [figure | {"credit": "Nobody"}]
        return item

    def issue(self, pictures: list[str]) -> dict[str, object]:
        numbers = iter(range(100))
        sections = [
            {
                "title": f"{number}: {_plain(self.words(1, 4))}",
                "items": [
                    self.item(next(numbers), pictures) for _ in range(self.draw.randint(1, 3))
                ],
            }
            for number in range(self.draw.randint(1, 3))
        ]
        issue: dict[str, object] = {"schema": "1", "period": "2025-07", "note": "private"}
        return issue | {"draft": self.draw.random() < 0.3, "sections": sections}


def _plain(text: str) -> str:
    """Leave out of running text what is markup there."""
    return text.replace("<b>", "b").replace("~", "-").replace("#1", "no. 1")


def picture(draw: random.Random, ending: str) -> bytes:
    if ending == "svg":
        return b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><!-- x --><title>' \
               b'A</title><path d="M0 0 40 0 40 20z"/></svg>'  # fmt: skip
    image = Image.frombytes("RGB", (16, 16), draw.randbytes(16 * 16 * 3))
    data = Image.Exif()
    data[0x0112] = draw.randint(1, 8)
    target = io.BytesIO()
    image.save(target, {"png": "PNG", "jpg": "JPEG"}[ending], exif=data)
    return target.getvalue()


def make(folder: Path, seed: int) -> Path:
    """Write the desk of a seed; return its issue."""
    draw = random.Random(seed)  # noqa: S311 - chance, no secrets
    issues = folder / "issues"
    (issues / "pictures").mkdir(parents=True)
    names = []
    for number, ending in enumerate(("png", "jpg", "svg")):
        name = f"pictures/a picture {number} ü.{ending}"
        (issues / name).write_bytes(picture(draw, ending))
        names.append(name)
    series = SERIES
    if seed % 2:
        shutil.copytree(ROOT / "styles" / "mpidsa", folder / "styles" / "own")
        with (folder / "styles" / "own" / "cover.css").open("a", encoding="utf-8") as file:
            file.write("\n.highlights { letter-spacing: 0.1pt }\n")
        series = series.replace("style: mpidsa", "style: own")
    (issues / "series.yaml").write_text(series, "utf-8")
    (issues / "actors.yaml").write_text(ACTORS + "  - name: Not in it\n", "utf-8")
    path = issues / "2025-07.yaml"
    path.write_text("# a remark\n" + to_yaml(Chance(draw).issue(names)), "utf-8")
    return path


@pytest.fixture(scope="module")
def builder() -> Builder:
    return Builder()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_extracted_builds_to_the_same_bytes(
    builder: Builder, tmp_path: Path, seed: int
) -> None:
    issue = make(tmp_path / "desk", seed)
    pdf = tmp_path / "2025-07.pdf"
    outcome = builder.build(Task(issue, pdf))
    assert outcome.done, outcome.diagnostics
    recalled = recall(pdf.read_bytes(), "2025-07.pdf")
    assert isinstance(recalled, Recalled)
    again = tmp_path / "again"
    written, faults = extract(recalled, again)
    assert faults == ()
    assert set(recalled.files) == {path.relative_to(again).as_posix() for path in written}
    assert (again / "styles" / "own" / "cover.css").exists() == bool(seed % 2)
    text = (again / "issues" / "2025-07.yaml").read_text("utf-8")
    assert "remark" not in text
    assert "private" not in text
    # The folder is known for what the PDF was made from, before anything is built there.
    shelf = load_shelf(again / "issues")
    assert Freshness().verdict(again / "issues" / "2025-07.yaml", shelf, pdf).reasons == ()
    rebuilt = tmp_path / "again.pdf"
    assert builder.build(Task(again / "issues" / "2025-07.yaml", rebuilt)).done
    assert rebuilt.read_bytes() == pdf.read_bytes()
    second = recall(rebuilt.read_bytes(), "again.pdf")
    assert isinstance(second, Recalled)
    assert second.files == recalled.files
