"""What a client said or did that we may answer, and what a person decided about that."""
