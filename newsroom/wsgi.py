"""The WSGI application that the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from core.pages.wsgi import KeptPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django = get_wsgi_application()
if settings.REDIS_URL:
    from core.pages.nodes import follow  # an optional extra

    application = KeptPages(django, lease=follow())
else:
    application = KeptPages(django)
