"""Letters out: a finished PDF goes to a letter service, or the owner posts it.

In: an :class:`~voldaan.channels.post.shapes.Outgoing` (the PDF is made, the address is
checked) and an :class:`~voldaan.channels.post.shapes.Account` at a service that prints and
posts. Out: a :class:`~voldaan.channels.post.shapes.Receipt` with its cost, or one of two
errors:

``SendFailed``
    The service certainly did not accept the letter. ``permanent`` says whether trying again
    later, without anybody changing anything, can help.
``SendUnsure``
    The service may have accepted it: the connection broke after the last byte had been
    handed over and before the answer, or the answer made no sense. No program sends it
    again by itself; a person looks.

Every letter carries its own id as the key by which the service knows a repeat, so that a
person who decides to hand it over again never gets it printed twice. Any other exception
during ``hand_over`` must be taken as unsure by the caller, as with e-mail.

Without a service there is no network: the owner prints the batch, and says on which day it
went into the post box (``printed.py``).

Never: tables, a choice of words, the clock, a second attempt, a followed redirection. The key
of the account is in no error. Another service is another file beside ``over_http.py`` that
keeps :class:`~voldaan.channels.post.shapes.LetterService`.

Read ``shapes.py`` first, then ``over_http.py``. ``failures.py`` holds the errors,
``connection.py`` keeps the time.
"""
