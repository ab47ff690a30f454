"""Invoices and lists of open invoices, one file per format."""
