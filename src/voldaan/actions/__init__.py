"""The only writers: one verb per file.

Every change of the record is one function here. In go keyword arguments: the administration
first, ``by=`` who does it, ``at=`` the moment, ``day=`` the day where days count. Out comes
what changed; an action whose precondition fails raises an error of its own and changes
nothing. Each is one transaction and tells what happened in the same transaction, by
``_record.py``, the one writer of events.

The rooms inside follow the day of a client: ``files`` (what was dropped), ``payments``
(whose money it is), ``steps`` (what is decided and what a person did), ``messages`` (what
leaves, and calls), ``clients`` (who they are), ``firm`` (the owner's own house) and
``demo``; ``run_day.py`` is the beginning of a day.

Nothing here renders HTML, reads a request or looks at a clock. Read
``steps/follow_up.py`` first: it is the daily run.
"""
