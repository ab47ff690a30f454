"""What a client wrote back: their own words, and what they probably mean.

**In**: the bytes of a mail, or the text of any message, and the day it came.

**Out**: :class:`shapes.Letter` (who wrote, on which message of ours, their own words
without quotes and signature, attachments), a :class:`shapes.Bounce` when a mail server
says that an address does not work, and :class:`shapes.Heard`: the most likely meaning with
a certainty in percent, the day that was named, and the words that led to it.

A meaning is a proposal to a person. Nothing here decides, sends or books, and below
``meaning.SURE_PERCENT`` the answer says openly that it does not know.

Never here: a clock, a table, a network. Mail of strangers is bounded in size, parts,
headers, lines and time; HTML becomes plain text and is never shown as HTML; a file is
never opened.

Read ``mail.py`` first, then ``stripping.py`` (what is theirs and what is quoted) and
``meaning.py`` (what it means). ``parsing.py`` takes a mail apart, ``html.py`` makes text of
HTML, ``files.py`` keeps what was attached, ``bounced.py`` hears a mail server, and
``automatic.py`` says whether nobody wrote it, ``numbers.py`` which invoices a stranger names.
The phrases are in ``data/rules.toml``, what was learned in ``data/weights.json``;
``named_day.py`` finds the day in "vrijdag maak ik het over".
"""
