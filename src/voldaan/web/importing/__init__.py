"""What an import shows and asks: the page, its questions, columns to point out, words."""
