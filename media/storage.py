"""Pictures in a bucket of a server that speaks S3. Nothing in it is public.

Readers get pictures at the site's own addresses: no page names the bucket, signs an address or
makes a browser ask another host.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _
from storages.backends.s3 import S3Storage

from core.errors import Refused


class Bucket(S3Storage):
    """Waits two seconds for a connection and ten for an answer, and tries a second time.

    Where no answer comes, writing raises ``Refused`` and reading ``OSError``.
    """

    def get_default_settings(self) -> dict:
        return super().get_default_settings() | {
            "default_acl": None,
            "querystring_auth": False,
            "file_overwrite": True,
            "client_config": Config(
                connect_timeout=2,
                read_timeout=10,
                retries={"total_max_attempts": 2},
                signature_version="s3v4",
                s3={"addressing_style": "path"},
            ),
        }

    def url(self, name: str, *_parameters: object, **_more: object) -> str:
        return settings.MEDIA_URL + quote(name)

    def exists(self, name: str) -> bool:
        with _refused():
            return super().exists(name)

    def _save(self, name: str, content: File) -> str:
        with _refused():
            return super()._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> Any:
        try:
            return super()._open(name, mode)
        except (BotoCoreError, ClientError) as error:
            raise OSError(str(error)) from error


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        sentence = _("The server that keeps the pictures does not answer. Try again in a minute.")
        raise Refused(sentence, field="file") from error
