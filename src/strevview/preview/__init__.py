"""The page on which an editor sees the issue while writing it."""
