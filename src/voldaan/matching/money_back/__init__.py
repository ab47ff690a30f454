"""Money that goes out again: a direct debit that is returned, and what is paid back.

``reversals`` opens an invoice again, ``refunds`` uses up what the firm owes a client; which
of the two a debit is, the bank or the words on the line must say.
"""
