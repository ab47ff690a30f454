"""What the law says on a day: amounts, days and conclusions, each with its working.

In go whole cents, days and plain facts; out come answers (:mod:`voldaan.law.answers`) that
carry every step, its figures and the article behind it, so that anybody can check them by
hand. Every country is a folder: ``nl`` is whole, ``be`` and ``de`` know interest and costs.

No figure of law stands in Python: ``*/data/*.toml`` hold them, dated, with where they were
read and how sure they are. A day before the first figure raises ``NotCovered``. A day on or
after the first revision that nobody looked at gives an answer marked ``provisional``, which
no letter may use. What is uncertain in the law itself is a ``doubt`` in the answer.

Tables are values: every function takes ``tables=`` and falls back on the shipped ones, so
figures that a user loaded work without another line of code.

This room knows no record, no clock, no words: reasons have codes, ``codes.py`` lists them,
and ``voldaan.wording`` says them in Dutch or English. It is no legal advice.

Read ``answers``, then ``tables/shapes`` and ``nl/interest``; ``accrual`` is the one kernel
of interest, for one claim and for a million.
"""
