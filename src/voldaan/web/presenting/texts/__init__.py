"""Every text beside the mails of the ladder, as a client would get it, with made-up facts.

In: what the page is about (:class:`~voldaan.web.pages.messages.Choice`) and the facts of an
example letter. Out: the dataclasses of ``pages/texts.py``: a short message in its bubble with
its length, a letter on its sheet, the words of another family with its legal sentences
marked, and the same letter as PDF. Of the texts beside the ladder also the owner's own words,
part by part (``own_parts.py``); those of a mail of the ladder are in
``presenting/own_words.py``. ``rules.py`` says the rules behind every staircase.

Never: a fact of a real client, anything that is kept or sent. Read ``others.py`` first: which
texts there are and of which made-up facts each is made; ``shown.py`` puts them on the page,
``printed.py`` on paper, ``length.py`` counts the text messages.
"""
