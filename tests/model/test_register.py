"""The register: an actor under any of its names."""

from __future__ import annotations

from pathlib import Path

from strevview.model.loading import load_shelf

ACTORS = """\
schema: 1
actors:
  - name: Space and Upper Atmosphere Research Commission
    acronym: SUPARCO
    aliases:
      - Suparco
      - SUPARCO
    names:
      ur: پاکستان خلائی و بالائی فضائی تحقیقاتی مأموریہ
    country: Pakistan
  - name: Ahsan Iqbal
    kind: person
    posts:
      - post: Minister
        from: 2024-03
  - name: Suparco
    note: a second one under a taken form
"""


def test_every_form_leads_to_the_actor(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_text(ACTORS, "utf-8")
    shelf = load_shelf(tmp_path)
    assert shelf.diagnostics == ()
    agency = shelf.register.actors[0]
    assert agency.forms == (
        "Space and Upper Atmosphere Research Commission",
        "SUPARCO",
        "Suparco",
        "پاکستان خلائی و بالائی فضائی تحقیقاتی مأموریہ",
    )
    for form in agency.forms:
        assert shelf.register.find(form) is agency, "the first to claim a form has it"
    assert shelf.register.find("suparco") is None


def test_a_faulty_actor_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_text(
        "schema: 1\nactors:\n  - nothing\n  - name: A\n    kind: alien\n  - acronym: B\n", "utf-8"
    )
    shelf = load_shelf(tmp_path)
    assert [d.code for d in shelf.diagnostics] == ["SV006", "SV006", "SV007"]
    assert [actor.name for actor in shelf.register.actors] == ["A"]
