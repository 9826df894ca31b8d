"""Complaints as people and programs read them; the only part besides `cli` that prints."""
