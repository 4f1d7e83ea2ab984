"""What the other process of ``test_outages`` does: a site whose services go away."""

import io
import time
from urllib.parse import urlencode

from django.conf import settings
from django.db import close_old_connections, transaction

from comments.models import Comment
from newsroom import wsgi
from tests.core.pages.conftest import Readers
from tests.factories.articles import EditionFactory

FORM = {
    "CONTENT_TYPE": "application/x-www-form-urlencoded",
    "HTTP_SEC_FETCH_SITE": "same-origin",
    "HTTP_ORIGIN": "http://news.example.org",
}


class Site:
    """Each act returns plain data; those of a reader end with the seconds that they took."""

    def __init__(self):
        settings.DEBUG = False  # what readers get when something fails
        self.readers = Readers(wsgi.application)
        self.networks = 0

    def publish(self, headline):
        with transaction.atomic():
            edition = EditionFactory(live=True, headline=headline)
        return edition.get_absolute_url(), f"/comments/{edition.article_id}/"

    def read(self, path):
        return self._ask(path)

    def send(self, path, words):
        """A comment from a network of its own, which may write at once."""
        self.networks += 1
        typed = urlencode({"name": "Nina", "text": words}).encode()
        body = {"wsgi.input": io.BytesIO(typed), "CONTENT_LENGTH": str(len(typed))}
        address = {"REMOTE_ADDR": f"192.0.2.{self.networks}"}
        return self._ask(path, method="POST", **FORM, **body, **address)

    def held(self, words):
        close_old_connections()
        return Comment.objects.filter(text=words).count()

    def keeps_pages(self):
        return wsgi.follower.has_lease()

    def _ask(self, path, **more):
        began = time.monotonic()
        answer = self.readers.get(path, **{"wsgi.url_scheme": "http"}, **more)
        close_old_connections()
        return answer.status, answer.text, time.monotonic() - began
