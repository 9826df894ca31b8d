from __future__ import annotations

from pathlib import Path

from strevview.batch.turn import Press
from strevview.model.loading import load_issue, load_shelf
from tests.desk import make_desk
from tests.style.styles import copy_of_mpidsa


def test_what_could_not_be_printed_is_not_said_to_be_unreadable_as_well(tmp_path: Path) -> None:
    folder = make_desk(tmp_path) / "issues"
    style = copy_of_mpidsa(tmp_path, "house")
    with (style / "text.css").open("a", encoding="utf-8") as css:
        css.write("p { text-overflow: ellipsis }\n")
    series = folder / "series.yaml"
    series.write_text(series.read_text("utf-8").replace("style: mpidsa", "style: house"), "utf-8")
    loaded = load_issue(folder / "2025-07.yaml", load_shelf(folder))
    pressed = Press().print(loaded, ())
    assert pressed.pdf is None
    assert [one.code for one in pressed.diagnostics] == ["SV901"]
