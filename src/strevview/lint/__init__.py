"""The linter: rules over an issue, comments that silence them, settings, fixes."""
