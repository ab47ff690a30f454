"""The command line: arguments in, one query or action, words or JSON out."""
