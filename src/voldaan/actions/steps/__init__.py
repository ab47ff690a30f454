"""What is decided for a client, and the pauses that stop it.

In: the facts of a day. Out: decisions, prepared messages, pauses. ``follow_up`` is the
daily run; ``whom``, ``letter`` and ``_proposals`` prepare the words; ``hold`` and
``put_off`` pause; ``tell_past_contacts`` records what the owner did before Voldaan came.

Nothing here sends. At most one step per client and day is a constraint of the tables, not
an ``if``. Read ``follow_up.py`` first.
"""
