"""Text messages: one finished message to one mobile number, through a paid gateway.

In: an :class:`~voldaan.channels.sms.shapes.Outgoing` (every word already chosen) and the
:class:`~voldaan.channels.sms.shapes.Account` at the gateway. Out: a
:class:`~voldaan.channels.outcome.Receipt` with what it cost, or ``SendFailed`` (certainly not
sent) or ``SendUnsure`` (perhaps sent; never repeated by a program). Before any server is
spoken to: :class:`~voldaan.channels.sms.shapes.BadMessage`.

One shape of gateway is spoken, that of CM.com's Business Messaging API: JSON over HTTPS, a
key in a header, an answer per message. ``gateway.py`` writes the shape out. Another gateway
with the same shape is another host; one with another shape is another file beside it.

A message is paid by the part. ``parts.py`` counts them before sending, so that a price can be
shown, and a letter in a foreign alphabet does not double the bill unseen.

``key`` is our own name for the message. It travels along, and the reports bring it back
(``reports.py``), so that a person can settle an unsure sending. Which states a network reports,
and which of them are for good, is a dated table (``states.py``, ``data/``).

Without an account ``link.py`` gives an ``sms:`` link with the words ready; the owner sends it
from the own telephone.

Never: tables, the clock, a choice of words, a second attempt, the key in an error.

Read ``shapes.py`` first, then ``gateway.py``.
"""
