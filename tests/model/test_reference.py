from __future__ import annotations

from strevview.model.json_schema import json_schema
from strevview.model.reference import reference_page
from tests.command import ROOT


def test_the_page_in_docs_is_the_one_the_models_give() -> None:
    advice = "run `python scripts/write_generated.py`"
    assert (ROOT / "docs" / "issue-file.md").read_text("utf-8") == reference_page(), advice


def test_every_key_of_every_file_stands_in_it_with_its_description() -> None:
    page = reference_page()
    for name in ("issue", "series", "actors"):
        schema = json_schema(name)
        for part in (schema, *schema["$defs"].values()):
            for key, field in part.get("properties", {}).items():
                row = next(
                    (line for line in page.splitlines() if line.startswith(f"| `{key}` |")), None
                )
                assert row is not None, key
                assert field.get("description", "") in page, key
