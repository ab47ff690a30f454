"""Days: spans, working days and Dutch holidays."""
