"""Facts and a text version in; finished, linted words out.

**In**: plain facts about one client (:class:`shapes.LetterFacts`: who, which invoices and
credits, on which day) and a step of the ladder; or a reason, a problem, a code.

**Out**: :class:`shapes.Words` (subject, plain text, HTML, the code of the text version and
the sums behind the amount), a :class:`shapes.CallScript`, or one sentence for a screen.

``letters.py`` holds the mails of the friendly ladder, ``short.py`` the same for a phone,
``paper.py`` for post; ``steps/`` holds the rest, from "are you satisfied?" to the last
notice and the thank-you, each with its own small facts. Legal sentences are ``locked`` in
the texts: ``locked.py`` says which of them an owner's edited text no longer has. An owner's
own words are ``own.py`` for the ladder and ``beside/`` for the rest.

The texts live in ``texts/<language>/*.toml``, one file per text, each with a version, the
day it starts and its tone. They are written in each language, not translated, and hold the
forms ``je`` and ``u`` side by side. What may differ from letter to letter stands in
paragraphs with a ``when``; what is filled in comes from one closed list
(:mod:`placeholders`). A text that has been sent is never changed without a new version:
the record keeps the code of the version with each message.

This room never sends, never looks at a clock, a table or a setting, and never gives a text
with a hole: a missing fact is an error that names the placeholder. Facts are strangers'
words: they are cleaned, bounded and escaped, and never read as placeholders.

Read :mod:`letters` first, then ``texts/nl/reminder_1.toml``; :mod:`linter` holds the rules
that every text keeps (:mod:`kinds`: which kind of message must keep which of them),
:mod:`reasons` turns codes into sentences.
"""
