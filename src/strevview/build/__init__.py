"""From issue files to PDFs on the disk."""
