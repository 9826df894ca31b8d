"""The rules, one module each: `sv102_item_without_actors.py` holds SV102.

How to add one:

1. Write `lint/rules/svNNN_what_is_wrong.py`. Its docstring is the rule's page: a first line of
   what is wrong, then the sections `What:`, `Why:`, `Example:` and `Fix:`, each with its text
   indented below it (CommonMark; the example is YAML).
2. Define `check(issue: LoadedIssue) -> Iterator[Diagnostic]`, pure. The engine calls it only for
   issues that could be read; paths in `issue.faulty` are already complained about: say nothing of
   them (`issue.items()` leaves out items that could not be read at all). Compile patterns at the
   top of the module, import what is heavy inside `check`. A rule over several issues defines
   `gather(issue)`, which returns plain values without the issue, and `check_all(gathered)`; one
   over series.yaml and actors.yaml `check_shelf(shelf)`.
3. Define `RULE = Rule(code="SVNNN", name="what-is-wrong", severity=Severity.WARNING, check=check)`.
   A rule that makes false complaints on real issues takes `default=False`.
4. Add the module's name to `CHECKS` in `lint/registry.py`, or to `ACROSS` if it has `check_all`
   alone.
5. Write `tests/cases/lint/SVNNN/good.yaml` and `bad.yaml` (or folders `good/`, `bad/` of issues
   for rules across issues, and as many `bad_….yaml` as there are ways to fail). Each finding
   expected stands in a comment, `# expect: SVNNN 12:9`; a finding too many fails.
6. `make generated` writes the page into `docs/rules/`.

Complaints are made with `strevview.diagnostics.error` and `warning`; the place comes from
`issue.places`: `key(path)`, `value(path)`, `within(path, start, end)`.
"""
