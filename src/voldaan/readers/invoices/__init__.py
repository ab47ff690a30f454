"""Invoices and lists of open invoices, one file per format.

In come the bytes of one file and its name; out comes a ``ReadFile`` with the
invoices as stated and the problems. Nothing here opens a file, asks a network or
knows the day, and no amount is ever repaired: totals that do not add up are warned about.

``einvoice`` reads what programs write for programs (UBL, CII, either inside a PDF);
``open_list`` reads a CSV of open invoices with a ``profile`` that says which column is what;
``xaf`` reads an audit file with its history; ``ours`` says whether an invoice is one of ours
to collect. Read ``einvoice.ubl`` first.
"""
