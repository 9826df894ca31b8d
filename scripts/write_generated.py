"""Write what is generated: the JSON Schemas, the reference of the keys, the list of codes."""

from __future__ import annotations

from pathlib import Path

from scripts.key_reference import reference_page
from scripts.style_reference import styles_page
from strevview.lint.pages import index
from strevview.model.json_schema import schema_file, schema_names, schema_text

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[Path, str]:
    """Return the text of each file made from the models or the pages, by its path."""
    files = {ROOT / "docs" / "issue-file.md": reference_page()}
    styles = ROOT / "docs" / "styles.md"
    files[styles] = styles_page(styles.read_text("utf-8"))
    files[ROOT / "docs" / "rules" / "README.md"] = index()
    for name in schema_names():
        files[ROOT / "issues" / schema_file(name)] = schema_text(name)
    return files


def main() -> None:
    """Write every generated file anew."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
