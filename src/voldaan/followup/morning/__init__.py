"""Vandaag as arithmetic: which card first, what waiting costs, when one sits down for it.

``order.py`` chooses and sorts the cards by ``value.py``, what a minute is worth;
``waiting.py`` says what "later" costs, ``resting.py`` how long a client may be left in peace;
``slots.py`` is the money moment, ``feelings.py`` whether the last calls were not so bad.
"""
