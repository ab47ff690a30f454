"""Bank lines and open items in; proposals out."""
