"""What is the next step for this client today, and why.

Comes in: a :class:`~voldaan.followup.shapes.Situation` (what is open, what was said before,
what the bank shows, what the owner paused), a :class:`~voldaan.followup.shapes.Policy` (the
ladder as data), and the day.

Goes out: exactly one :class:`~voldaan.followup.shapes.Decision`: do a step, wait until a
day, or ask a person; with its reasons, what would change it, and the rules it leans on.

Never here: a clock, a table, a network, words for people. The room never raises for a
situation, never asks for more than is open, never gives two steps for one client, and never
catches up on days that were missed.

Read first ``shapes.py``, then ``decision.py`` (the order of looking), ``ladders.py`` (whose
ladder), ``ladder.py`` (which rung, from which day; ``rhythm.py``: the usual pay day),
``requesting.py`` and ``checking.py`` (after and before the due date), ``gate.py`` (fresh
bank data) and ``answers.py`` (``reaching/``: on which channel, and when nobody answers).
``replying/`` says what we may answer to a client, outside the ladder.
``looking.py`` says when a client must be looked at again, and ``everybody.py`` who may stand
on a ladder at all, so that an owner's conditions can be judged. The shipped ladders are in
``data``, one file per version, read by ``policy.py``. ``quiet.py`` knows the hours,
``silence.py`` how long an answer buys, ``morning/`` the order of Vandaag and what waiting
costs. ``replay.py`` stores decisions, ``repeat.py`` compares them with what comes out now,
``codes.py`` lists every code that can come out.
"""

from voldaan.followup.decision import decide

__all__ = ["decide"]
