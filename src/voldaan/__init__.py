"""Voldaan: invoices paid, clients kept.

*Voldaan* is Dutch for *paid* (an invoice) and for *satisfied* (a person).
Read ``ARCHITECTURE.md`` for the tour of the house; every folder is a room whose
``__init__.py`` says what comes in, what goes out, and which file to read first.
"""

__version__ = "0.1.0"
