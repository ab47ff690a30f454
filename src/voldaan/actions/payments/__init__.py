"""Whose money it is: booked by itself when certain, else by a person, undone by its opposite.

In: unsettled bank lines and open invoices. Out: payments with their allocations.
``match_lines`` runs the matching room over everything unsettled; ``settle_line`` is a
person's word about one line; ``apply_credits`` and ``settle_credits`` use credit notes.

Every booking takes the lock of the administration first, so no cent is counted twice.
Payments and allocations are never edited or deleted. Read ``match_lines.py`` first.
"""
