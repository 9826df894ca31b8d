"""From an old issue (PDF, DOCX, Markdown, text) to a draft issue file."""
