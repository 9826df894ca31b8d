"""The copy desk: rules over an issue, suppression, fixes."""
