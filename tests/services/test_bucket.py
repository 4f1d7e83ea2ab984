"""Pictures in a bucket, against moto's server of the S3 protocol on this machine."""

import pytest
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from core.errors import Refused
from media.library import change_image, delete_image
from media.uploads import add_image
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.media import drawing, upload

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
KEY, SECRET = "key-of-the-tests", "secret-of-the-tests"


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, settings):
    """An empty, private bucket that the site keeps its pictures in."""
    options = {"endpoint_url": endpoint, "access_key": KEY, "secret_key": SECRET}
    settings.MEDIA_BUCKET = "pictures"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "media.storage.Bucket",
            "OPTIONS": {"bucket_name": "pictures", "region_name": "us-east-1", **options},
        }
    }
    bucket = default_storage.connection.Bucket("pictures")
    bucket.create()
    yield bucket
    bucket.objects.delete()
    bucket.delete()
    default_storage.connection.meta.client.close()


def names_in(bucket):
    return {row.key for row in bucket.objects.all()}


def test_picture_and_all_its_sizes_are_in_the_bucket(bucket):
    image = add_image(upload(drawing()), title="Retina", alt="Vessels", by=None)

    image.refresh_from_db()
    sizes = {entry["path"] for entry in image.renditions_index}
    assert names_in(bucket) == {image.file.name, *sizes}
    assert sizes


def test_moved_focal_point_draws_new_sizes_into_the_bucket(bucket):
    editor = UserFactory(editor=True)
    image = add_image(upload(drawing()), title="Retina", alt="Vessels", by=editor)

    change_image(image, fields={"focal_x": 10}, version=1, by=editor)

    image.refresh_from_db()
    assert {entry["path"] for entry in image.renditions_index} <= names_in(bucket)


def test_deleted_picture_leaves_nothing(bucket, django_capture_on_commit_callbacks):
    editor = UserFactory(editor=True)
    image = add_image(upload(drawing()), title="Retina", alt="Vessels", by=editor)

    with django_capture_on_commit_callbacks(execute=True):
        delete_image(image, by=editor)

    assert not names_in(bucket)


def test_reader_gets_a_size_from_the_site_itself(bucket, client):
    image = add_image(upload(drawing()), title="Retina", alt="Vessels", by=None)
    address = image.renditions_index[0]["path"]

    answer = client.get(f"/media/{address}")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert "immutable" in answer["Cache-Control"]
    assert b"".join(answer).startswith(b"\xff\xd8")
    assert client.get("/media/images/none.jpg").status_code == 404
    assert client.get("/media/../../etc/passwd").status_code in {400, 404}


def test_nobody_gets_a_picture_from_the_bucket_without_its_key(bucket):
    image = add_image(upload(drawing()), title="Retina", alt="Vessels", by=None)

    grants = bucket.Object(image.file.name).Acl().grants

    assert not [grant for grant in grants if "URI" in grant["Grantee"]]


def test_no_page_names_the_bucket_or_its_key(bucket, endpoint, client):
    image = add_image(upload(drawing()), title="Retina", alt="Vessels", by=None)
    edition = EditionFactory(live=True, lead_image=image)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert "/media/" in page
    assert not [word for word in (endpoint, KEY, SECRET, "X-Amz") if word in page]


def test_bucket_that_does_not_answer_is_said_in_words(bucket, settings, client):
    away = settings.STORAGES["default"]["OPTIONS"] | {"endpoint_url": "http://127.0.0.1:9"}
    storage = {"BACKEND": "media.storage.Bucket", "OPTIONS": away}
    settings.STORAGES = settings.STORAGES | {"default": storage}

    with pytest.raises(Refused, match="Try again"):
        add_image(upload(drawing()), title="Retina", alt="Vessels", by=None)

    answer = client.get("/media/images/one.jpg")
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
