"""How one running Voldaan is put together: settings, addresses, the WSGI door.

**In**: ``VOLDAAN_…`` variables of the environment; a checkout with none of them runs.
**Out**: Django's settings, the table of addresses, and the application for a server.

The top of the house: it may import everything and nothing imports it. Only faces, channels
and connectors read ``django.conf.settings``; pure rooms get values as arguments.

Never: what the *user* decides (policy, texts, mailbox) — that is in the record; settings
per environment; a file with local overrides. An unknown name or a bad value stops the start
with one sentence.

Read ``settings.py`` first; the readers of the environment are in ``environment.py``, the one
folder that holds everything a running Voldaan writes is in ``home.py``.
"""
