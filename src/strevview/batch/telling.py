"""An issue as plain text, or as data with its actors resolved, for those who count or search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from strevview.model.issue import Item
from strevview.model.loading import LoadedIssue
from strevview.model.prose import PlainParagraph, Prose


def issue_text(loaded: LoadedIssue) -> str:
    """Return an issue's words as plain text: headings, then paragraphs with blank lines between."""
    return "\n\n".join(_paragraphs(loaded)) + "\n"


def _paragraphs(loaded: LoadedIssue) -> Iterator[str]:
    if loaded.issue is None or loaded.series is None:
        return
    yield f"{loaded.series.title}\n{loaded.issue.period}"
    for s, section in enumerate(loaded.issue.sections):
        yield section.title
        for i, item in enumerate(section.items):
            if item.title is not None:
                yield item.title
            yield from map(_numbered, loaded.proses[s, i].paragraphs)
            yield from _works(item, loaded.proses[s, i])
            for f, figure in enumerate(item.figures):
                caption = loaded.captions[s, i, f].text
                yield from (text for text in (caption, figure.credit, figure.licence) if text)


def _numbered(paragraph: PlainParagraph) -> str:
    """Return a paragraph's words, behind its number where it begins the entry of a list."""
    return paragraph.text if paragraph.number is None else f"{paragraph.number}. {paragraph.text}"


def _works(item: Item, prose: Prose) -> Iterator[str]:
    """Yield the printed works that words of a text link to."""
    words = {one.source: one.text for one in reversed(prose.references)}
    for name, source in item.sources.items():
        if name in words and source.is_printed_work:
            yield f"“{words[name]}”: {source.publisher}, {source.title}, {source.published}"


def issue_data(loaded: LoadedIssue) -> dict[str, Any]:
    """Return an issue as data: each actor under its full name, with kind, country and role."""
    if loaded.issue is None or loaded.series is None:
        return {}
    sections = []
    for s, section in enumerate(loaded.issue.sections):
        items = [_item(loaded, item, loaded.proses[s, i]) for i, item in enumerate(section.items)]
        sections.append({"title": section.title, "items": items})
    return {
        "series": loaded.series.title,
        "publisher": loaded.series.publisher.name,
        "period": str(loaded.issue.period),
        "number": loaded.issue.number_in(loaded.series),
        "editors": list(loaded.issue.editors),
        "corrections": [
            {"text": one.text, "date": None if one.date is None else str(one.date)}
            for one in loaded.issue.corrections
        ],
        "sections": sections,
    }


def _item(loaded: LoadedIssue, item: Item, prose: Prose) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "date": None if item.date is None else str(item.date),
        "place": item.place,
        "actors": [_actor(loaded, one.name, one.role) for one in item.actors],
        "text": prose.text,
        "links": [{"text": one.text, "source": one.source} for one in prose.references],
        "sources": {
            name: {key: str(value) for key, value in source if value is not None}
            for name, source in item.sources.items()
        },
        "figures": [
            {key: value for key, value in figure if key != "note"} for figure in item.figures
        ],
        "follows": list(item.follows),
    }


def _actor(loaded: LoadedIssue, form: str, role: str | None) -> dict[str, Any]:
    found = loaded.shelf.register.find(form)
    if found is None:
        return {"name": form, "role": role}
    return {
        "name": found.name,
        "named_as": form,
        "kind": str(found.kind),
        "country": found.country,
        "role": role,
    }
