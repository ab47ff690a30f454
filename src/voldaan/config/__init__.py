"""How one running Voldaan is put together: settings, addresses, the WSGI door.

The top of the house: it may import everything and nothing imports it. Only faces,
channels and connectors read ``django.conf.settings``. First read ``settings.py``; the
readers of the environment are in ``environment.py``.
"""
