"""What travels in a PDF: the issue without what is private, and no more than it uses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from strevview.model.loading import load_shelf
from strevview.render.carried import Content, bytes_digest, data_digest, public_documents
from strevview.render.pictures import Picture
from strevview.source.disk import SourceText
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.style.style_folder import Style, find_style
from tests.command import ROOT
from tests.desk import ISSUE, make_desk
from tests.style.styles import copy_of_mpidsa, found

DAY = date(2025, 7, 31)
ACTORS = """\
schema: 1
actors:
  - name: Space and Upper Atmosphere Research Commission
    acronym: SUPARCO
    note: secret
  - name: China Academy of Space
    aliases:
      - The Academy
    names:
      zh: 中国科学院
  - name: Nobody in this issue
"""
SERIES = "series:\n  title: Own\n  note: secret\n  publisher:\n    name: House\n    short: H\n"


def documents(folder: Path, issue: str, actors: str = ACTORS) -> dict[str, dict[str, Any]]:
    desk = make_desk(folder) / "issues"
    (desk / "actors.yaml").write_text(actors, "utf-8")
    series = desk / "series.yaml"
    series.write_text(series.read_text("utf-8") + "lint:\n  ignore:\n    - SV6\nnote: secret\n")
    data = data_of(issue)
    return public_documents("2025-07", data, load_shelf(desk))


def data_of(text: str) -> object:
    root = parse(SourceText("a.yaml", text)).root
    assert root is not None
    return plain(root)


def whole(period: str = "2025-07") -> str:
    return ISSUE.format(period=period, month="July")


def test_notes_go_wherever_the_models_have_them_and_nothing_else(tmp_path: Path) -> None:
    issue = whole().replace("schema: 1\n", "schema: 1\nnote: secret\n")
    # A source may bear that name: it is no remark.
    issue = issue.replace("[launched][paper]", "[launched][note]").replace("paper:", "note:")
    carried = documents(tmp_path, issue)
    assert list(carried) == ["issues/2025-07.yaml", "issues/series.yaml", "issues/actors.yaml"]
    assert "secret" not in str(carried)
    (item,) = carried["issues/2025-07.yaml"]["sections"][0]["items"]
    assert list(item["sources"]) == ["note"]
    assert "lint" not in carried["issues/series.yaml"]
    assert carried["issues/series.yaml"]["title"] == "Review of Tests"


@pytest.mark.parametrize("form", ["China Academy of Space", "The Academy", "中国科学院"])
def test_an_actor_is_carried_under_whatever_form_it_is_named(tmp_path: Path, form: str) -> None:
    carried = documents(
        tmp_path, whole().replace("- SUPARCO", f"- SUPARCO\n          - name: {form}")
    )
    names = [actor["name"] for actor in carried["issues/actors.yaml"]["actors"]]
    assert names == ["Space and Upper Atmosphere Research Commission", "China Academy of Space"]


def test_no_register_is_carried_where_the_issue_names_nobody_of_it(tmp_path: Path) -> None:
    carried = documents(tmp_path, whole().replace("- SUPARCO", "- Somebody Else"))
    assert list(carried) == ["issues/2025-07.yaml", "issues/series.yaml"]


def test_an_issue_with_its_own_series_carries_no_other(tmp_path: Path) -> None:
    carried = documents(tmp_path, whole() + SERIES)
    assert "issues/series.yaml" not in carried
    assert carried["issues/2025-07.yaml"]["series"] == {
        "title": "Own",
        "publisher": {"name": "House", "short": "H"},
    }


def test_the_issues_of_a_folder_do_not_change_what_they_share(tmp_path: Path) -> None:
    desk = make_desk(tmp_path) / "issues"
    shelf = load_shelf(desk)
    before = data_digest(public_documents("2025-08", data_of(whole()), shelf))
    data = data_of(whole().replace("- SUPARCO", "- Somebody"))
    public_documents("2025-07", data, shelf)
    again = public_documents("2025-08", data_of(whole()), shelf)
    assert data_digest(again) == before
    assert again["issues/actors.yaml"]["actors"][0]["acronym"] == "SUPARCO"


def test_a_file_s_digest_is_that_of_what_it_says() -> None:
    laid_out = data_of("a: [x, 'y']   # remark\nb: true\n")
    other = data_of("---\na:\n  - x\n  - y\nb: true\n")
    assert data_digest(laid_out) == data_digest(other)
    assert data_digest(laid_out) != data_digest({"a": ["x", "y"], "b": "true"})
    assert data_digest({"a": "1", "b": "2"}) != data_digest({"b": "2", "a": "1"})


def test_only_a_style_that_does_not_ship_travels(tmp_path: Path) -> None:
    picture = Picture("pictures/a.png", b"picture")
    ships = find_style("mpidsa", ROOT / "issues")
    assert isinstance(ships, Style)
    copy_of_mpidsa(tmp_path, "mpidsa")
    own = found(tmp_path, "mpidsa")
    there = Content({"issues/a.yaml": {"schema": "1"}}, (picture,), ships)
    here = Content({"issues/a.yaml": {"schema": "1"}}, (picture,), own)
    assert there.digests() == here.digests()
    assert there.digests()["issues/pictures/a.png"] == bytes_digest(b"picture")
    assert [file.name for file in there.attachments(DAY)] == [
        "issues/a.yaml",
        "issues/pictures/a.png",
    ]
    files = {file.name: file.data for file in here.attachments(DAY)}
    assert files["styles/mpidsa/cover.css"] == (ROOT / "styles/mpidsa/cover.css").read_bytes()
    assert {f"styles/mpidsa/{name}" for name, _ in own.files} <= set(files)
    assert [file.relationship for file in here.attachments(DAY)][:2] == ["Source", "Data"]
