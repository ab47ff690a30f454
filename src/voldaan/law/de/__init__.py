"""The law of Germany: interest and costs of late payment (BGB § 286 to 289).

``interest`` gives the base rate with five points when a consumer takes part, nine between
businesses (eight before 29 July 2014); no interest on interest (§ 289). Between businesses
forty euros are due besides (§ 288 Abs. 5). The shapes are those of ``voldaan.law.nl``.

>>> from datetime import date
>>> from voldaan.law import de
>>> de.interest.settle(
...     principal_cents=10_000_00, debtor="business",
...     due_on=date(2025, 12, 31), until=date(2026, 4, 2),
... ).interest.cents
25886
"""

from voldaan.law.de import interest

__all__ = ["interest"]
