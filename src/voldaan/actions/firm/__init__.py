"""The owner's own house: beginning, settings, mailbox, and whether the record is true.

In: what the owner says of themselves. Out: the administration, its policy from today, its
mailbox with a sealed password. ``open_administration`` begins, ``change_settings`` and
``change_person`` change, ``change_ladder``, ``change_rules`` and ``change_text`` do so from a
day on, ``change_carrier`` sets the account of another channel,
``check_mailbox`` tries the mail server, ``check_domain`` asks whether the own domain
vouches for its mail, ``move_demo_clock`` moves the clock of the demo world only,
``verify_record`` checks sums, chains and constraints, ``set_password`` is for who lost
theirs.

Never shows a password back. Read ``open_administration.py`` first.
"""
