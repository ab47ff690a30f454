"""Many ids in one question, as one value.

A thousand placeholders are written, taken apart and planned one by one, a dozen times a
chunk; together that cost more than the answers.
"""

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL


def these(ids: Iterable[int]) -> RawSQL:
    """Give what stands behind ``__in``: these ids, however many, in no order."""
    if connection.vendor == "postgresql":
        written = ",".join(str(int(each)) for each in ids)
        return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{written}}}"])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])
