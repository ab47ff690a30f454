"""Dated figures of law: what they are, how they are read, how old they are.

``shapes`` holds a table and what it says on a day. ``loading`` reads TOML strictly into
tables: an unknown key, a gap, a missing source is refused with the file and the line.
``updating`` puts newer figures over the shipped ones, as strictly. ``age`` says which
figures are old or uncertain and where to look them up.

A table has a name, a Dutch label, a unit, the article it rests on, the days of the year on
which a new figure can start, and the day on which a person last looked. Each figure has the
day from which it counts, what a lawyer would cite, where it was read, and a mark for how
sure it is: V2 two sources, V1 one, D derived, OK own knowledge, ? uncertain.

In comes text, out come values; nothing here opens a file by a path of its own.
"""
