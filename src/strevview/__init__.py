"""strevview compiles a monthly review, one YAML file a month, into a lasting, accessible PDF."""

__version__ = "0.1.0"
