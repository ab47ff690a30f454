"""What runs later or every day: thin, one action each, safe to run twice.

**In**: the clock (``now``), and rows that others wrote. **Out**: what the actions did.

There is no task queue library yet, and none is missed: the rows *are* the outbox. A page
that takes files in writes rows ``asked``; a person who presses send makes a message
``ready``; both in the transaction of what was done, so nothing is asked that did not
happen. The clock drains them every few seconds. A nudge would only make it faster, so a
lost one loses nothing. Several clocks, on one machine or many, do no harm: a row is claimed
by a conditional update, a claim that died is taken over after its lease, and the daily run
changes nothing more when it runs again. A library comes when work must be spread over
machines by kind; then ``tick`` becomes its tasks.

Never: a decision of its own, a message that nobody released, yesterday's run (after missed
days there is one, for today).

Mailboxes are read beside the clock, in a thread of their own: a mail server that does not
answer keeps nobody's message from leaving.

Read ``clock.py`` first: one tick. ``loop.py`` repeats it inside ``voldaan run``.
"""
