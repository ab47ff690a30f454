"""The closed list of formats: what a file turned out to be.

The parts before and behind the colon say how it is written and by whom or of what.
``zip`` stands only for a ZIP file whose members are of several formats, ``unknown`` for
anything that is refused at the door.
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
    "ubl",
    "csv:invoices",
    "zip",
    "unknown",
]

FORMATS: tuple[Format, ...] = get_args(Format)
