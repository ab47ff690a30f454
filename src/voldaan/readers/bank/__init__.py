"""Bank statements, one file per format.

In come the bytes of one file; out come statements (one per account and period, with balances
and lines) and problems. Credit is positive. ``camt`` reads CAMT.052, .053 and .054 of all
versions as a stream; ``mt940`` reads MT940 and MT942; ``csv_ing`` and ``csv_rabobank`` read
what those banks export. None of them raises on what is in a file.

*Choices.* MT940 has own code: the mt-940 library, tried on 117 real files, refused four of
them whole for one field that was off, put several accounts into one, and left the Dutch
texts (``/EREF/…/REMI/…``) unread. CAMT has own code because the libraries lose names or
return reasons. First and last day are what the bank states, also where only its balances
carry a day; a CSV states none, so there the user confirms. An id that the bank repeats on
several lines is no id and is dropped.

Nothing here judges, matches or stores. ``fields`` holds what every format shares (amounts,
days, IBAN), ``account`` puts a statement together and checks its sum. Read ``camt`` first.
"""
