"""What the client's own page shows, and which links lead to it."""
