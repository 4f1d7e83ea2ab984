"""The WSGI application that the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from core.pages import current
from core.pages.front import Doors
from core.pages.wsgi import KeptPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django = get_wsgi_application()
follower = None
if settings.REDIS_URL:
    from core.pages.nodes import follow  # an optional extra

    follower = follow()
application = KeptPages(django, lease=follower)
store = current.store()
if store is not None and settings.PAGE_STORE_FRONT:
    Doors(store, follower.lease if follower else None).start()
