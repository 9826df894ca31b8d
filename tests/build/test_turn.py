"""A worker loads what its issues share once, and a fault of ours is a complaint like others."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint import CSS

from strevview.build.runs import attempt
from strevview.build.turn import Builder, Outcome, Task
from strevview.render.resources import StyleFonts
from tests.desk import make_desk


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
    (fault,) = attempt(broken, task).diagnostics
    assert "issues/a.yaml: a fault of strevview itself: RuntimeError('no way" in fault.message
    monkeypatch.setenv("STREVVIEW_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="no way with a"):
        attempt(broken, task)
