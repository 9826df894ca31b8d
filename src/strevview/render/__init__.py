"""An issue on paper: what it carries, its HTML, its PDF, and the audit of that PDF."""
