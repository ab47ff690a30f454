"""The client's own page: what stands open, where to pay it, and five ways to answer.

In: a request with a link of a message in it. Out: a page in the client's language and form
of address, and, after a press, an answer that a person reads (the client hears nothing
until then). Only where a public address is set.

``door.py`` lets in: it finds whose link it is, or gives one and the same page for a link
that is wrong, old or withdrawn, and it slows down who guesses. ``views.py`` is the pages;
``choices.py`` and ``forms.py`` are the five answers; ``presenting.py`` makes rows into
``pages.py``. ``preview.py`` is the page as the owner may look at it.

It is a neighbour of ``web`` and knows nothing of it: no session, no person signed in, no
frame, style or script of it. Looking changes nothing, however often: mail scanners press
every link. There is no cookie, no script, nothing from elsewhere, and never a list of
clients, a search, a history, or a thing of another client.

Read ``urls.py`` first, then ``door.py``.
"""
