"""From a dropped file to the record: stored whole, read once, taken whole or not at all.

In: names and bytes. Out: invoices, clients, bank lines, and what came of each file.
``drop_files`` keeps what was dropped; ``read_files`` claims one file, asks what only a
person can know (``_questions``), and takes the rest; ``_statements``, ``_invoices`` and
``_clients`` write their own nouns in bulk; ``answer_file`` keeps an answer;
``read_asked`` drains what a page left for later.

What the record has already is passed over, so the same or an overlapping file changes
nothing. Never guesses an amount, a day or whose invoice it is. Read ``read_files.py`` first.
"""
