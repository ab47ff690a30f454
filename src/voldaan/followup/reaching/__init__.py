"""How a client is reached: the channel of a step, and what becomes of what was sent on it.

In: a :class:`~voldaan.followup.case.Case` or the facts of one message. Out: a channel, a day,
a code. ``table.py`` chooses the channel of a step, ``desk.py`` says to whom at a large
client, ``calling.py`` what an unanswered call leads to. ``same_address.py`` says when an
address may be written to again when two clients are one person, ``reported.py`` how far a
carrier's report moves a message.

Never: a table, a clock, an address of its own; what is read and written is for ``actions``.

Read ``table.py`` first.
"""
