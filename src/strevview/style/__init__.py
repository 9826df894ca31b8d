"""What an issue looks like: style.yaml, templates, stylesheets, fonts and brand tokens."""
