"""The pages for the owner, the assistant and the bookkeeper.

In: a request of a person. Out: a whole page, or the part of it that htmx asked for. Every
page and form works without JavaScript, and looking never changes anything.

``access.py`` finds the person, the administration and the day once and hands them to the
view as a ``Visit``; ``views/`` holds one file per subject, each view one query or one
action; ``presenting/`` makes rows into the dataclasses of ``pages/``, in the words of the
reader; ``templates/web/`` shows those and nothing else. ``reading.py`` and the files that
begin with ``import_`` are the way in for files.

It never decides what may happen (the actions do), reads no table (the queries do), and
knows the clock only in ``clock.py``.

Read ``urls.py`` first, then ``access.py``.
"""
