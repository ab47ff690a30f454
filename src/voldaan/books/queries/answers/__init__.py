"""What clients answered, whom a mail is from, what is disputed or put away: plain facts."""
