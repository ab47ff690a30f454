"""E-invoices: what a seller's program wrote for the buyer's program to read.

In come the bytes of one file and its name; out comes a ``ReadFile`` with the invoices as
stated. ``ubl`` and ``cii`` read the two languages of EN 16931 and what came before them;
``pdf`` finds either inside a PDF, which ``pdf_files`` takes apart within bounds. They share
``element`` (an element of XML, asked by path), ``totals``, ``instalments`` and ``attached``
(the PDF that came along). Read ``ubl`` first.

Nothing here reads the lines of an invoice, checks the law, or repairs an amount.
"""
