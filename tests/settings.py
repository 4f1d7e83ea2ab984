"""newsroom.settings plus what tests change; the only file that changes settings.

The tests see no .env. DATABASE_URL and REDIS_URL of the environment still choose the engines.
"""

import os
import re

os.environ["ENV_FILE"] = os.devnull
for _name in set(os.environ) & {"DEBUG", "SECRET_KEY", "SITE_URL", "PORT", "ALLOWED_HOSTS"}:
    del os.environ[_name]

# Each parallel process empties its cache, so each has a Redis database of its own.
_redis, _worker = os.environ.get("REDIS_URL"), os.environ.get("PYTEST_XDIST_WORKER", "gw0")
if _redis:
    _number = int(re.search(r"/(\d+)$", _redis)[1]) + int(_worker.removeprefix("gw"))
    os.environ["REDIS_URL"] = re.sub(r"/\d+$", f"/{_number}", _redis)

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES  # noqa: E402

DEBUG = False
SECRET_KEY = "a-key-for-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
SITE_URL = "https://news.example.org"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost", "news.example.org"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Static files come straight from the rooms: no collectstatic before the tests.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# A test that logs in wrongly on purpose must not lock the others out.
AXES_ENABLED = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# The races of the tests have more threads than a web process.
COMMENT_AT_ONCE = 12
# Addresses that lead nowhere are counted only where a test says so.
MISSES_SECONDS = 0
# A test that lets the site ask somebody outside says so by the fixture `outside`.
NETWORK = False
# A test that wants pages kept names a directory by the fixture `page_store`.
PAGE_STORE_DIR = ""
# As many connections as the races of the tests have threads, and one to look on.
if "pool" in DATABASES["default"].get("OPTIONS", {}):
    DATABASES["default"]["OPTIONS"]["pool"] |= {"max_size": 12, "timeout": 20}
