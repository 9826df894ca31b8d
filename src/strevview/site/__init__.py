"""The web edition of a series: its issues and what can be looked up in them, as static pages."""
