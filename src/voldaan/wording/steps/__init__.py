"""The steps beside the friendly ladder: their facts in, finished words out.

**In**: the facts of one family (:mod:`shapes`), each with the
:class:`~voldaan.wording.shapes.LetterFacts` of the client inside: who writes, who reads,
which invoices. Amounts and days of law come in as cents and dates; no law is computed here.

**Out**: :class:`~voldaan.wording.shapes.Words`, with the legal sentences that an owner may
not change listed in ``locked``.

``care.py`` asks, thanks and makes good (satisfaction, thanks, apology, the invoice again),
``agreed.py`` puts what was or may be agreed in words (promise, plan, set-off), ``formal.py``
holds the notices, and ``ending.py`` lets go. Read ``compose.py`` first; the texts are in
``texts/<language>/client`` and ``texts/<language>/formal``.
"""
