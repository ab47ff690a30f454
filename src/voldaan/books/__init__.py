"""The record: the one app with tables.

``models/`` holds one noun per file (columns, constraints); ``queries/`` turns rows
into plain facts, in bulk, the administration always first.
"""
