"""LinkedIn: a step that a person does, in a private message and nowhere else.

In: the finished words and the address of the client's profile. Out: a
:class:`~voldaan.channels.linkedin.step.Step` with the words to copy and the link to open, or
:class:`~voldaan.channels.linkedin.step.NotAProfile` or
:class:`~voldaan.channels.linkedin.step.BadText`.

There is no account and no network here: LinkedIn allows no program to write messages, and a
person who sends it sees whom they write to. When it is done, the owner says so; that is the
receipt. It costs nothing in cents.

Never: a post, a comment, a page that others can read. A company page or a post is refused as
an address, because words about a debt may only be seen by the one who owes.

Read ``step.py``.
"""
