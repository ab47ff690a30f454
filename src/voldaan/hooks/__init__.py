"""What carriers report: a message arrived or did not, and what a client wrote on WhatsApp.

In: a request of a service, at an address with the key of one account in it. Out: an empty
answer, as soon as what it says is kept; the service repeats what was not answered with 200,
for days. Only where a public address is set.

``door.py`` lets in: by the key in the address it finds the account, and thereby the one
administration that a report can be about. It looks at the key first, so that what others
tried shuts nobody out who has it, and refuses what is too large or of another kind before
anything of it is read. ``views.py`` proves that the service sent it (WhatsApp signs every byte
with the app's secret; the gateway for text messages signs nothing, so there the key is the
proof), reads it and calls one action.

Who is refused gets a number and nothing else: no words, no difference between a key that was
never made and one of an account that is gone. Nothing that came in is written to a log.

It is a neighbour of ``web`` and ``portal`` and knows nothing of them: no session, no cookie,
no person, no page. It never sends, and decides nothing.

Read ``urls.py`` first, then ``door.py``.
"""
