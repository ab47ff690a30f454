"""The demo world: an invented training studio with some thirty clients and a year of work.

Nothing is written behind the back of the record: files are made, dropped and read, the day
is run, and the owner releases and calls, on the days on which it would have happened. So
the world is true, and ``voldaan check`` finds nothing in it.

``cast.py`` says who the clients are and how they pay, ``files.py`` makes the files that
the studio's package and bank would have given, ``open_demo.py`` lives the year.
Everything is counted from the day that is given; the same day gives the same world.
"""
