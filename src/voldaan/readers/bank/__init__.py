"""Bank statements, one file per format."""
