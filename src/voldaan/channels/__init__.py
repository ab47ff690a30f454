"""Outward: one complete little folder per channel.

**In**: a finished message (every word chosen, every file made), an address, and the account
to send from. **Out**: a receipt, or a named error that says whether the message certainly did
not leave or may have left, and whether trying again can help.

A channel reaches the network, with a bound on every wait. It never touches a table, chooses
a word, decides whether or when to send, or tries a second time by itself: ``actions`` does
the deciding and the remembering.

Adding one is copying the shape of a neighbour and following the list in ``CONTRIBUTING.md``.
Channels over HTTPS share ``https.py`` (one POST, bounded), ``outcome.py`` (how it can end) and
``json_text.py`` (JSON from outside, by type). Where a person does the step, ``phone``,
``linkedin`` and ``by_hand``, there is only judgement and no network. What carriers tell us
afterwards comes to an address of ``report_address.py``, and who tries wrong addresses is slowed
down by ``limits.py``.

Read ``email/__init__.py`` first.
"""
