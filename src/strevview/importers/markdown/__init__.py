"""Markdown as markdown-it reads it, with what pandoc adds to it."""
