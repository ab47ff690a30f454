"""What clients answer: kept word for word, read by a person, never acted upon by itself.

In: mails of the owner's mailbox, a press on the client's own page, a message of another
channel. Out: an ``Answer`` on the client's time line, and the client held until somebody has
read it. ``receive`` keeps answers, ``read_mailbox`` fetches mails and places them (bounces
too; ``colleagues`` says whose an unknown address may be), ``carrier_reports`` takes what
carriers tell and ``texts`` what clients wrote there, ``settle`` writes down what a person
made of one, with the quiet that follows, and can take that back; ``put_away`` does so for a
mail that is not about invoices, and empties it; ``solve`` what a person says when the quiet
of a dispute has ended.

Never: a message sent, money booked, or a client left out because of a guess; mail that is
about no client of ours (of that only the headers are looked at, and by the mailbox itself
whether it names an open invoice). Read ``receive.py`` first.
"""
