"""The only writers: one verb per file.

Keyword arguments in, ``by=`` who and ``at=``/``day=`` when; transactions and events.
Nothing here renders HTML or reads a request. ``_record.py`` is the one writer of events.
"""
