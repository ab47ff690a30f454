"""Rows to plain facts: read only, in bulk, the administration first."""
