"""An item from a web page: what the page says of itself, and where the item goes in the issue."""
