"""Beside the cards of Vandaag: what "later" costs, the ways out of it, the money moment."""
