"""Who the clients are: what a person changes, adds or stamps.

In: what a person typed or uploaded about one client or invoice. Out: the changed row and
an event. ``change_client`` (kind, form of address, people), ``add_document`` (the invoice
as a PDF, to go along with a message), ``accept_work`` (the stamp *tevreden*).

Facts that others stated (invoices, payments) are not changed here: those are corrected by
another record. Read ``change_client.py`` first.
"""
