"""What the other process of ``test_replica`` does: a site with a primary and a replica."""

import re

from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections, transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from core.pages import replica
from core.pages.wsgi import KeptPages
from newsroom import health
from tests.core.pages.conftest import Readers
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

TITLE = re.compile(r"<h1[^>]*>\s*(.*?)\s*</h1>", re.DOTALL)


class Site:
    """Each act returns plain data."""

    def __init__(self):
        self.readers = Readers(KeptPages(get_wsgi_application()))
        self.asked = set()
        for alias in connections:
            connections[alias].execute_wrappers.append(self._note(alias))

    def _note(self, alias):
        def see(execute, sql, params, many, context):
            if "_lsn()" not in sql:
                self.asked.add(alias)
            return execute(sql, params, many, context)

        return see

    def publish(self, headline):
        with transaction.atomic():
            edition = EditionFactory(live=True, headline=headline)
        return edition.get_absolute_url()

    def change(self, path, headline):
        with transaction.atomic():
            edition = Edition.objects.live(timezone.now()).get(path=path.strip("/"))
            edition.headline = headline
            edition.save()

    def withdraw(self, path):
        article = Article.objects.get(editions__path=path.strip("/"))
        publishing.withdraw(article, by=UserFactory(publisher=True), reason="The paper is gone.")

    def mark_log(self):
        """Something small into the log: where it ends at the edge of a page, nobody replays on."""
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_logical_emit_message(true, 'newsroom', 'mark')")

    def read(self, path):
        """The headline, or the status of an error, and which databases were asked."""
        self.begin()
        answer = self.readers.get(path, **{"wsgi.url_scheme": "http"})
        found = TITLE.search(answer.text)
        headline = found[1] if found and answer.status == 200 else f"{answer.status}"
        return headline, set(self.asked)

    def search(self, words):
        self.begin()
        answer = self.readers.get(f"/search/?q={words}", **{"wsgi.url_scheme": "http"})
        return answer.status, set(self.asked)

    def begin(self):
        """A request that comes later."""
        replica._rest_until = 0.0
        self.asked.clear()
        close_old_connections()

    def health(self):
        self.begin()
        return health.report()[0]["replica"]
