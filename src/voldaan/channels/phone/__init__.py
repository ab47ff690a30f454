"""The telephone: which texts are a number, how to dial it, and when to try again.

In: what somebody typed as a number, or the tries that nobody answered. Out: a
:class:`~voldaan.channels.phone.numbers.Number` (its E.164 text, how people read it, the
link that dials it), or the day and the hours of the next try; a
:class:`~voldaan.channels.phone.numbers.NotANumber` with a code, or the advice to take
another channel.

A person does the calling and says how it went, so there is no receipt here, no account and
no network. Its cost is the owner's time and is not counted in cents.

Never: a clock (the day is an argument), a guess at digits that are not there, a robot that
dials, a fourth try.

Read ``numbers.py`` first, then ``calls.py``. ``whatsapp`` and ``sms`` take the same numbers.
"""
