"""Queries over the whole installation, for those who own the machine it runs on.

The only ones that are not given an administration: which there are, and whether all holds.
Pages never use them.
"""
