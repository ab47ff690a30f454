"""The closed list of formats: what a file turned out to be.

The parts before and behind the colon say how it is written and by whom or of what.
``csv:asn`` is also that of SNS and RegioBank; ``csv:bank`` is any other bank's, read by a
profile that a person gave; Mollie and Stripe are no banks, but what clients paid through
them. ``zip`` and ``eml`` stand only for a file whose members are of
several formats, ``unknown`` for anything that is refused at the door.
"""

from typing import Literal, get_args

Format = Literal[
    "camt.052",
    "camt.053",
    "camt.054",
    "mt940",
    "mt942",
    "csv:ing",
    "csv:rabobank",
    "csv:abnamro",
    "csv:bunq",
    "csv:knab",
    "csv:asn",
    "csv:triodos",
    "csv:revolut",
    "csv:n26",
    "csv:mollie",
    "csv:stripe",
    "csv:bank",
    "ubl",
    "cii",
    "pdf:cii",
    "pdf:ubl",
    "xaf",
    "csv:invoices",
    "xlsx:invoices",
    "zip",
    "eml",
    "unknown",
]

FORMATS: tuple[Format, ...] = get_args(Format)
