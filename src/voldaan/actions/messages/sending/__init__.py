"""What ``send_messages`` needs beside claiming: the mail itself, and how a sending ended.

In: a message that one sender has claimed. Out: an account and a finished mail for the
owner's mailbox (``by_mail.py``), and afterwards one ending in the record: sent, failed,
unsure, or later (``ending.py``).

Only the sender that claimed a message may end it. A report of the carrier may be faster:
then only what it did not know, such as the cost, is added.

Never: choosing what may leave, claiming, a second attempt by itself.

Read ``../send_messages.py`` first, then ``ending.py``.
"""
