"""What Vandaag reads beside its cards: what was put off, and how late the firm was paid."""
