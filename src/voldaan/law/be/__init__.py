"""The law of Belgium: interest and costs, between businesses and against consumers.

``interest`` is the rate of the law of 2 August 2002 between businesses; ``consumers`` is
Book XIX WER: the free first reminder, its fourteen days, and what may be asked at most. The
shapes are those of ``voldaan.law.nl``. Figures that were derived from the rate of the ECB
carry that mark; contracts made before 16 March 2013 kept an older margin until 2015.

>>> from datetime import date
>>> from voldaan.law import be
>>> be.consumers.most_damages(balance_cents=150_01, on=date(2026, 3, 2)).cents
3000
"""

from voldaan.law.be import consumers, interest

__all__ = ["consumers", "interest"]
