"""One list of all events of a series, and what can be told from it."""
