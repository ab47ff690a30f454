"""Voldaan's own settings, with the data of the tests in a temporary folder.

Loaded before anything else, so that no test can touch the record of the person who runs
it. Of the caller's settings only the database is kept: that is how the suite runs on
PostgreSQL. Programs that a test starts inherit this environment.
"""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("VOLDAAN_")]:
    if name != "VOLDAAN_DATABASE_URL":
        del os.environ[name]
os.environ["VOLDAAN_HOME"] = tempfile.mkdtemp(prefix="voldaan-tests-")
atexit.register(shutil.rmtree, os.environ["VOLDAAN_HOME"], ignore_errors=True)

from voldaan.config.settings import *  # noqa: E402, F403 - the whole, after the lines above

# Making a good password hash is slow on purpose; a test that logs in need not wait for it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A program started by a test runs on the real settings.
os.environ["DJANGO_SETTINGS_MODULE"] = "voldaan.config.settings"
