"""Facts in, PDF out: letters for a window envelope, one by one or many for the printer.

**In**: one :class:`shapes.Letter` (who writes, to which address lines, on which day, in
which finished words, about which invoices) or a row of them; and the moment ``at`` that the
file says it was made.

**Out**: bytes of a PDF that stays readable for ever and by everybody (PDF/A-2a, PDF/UA-1:
own fonts, tagged, with language and title), and for many letters the list of addresses with
the pages of each (:class:`batch.Batch`). The same facts and moment give the same bytes.

**Never**: a choice of words, a clock, a table, the network, a font of the machine. Words of
strangers are data: they reach the typesetter as JSON and are never read as its language.
What cannot be printed is shown as U+FFFD, and in an address it is refused; what is too
long is refused and never cut off. Nothing on the paper is hidden.

Errors: :class:`shapes.BadLetter` names the field and what is wrong with it,
:class:`address.BadAddress` the part of the address; :class:`typesetting.NotTypeset` is a
mistake of ours.

Read ``shapes.py`` first, then ``letter.py``. ``address.py`` makes and checks the lines for
the window, ``letter.typ`` is the page itself with every position and its source,
``printable.py`` says which characters the font has, ``batch.py`` puts many together.
``calendar.py`` is no paper: an entry for the own calendar, as bytes too.
"""
