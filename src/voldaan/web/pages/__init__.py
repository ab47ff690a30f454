"""What each page shows, as plain frozen values: the contract between view and template.

In: nothing but ready values (cents, days, words in the reader's language). Out: one
dataclass per page and its parts. Never: a model, a query, a clock. Amounts end in
``_cents`` and are formatted by the filters of ``templatetags/voldaan.py``. Every page
also gets a ``frame.Frame`` as ``frame``. Read ``frame.py`` first, then ``today.py``.
"""
