"""The client's own page, as the place that a message points at.

In: words with the place of a link in them, and a token that names one client. Out: the same
words with the whole address; and, out of words that were kept, the token again. The page
itself is a face of its own (``portal``); what its visitors answer comes back as answers.

An address is ``<public address>/k/<token>/``: it carries no name, number or amount, so it
says nothing to who sees it pass by. Only the hash of a token is ever looked up.

Never: a table, a network, a token of its own making. It reads one setting, the public
address; without one there is no page, and no message speaks of a link.

Read ``address.py``.
"""
