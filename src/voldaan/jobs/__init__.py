"""What runs later or every day: thin, knows the clock, calls one action each."""
