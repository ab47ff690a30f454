"""Beside the cards of Vandaag: later, the ways out of it, doors, the money moment."""
