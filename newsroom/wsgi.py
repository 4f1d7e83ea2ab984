"""The WSGI application that the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from core.pages.wsgi import KeptPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = KeptPages(get_wsgi_application())
