"""Old issues (PDF, DOCX, Markdown, text) to drafts of issue files."""
