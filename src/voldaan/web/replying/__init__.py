"""Replies on the pages: what may be answered, the words that stand ready, and the buttons.

``page.py`` is what the template gets, ``presenting.py`` makes it, ``forms.py`` reads what
was pressed. The same part (``parts/replies.html``) stands on Vandaag, at a client and at an
answer.
"""
