"""E-mail out: a finished message and an account go in, a receipt or an error comes out.

In: an :class:`~voldaan.channels.email.shapes.Outgoing` (every word already chosen, every
file already made) and an :class:`~voldaan.channels.email.shapes.Account` (the owner's own
mail server). Out: a :class:`~voldaan.channels.email.smtp.Receipt`, or one of two errors:

``SendFailed``
    The message certainly did not leave. ``permanent`` says whether trying again later,
    without anybody changing anything, can help.
``SendUnsure``
    The message may have left: the connection broke after the last word of it had been
    handed over and before the server answered. It is never sent again by a program;
    a person looks.

That difference is what this folder is for, because a reminder that arrives twice costs
more than one that arrives tomorrow. Any other exception during ``send`` (a killed process,
a full memory) must be taken as unsure by the caller.

Never: tables, a choice of words, the clock (``Outgoing.at`` says when), randomness in what is
sent, a second attempt, hidden pictures or followed links. Nothing is read from the settings.

A neighbour (``post``, ``sms``) copies this shape: ``shapes.py`` says what goes in, one file
speaks to the outside with a bound on every wait, and the three outcomes stay the same.

Read ``shapes.py`` first, then ``smtp.py``. ``message.py`` makes the bytes, ``connection.py``
keeps the time, ``addresses.py`` judges addresses, ``eml.py`` hands the message to the user's
own mail program when there is no account, ``secret.py`` seals the password at rest.
``domain.py`` judges whether the owner's domain vouches for their mail, by what
``domain_records.py`` finds in DNS.
"""
