"""Facts and a text version in; finished, linted words out."""
