"""File bytes in; plain facts and problems out."""
