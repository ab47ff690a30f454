"""The telephone: which texts are a number, how to dial it, and when to try again.

In: what somebody typed as a number. Out: a
:class:`~voldaan.channels.phone.numbers.Number` (its E.164 text, how people read it, the
link that dials it), or a :class:`~voldaan.channels.phone.numbers.NotANumber` with a code.

A person does the calling and says how it went, so there is no receipt here, no account and
no network. Its cost is the owner's time and is not counted in cents.

When to try again after a call that nobody answered is no matter of the telephone: see
:mod:`voldaan.followup.calling`.

Never: a clock, a guess at digits that are not there, a robot that dials.

Read ``numbers.py``. ``whatsapp`` and ``sms`` take the same numbers.
"""
