"""Situation, policy and day in; exactly one decision out."""
