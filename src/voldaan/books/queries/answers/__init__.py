"""What clients answered, and whom a mail is from: rows to plain facts."""
