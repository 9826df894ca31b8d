"""Reading Markdown: its pictures, and signs without end; texts stand in tests/cases/blocks."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from strevview.importers.importing import read_document
from tests.importers.block_lists import left_out, read, shown, told

NETWORK = "it is not beside the text, and nothing is fetched from the network"


def test_pictures_below_the_folder_alone(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    folder = tmp_path / "issue"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "a b.png").write_bytes(out.getvalue())
    (tmp_path / "secret.png").write_bytes(out.getvalue())
    try:
        (folder / "link.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        (folder / "link.png").write_bytes(b"")
    inside = base64.b64encode(out.getvalue()).decode()
    document = read(
        folder / "x.md",
        '![The alt](media/a%20b.png "A title"){width="4in"}\n\n'
        f"![in itself](data:image/png;base64,{inside})\n\n"
        "[![alt](media/a%20b.png)](https://a.example)\n\n"
        "<figure><img src='media/a b.png' alt='Red'/><figcaption>Below</figcaption></figure>\n\n"
        "![](../secret.png) ![](link.png) ![](https://a.example/x.png) ![](/etc/passwd) "
        "![](file:///etc/passwd) ![](none.png) ![](//a.example/x.png) ![](\\\\\\\\a\\x.png)\n\n"
        "Text.\n",
    )
    assert shown(document) == [
        "!.png The alt",
        "^ A title",
        "!.png",
        "^ in itself",
        "!.png<https://a.example>",
        "^ alt",
        "!.png Red",
        "^ Below",
        "Text.",
    ]
    pictures = [block.picture.data for block in document.blocks if block.picture is not None]
    assert pictures == [out.getvalue()] * 4
    outside = "it lies outside the text's folder"
    what = f"8 pictures were left out, the first of them the picture `../secret.png`: {outside}"
    assert told(document) == [("SV948", what)]
    why = {text: why.removeprefix("a picture: ") for text, why in left_out(document)}
    assert why == {
        "../secret.png": outside,
        "link.png": outside,
        "https://a.example/x.png": NETWORK,
        "/etc/passwd": outside,
        "file:///etc/passwd": NETWORK,
        "none.png": "there is no such file",
        "//a.example/x.png": NETWORK,
        "\\\\a\\x.png": NETWORK,
    }


@pytest.mark.parametrize("sign", ["[", "*a ", "<", "a`", "![[]", "_", "~~", "> ", "<div>"])
def test_signs_without_end(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "x.md"
    if sign not in {"> ", "<div>"}:
        assert read(path, f"Text. {sign * 300}").blocks
    path.write_text(f"{sign * {'> ': 200, '<div>': 2500}.get(sign, 100_000)}deep", "utf-8")
    document, _ = read_document(path)
    assert document.blocks == ()
    assert [code for code, _ in told(document)] == ["SV944"]
