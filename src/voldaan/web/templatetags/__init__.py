"""Filters and tags that put plain values into the reader's words."""
