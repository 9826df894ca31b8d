"""Write what is generated: the JSON Schemas, the reference of the keys, the list of codes."""

from __future__ import annotations

from pathlib import Path

from scripts.key_reference import reference_page
from scripts.style_reference import styles_page
from strevview.lint.registry import FAMILIES, all_pages
from strevview.model.json_schema import schema_file, schema_names, schema_text

ROOT = Path(__file__).resolve().parent.parent
_RULES_HEAD = """\
# Rules, and every other code

Each page is also shown by `strevview rule CODE`. Codes up to SV8xx are the rules of
`strevview lint`; codes SV9xx are met where an issue is printed, a PDF is audited or taken apart, or
an old issue is imported.
"""


def generated() -> dict[Path, str]:
    """Return the text of each file made from the models or the pages, by its path."""
    files = {ROOT / "docs" / "issue-file.md": reference_page()}
    styles = ROOT / "docs" / "styles.md"
    files[styles] = styles_page(styles.read_text("utf-8"))
    files[ROOT / "docs" / "rules" / "README.md"] = rules_page()
    for name in schema_names():
        files[ROOT / "issues" / schema_file(name)] = schema_text(name)
    return files


def rules_page() -> str:
    """Return the list of all codes by family, in CommonMark: `docs/rules/README.md`."""
    parts = [_RULES_HEAD]
    family = ""
    for found in all_pages():
        if found.family != family:
            family = found.family
            parts.append(f"\n## {family:x<5} {FAMILIES[family]}\n\n")
            parts.append("| Code | Name | | What |\n| --- | --- | --- | --- |\n")
        weight = found.severity.value if found.default else f"{found.severity}, off"
        title = found.title.replace("|", "\\|")
        parts.append(f"| [{found.code}]({found.code}.md) | {found.name} | {weight} | {title} |\n")
    return "".join(parts)


def main() -> None:
    """Write every generated file anew."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
