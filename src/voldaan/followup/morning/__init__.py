"""Vandaag as arithmetic: which card first, what waiting costs, when one sits down for it.

``order.py`` chooses and sorts the cards; ``waiting.py`` says what "later" costs.
"""
