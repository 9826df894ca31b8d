from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from strevview.render.messages import renderer_log
from strevview.render.pictures import picture_url
from strevview.render.resources import (
    MAX_DATA_URL_CHARACTERS,
    ResourceFetcher,
    ResourceRefusedError,
)

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
    with renderer_log() as messages:
        response = ResourceFetcher([folder]).fetch((folder / "a b.css").as_uri())
    assert (response.read(), response.content_type) == (b"p { color: red }", "text/css")
    assert messages == []


def test_query_and_fragment_are_no_part_of_a_path(folder: Path) -> None:
    url = (folder / "a b.css").as_uri()
    assert ResourceFetcher([folder]).fetch(f"{url}?v=1#x").read() == b"p { color: red }"
    assert ResourceFetcher([folder]).fetch(url.replace("file:///", "FILE://localhost/")).read()


@pytest.mark.parametrize(
    ("url", "reason"), [*REFUSED, ("data:," + "a" * MAX_DATA_URL_CHARACTERS, "this long")]
)
def test_all_else_is_refused_and_told(folder: Path, url: str, reason: str) -> None:
    url = url.replace("{folder}", folder.as_uri())
    fetcher = ResourceFetcher([folder], {"a.png": b"x"})
    with renderer_log() as messages, pytest.raises(ResourceRefusedError, match=reason):
        fetcher.fetch(url)
    (refusal,) = messages
    assert refusal.arguments[0] == url
    assert reason in refusal.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no symbolic links or named pipes here")
def test_links_out_of_the_folder_and_pipes_are_refused(folder: Path) -> None:
    (folder / "link.css").symlink_to(folder.parent / "secret.css")
    (folder / "up").symlink_to(folder.parent)
    os.mkfifo(folder / "pipe.css")
    fetcher = ResourceFetcher([folder])
    for name in ("link.css", "up/secret.css"):
        with pytest.raises(ResourceRefusedError, match="outside the folders"):
            fetcher.fetch(f"{folder.as_uri()}/{name}")
    with pytest.raises(ResourceRefusedError, match="not a regular file"):
        fetcher.fetch((folder / "pipe.css").as_uri())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no symbolic links here")
def test_links_within_the_roots_are_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "link.css").symlink_to(folder / "a b.css")
    other = tmp_path / "entrance"
    other.symlink_to(folder)
    fetcher = ResourceFetcher([other])
    assert fetcher.fetch(f"{other.as_uri()}/link.css").read() == b"p { color: red }"


def test_pictures_are_served_under_any_name() -> None:
    names = ["pictures/a.jpg", "a b.png", "100%.svg", "मानचित्र.svg", "a#b?c.gif"]
    fetcher = ResourceFetcher([], {name: name.encode() for name in names})
    for name in names:
        assert fetcher.fetch(picture_url(name)).read() == name.encode()
    assert fetcher.fetch(picture_url("a b.png")).content_type == "image/png"


def test_data_addresses_are_decoded() -> None:
    fetcher = ResourceFetcher([])
    assert fetcher.fetch("data:text/css,p%20{}").read() == b"p {}"
    response = fetcher.fetch("data:image/PNG;base64,aGVsbG8=")
    assert (response.read(), response.content_type) == (b"hello", "image/png")


def test_the_fetcher_has_no_way_to_the_network(folder: Path) -> None:
    fetcher = ResourceFetcher([folder])
    assert not getattr(fetcher, "handlers", [])
    with pytest.raises(ResourceRefusedError):
        fetcher.open("http://example.org/")
    response = fetcher((folder / "a b.css").as_uri())
    assert response.read() == b"p { color: red }"
    assert response.content_type == "text/css"
    # With a path the renderer would read the file again, past the fetcher.
    assert response.path is None
