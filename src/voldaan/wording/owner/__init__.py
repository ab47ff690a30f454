"""What the owner hears from Voldaan, outside the pages: never about clients by name."""
