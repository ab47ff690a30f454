"""What a client said or did, and which message of ours would answer it.

Comes in: what was asked of a client and since when it was paid (:class:`shapes.Asked`,
:class:`shapes.Charged`), what they answered (:class:`shapes.Heard`) or promised
(:class:`shapes.Promised`), and the day. Goes out: :class:`shapes.Offer`, one per thing that
may be answered.

A reply stands outside the ladder: it asks for no money, counts for no gap and moves no
step. This room only says what fits; a person decides whether it is sent. Read ``due.py``.
"""
