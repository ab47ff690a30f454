"""Writing own words: one door for a mail of the ladder and for a text beside it.

In: what the page is about, and a form as it was sent. Out: the form, the words that may be
said (or in the form why not), what the action keeps, and the pieces that the page shows.
Never: a rule of its own; those are of ``wording/own.py`` and ``wording/beside``. Read
``editing.py``; ``presenting/own_words.py`` and ``presenting/texts/own_parts.py`` know each
kind.
"""
