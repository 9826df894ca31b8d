"""Plain text: what pdftotext writes, and what is copied out of a PDF or a word processor."""
