"""The owner's own words for the texts beside the friendly ladder.

**In**: which text (its name, language and form of address), the facts of its step, and what
an owner wrote: words for each of its parts. **Out**: the parts with the case in which each
is said; a refusal that names the part and what is wrong; and finished
:class:`~voldaan.wording.shapes.Words`, in the owner's words where they may be said.

A friendly mail of the ladder is one run of paragraphs (``wording/own.py``). These texts are
cut further: an apology after a call is another one than after a mail, a notice carries
sentences that count in law. So the owner fills in parts, and cannot drop, move, double or
undo what the law or a reader needs.

Never: a fact, a day or a sum of its own; a legal sentence that an owner wrote.

``own_words.py`` is read first: how a text is cut, kept, checked and said. ``parts.py`` says
what a part may and must name, ``rules.py`` what its words may not do. What is shipped is
said by :mod:`voldaan.wording.steps`.
"""
