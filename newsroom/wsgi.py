"""The WSGI application that the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from core.pages import current, tags, untold
from core.pages.front import Doors
from core.pages.wsgi import KeptPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django = get_wsgi_application()
follower = None
if settings.REDIS_URL:
    from core.pages.nodes import follow  # an optional extra

    follower = follow()
if tags.is_listened_to():
    may_act = follower.has_lease if follower else None
    untold.Watcher(tags.forget_everything, may_act=may_act).start()
application = KeptPages(django, lease=follower)
store = current.store()
if store is not None and settings.PAGE_STORE_FRONT:
    Doors(store, follower.lease if follower else None).start()
