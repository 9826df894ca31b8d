"""Pages of the web: the only part that uses the network."""
