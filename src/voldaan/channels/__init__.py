"""Outward: one complete little folder per channel."""
