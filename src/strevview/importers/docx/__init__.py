"""DOCX as python-docx opens it, read element by element so that nothing is passed over."""
