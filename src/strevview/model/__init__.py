"""What a review is: issues, sections, items, sources, actors, figures, series; frozen models."""
