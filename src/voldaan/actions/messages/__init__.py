"""What leaves: released by the owner, checked again, sent once.

In: a prepared message and the owner's press on send. Out: sent, failed, unsure, or
withdrawn because the facts changed. ``release_message`` (with undo and edit),
``release_with_words`` (both in one), ``send_messages`` (drain the outbox; ``sending/``
makes the mail and writes how it ended, ``_carriers`` speaks to the carriers beside the
mailbox). What a person did by hand is here too: ``contact`` (sent it, called, found out how
it ended), ``by_hand`` (posted it, brought it, took a mark back) and ``conclude_call``;
``_sent`` records what reached a client.
``receipts`` keeps what carriers tell afterwards, ``consent`` who gets nothing there any more.
``last_look`` asks once more, before a message goes, whether its facts are still so.
``reply`` answers what a client said or did, outside the ladder.

The rows are the outbox: a message is claimed by a conditional update, sent outside any
transaction, and one that may have been sent is never sent again. Read
``send_messages.py`` first.
"""
