"""WhatsApp: a link that a person sends from, or the business service that sends.

Two ways out. Without any account :mod:`~voldaan.channels.whatsapp.link` gives a ``wa.me``
link with the words ready; the owner presses send in their own WhatsApp. With a business
account :func:`~voldaan.channels.whatsapp.cloud.send` hands an
:class:`~voldaan.channels.whatsapp.shapes.Outgoing` to the Cloud API.

In: every word already chosen, the account, and the client's consent as a value. Out: a
:class:`~voldaan.channels.outcome.Receipt` with the id under which reports come, or
``SendFailed`` (certainly not sent) or ``SendUnsure`` (perhaps sent; never repeated by a
program). What it costs is not in the answer: ``cost_cents`` is None.

Before any server is spoken to: :class:`~voldaan.channels.whatsapp.shapes.NoOptIn` without
consent for this very number, :class:`~voldaan.channels.whatsapp.shapes.WindowClosed` for
free text more than 24 hours after the client's last words,
:class:`~voldaan.channels.whatsapp.shapes.BadMessage` for what cannot be.

A service that says yes has not delivered. The reports do:
:mod:`~voldaan.channels.whatsapp.webhook` checks who sent them and reads them. They carry our
own ``key`` back, so that a person can settle an unsure sending.

Never: tables, the clock, a choice of words, a second attempt, a preview of links, a list of
receivers, the token in an error or in what is printed.

Read ``shapes.py`` first, then ``cloud.py``. ``refusals.py`` says what the numbers of the
service mean.
"""
