"""Rows of the record to page values, in the words of the active language.

In: a visit and what the queries give. Out: the dataclasses of ``pages``. Never: a model, a
clock, HTML. Reasons become sentences in ``sentences.py``; read ``today.py`` first.
"""
