"""The record: the one app with tables.

``models/`` holds one noun per file: columns and constraints, no decisions. ``queries/``
turns rows into plain facts: read only, in bulk, the administration always first, a constant
number of queries however many rows. ``migrations/`` is the one line of how the tables came
to be.

What goes in comes from ``actions`` alone; what comes out are values of the pure rooms or
frozen rows for the pages, never a model. Every table carries its administration, so a
missing one is a missing argument and not a leak.

Read ``models/__init__.py`` first, then ``queries/situations.py``.
"""
