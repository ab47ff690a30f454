"""By hand: put through the letterbox, or given at the door.

In: which of the two, the day on which it was done, the day it is now, and who took it. Out:
a :class:`~voldaan.channels.by_hand.delivery.Delivery`, which is the receipt, or
:class:`~voldaan.channels.by_hand.delivery.NotYet`,
:class:`~voldaan.channels.by_hand.delivery.BeforeItWasMade` or
:class:`~voldaan.channels.by_hand.delivery.BadName`.

A person walks and says so afterwards; nothing here sends. What it proves is for the law and
the owner: a witness or a signature is evidence, a letterbox alone is the owner's word.

Never: a day in the future, a clock (today is an argument), a network. It costs nothing in
cents.

Read ``delivery.py``.
"""
