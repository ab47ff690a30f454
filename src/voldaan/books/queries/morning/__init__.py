"""What Vandaag reads beside its cards: put off, done, how late one is paid, how calls felt."""
