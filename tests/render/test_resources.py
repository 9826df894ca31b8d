from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from strevview.render.resources import (
    MAX_DATA_URL_CHARACTERS,
    ResourceRefusedError,
    Resources,
    picture_url,
)
from strevview.render.weasyprint_parts import ResourceFetcher

REFUSED = yaml.safe_load(Path(__file__).with_name("refused.yaml").read_text("utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "style"
    inside.mkdir()
    (inside / "a b.css").write_text("p { color: red }")
    (tmp_path / "secret.css").write_text("secret")
    (tmp_path / "style-other").mkdir()
    (tmp_path / "style-other" / "x.css").write_text("secret")
    return inside


def test_a_file_under_a_root_is_read(folder: Path) -> None:
    resources = Resources([folder])
    resource = resources.read((folder / "a b.css").as_uri())
    assert (resource.data, resource.media_type) == (b"p { color: red }", "text/css")
    assert resources.refusals == ()


def test_query_and_fragment_are_no_part_of_a_path(folder: Path) -> None:
    url = (folder / "a b.css").as_uri()
    assert Resources([folder]).read(f"{url}?v=1#x").data == b"p { color: red }"
    assert Resources([folder]).read(url.replace("file:///", "FILE://localhost/")).data


@pytest.mark.parametrize(
    ("url", "reason"), [*REFUSED, ("data:," + "a" * MAX_DATA_URL_CHARACTERS, "this long")]
)
def test_all_else_is_refused_and_remembered(folder: Path, url: str, reason: str) -> None:
    url = url.replace("{folder}", folder.as_uri())
    resources = Resources([folder], {"a.png": b"x"})
    for _ in range(2):
        with pytest.raises(ResourceRefusedError, match=reason):
            resources.read(url)
    (refusal,) = resources.refusals
    assert refusal.url == url
    assert reason in refusal.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no symbolic links or named pipes here")
def test_links_out_of_the_folder_and_pipes_are_refused(folder: Path) -> None:
    (folder / "link.css").symlink_to(folder.parent / "secret.css")
    (folder / "up").symlink_to(folder.parent)
    os.mkfifo(folder / "pipe.css")
    resources = Resources([folder])
    for name in ("link.css", "up/secret.css"):
        with pytest.raises(ResourceRefusedError, match="outside the folders"):
            resources.read(f"{folder.as_uri()}/{name}")
    with pytest.raises(ResourceRefusedError, match="not a regular file"):
        resources.read((folder / "pipe.css").as_uri())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no symbolic links here")
def test_links_within_the_roots_are_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "link.css").symlink_to(folder / "a b.css")
    other = tmp_path / "entrance"
    other.symlink_to(folder)
    resources = Resources([other])
    assert resources.read(f"{other.as_uri()}/link.css").data == b"p { color: red }"


def test_pictures_are_served_under_any_name() -> None:
    names = ["pictures/a.jpg", "a b.png", "100%.svg", "मानचित्र.svg", "a#b?c.gif"]
    resources = Resources([], {name: name.encode() for name in names})
    for name in names:
        assert resources.read(picture_url(name)).data == name.encode()
    assert resources.read(picture_url("a b.png")).media_type == "image/png"


def test_data_addresses_are_decoded() -> None:
    resources = Resources([])
    assert resources.read("data:text/css,p%20{}").data == b"p {}"
    resource = resources.read("data:image/PNG;base64,aGVsbG8=")
    assert (resource.data, resource.media_type) == (b"hello", "image/png")


def test_the_fetcher_has_no_way_to_the_network(folder: Path) -> None:
    fetcher = ResourceFetcher(Resources([folder]))
    assert not getattr(fetcher, "handlers", [])
    with pytest.raises(ResourceRefusedError):
        fetcher.open("http://example.org/")
    response = fetcher((folder / "a b.css").as_uri())
    assert response.read() == b"p { color: red }"
    assert response.content_type == "text/css"
    # With a path the renderer would read the file again, past the fetcher.
    assert response.path is None
