"""What the codes of complaints mean: the form of a page, and the pages of all that no rule makes.

A rule of the linter has its page in its own docstring (`lint/rules/`). The codes SV9xx are met by
parts that may not know of each other, so their pages stand here, below them all, a module a family.
`lint.document` puts both together for `strevview rule`, `docs/rules/` and SARIF.

A new code: take the next number that is free in its family and never was another's, add its page
to the family's module, and run `make generated`.
"""
