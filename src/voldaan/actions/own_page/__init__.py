"""The links to the clients' own pages: made, carried by a message, ended.

In: clients, and the words of messages. Out: tokens that are kept nowhere but in the message
that carries them. ``make_link`` makes and ends them in bulk; ``in_words`` keeps one message
and one link together, from the first draft until it reached the client or was withdrawn.
What a person does (withdrawing them all) is in ``clients/withdraw_links.py``.

Read ``make_link.py`` first.
"""
