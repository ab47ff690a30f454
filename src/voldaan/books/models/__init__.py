"""One noun per file: columns and constraints."""
