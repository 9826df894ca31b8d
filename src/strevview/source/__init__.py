"""Text to nodes with line and column; knows YAML and nothing of issues."""
