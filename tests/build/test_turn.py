"""A worker loads what its issues share once, and a fault of ours is a complaint like others."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint import CSS

from strevview.build.turn import Builder, Outcome, Press, Task, attempt
from strevview.model.loading import load_issue, load_shelf
from strevview.render.weasyprint_parts import StyleFonts
from tests.desk import make_desk
from tests.style.styles import copy_of_mpidsa


def test_one_set_of_fonts_and_one_parsed_stylesheet_for_many_issues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issues = make_desk(tmp_path, 5, 6, 7) / "issues"
    parsed: list[str] = []
    loaded: list[object] = []

    def counted_css(*arguments: object, **options: object) -> object:
        parsed.append(str(options.get("base_url")))
        return CSS(*arguments, **options)

    def counted_fonts(*arguments: object) -> object:
        loaded.append(arguments)
        return StyleFonts(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("strevview.render.pdf.CSS", counted_css)
    monkeypatch.setattr("strevview.render.pdf.StyleFonts", counted_fonts)
    builder = Builder()
    for path in sorted(issues.glob("2025*")):
        assert builder.build(Task(path, tmp_path / f"{path.stem}.pdf")).done
    assert parsed
    assert len(parsed) == len(set(parsed))
    assert len(loaded) == 1


def broken(task: Task) -> Outcome:
    raise RuntimeError(f"no way with {task.path.name}")


def test_a_fault_of_ours_is_told_and_with_a_wish_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(Path("issues/a.yaml"), Path("a.pdf"))
    monkeypatch.delenv("STREVVIEW_TRACEBACK", raising=False)
    outcome = attempt(broken, task)
    assert not outcome.done
    (fault,) = outcome.diagnostics
    assert (fault.code, fault.is_error) == ("SV000", True)
    assert "issues/a.yaml: a fault of strevview itself: RuntimeError('no way" in fault.message
    monkeypatch.setenv("STREVVIEW_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="no way with a"):
        attempt(broken, task)


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
