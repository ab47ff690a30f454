"""E-mail out."""
