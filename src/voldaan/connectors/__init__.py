"""Inward: one complete little folder per place that things come from.

**In**: where to look (a folder, an account), and the moment. **Out**: what was found there,
as names and bytes, claimed so that nobody else takes it too; and a way to say that it is
safely in the record. A named error when the place cannot be reached.

A connector never touches a table and decides nothing about what it brings: ``readers`` say
what is in it, ``actions`` keep it. What was taken and not put away yet, because a program
stopped halfway, is brought again: reading the same file twice changes nothing.

Adding one is copying the shape of a neighbour and following the list in ``CONTRIBUTING.md``.
Read ``folder/__init__.py`` first.
"""
