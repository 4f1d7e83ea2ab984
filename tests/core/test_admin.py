"""Accounts, the log and the recurring jobs on the desk."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core.models import AuditEntry, PeriodicJob, User
from newsroom import roles
from tests.factories.core import AuditEntryFactory, PeriodicJobFactory, UserFactory

pytestmark = pytest.mark.django_db
ACCOUNTS = reverse("admin:core_user_changelist")
LOG = reverse("admin:core_auditentry_changelist")


@pytest.fixture
def ada():
    return UserFactory(administrator=True)


@pytest.fixture
def desk(client, ada):
    client.force_login(ada)
    return client


def change(row):
    return reverse(f"admin:core_{row._meta.model_name}_change", args=[row.pk])


def typed(browser, row, **changes):
    """What the form of an account would send, with changes."""
    form = browser.get(change(row)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields} | changes
    return {name: value for name, value in values.items() if not (value is None or value is False)}


def errors_of(response):
    return response.context["adminform"].form.errors.get_json_data(escape_html=False)


def test_account_gets_a_role(desk):
    roles.sync()
    sam = UserFactory(is_staff=True)
    editors = Group.objects.get(name="editor")

    desk.post(change(sam), typed(desk, sam, groups=[editors.pk]))

    assert list(User.objects.get(pk=sam.pk).groups.all()) == [editors]


def test_new_account_is_made_with_a_password(desk):
    sent = {"username": "wren", "password1": "reads-closely-9", "password2": "reads-closely-9"}

    desk.post(reverse("admin:core_user_add"), sent)

    assert User.objects.get(username="wren").check_password("reads-closely-9")


def test_administrator_cannot_switch_the_own_account_off(desk, ada):
    response = desk.post(change(ada), typed(desk, ada, is_active=None))

    said = "You cannot switch off your own account."
    assert errors_of(response)["is_active"][0]["message"] == said
    assert User.objects.get(pk=ada.pk).is_active


@pytest.mark.parametrize(("zone", "kept"), [("Europe/Berlin", True), ("Mars/Olympus", False)])
def test_zone_is_one_that_exists(desk, zone, kept):
    sam = UserFactory()

    desk.post(change(sam), typed(desk, sam, time_zone=zone))

    assert (User.objects.get(pk=sam.pk).time_zone == zone) is kept


def test_password_is_set_on_a_page_of_its_own(desk):
    sam = UserFactory()
    sent = {"password1": "reads-closely-9", "password2": "reads-closely-9"}
    address = reverse("admin:auth_user_password_change", args=[sam.pk])

    desk.post(address, sent | {"usable_password": "true", "set-password": "yes"})

    assert User.objects.get(pk=sam.pk).check_password("reads-closely-9")


def test_form_of_an_account_does_not_show_the_stored_password(desk):
    sam = UserFactory(password="reads-closely-9")

    html = desk.get(change(sam)).content.decode()

    assert sam.password not in html
    assert "iterations" not in html


def test_account_is_not_deleted(desk):
    sam = UserFactory()

    response = desk.post(reverse("admin:core_user_delete", args=[sam.pk]), {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=sam.pk).exists()


@pytest.mark.parametrize("role", ["writer", "editor", "publisher", "moderator"])
def test_accounts_are_for_administrators(client, role):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(ACCOUNTS).status_code == 403


def test_groups_are_not_edited_by_hand(desk):
    assert desk.get("/admin/auth/group/").status_code == 404


def test_log_tells_sentences(desk):
    AuditEntryFactory(actor_name="Paul", act="edition.publish", object_label="Sight")

    assert "Paul published “Sight”." in desk.get(LOG).content.decode()


@pytest.mark.parametrize("word", ["Paul", "Sight", "publish", "embargo"])
def test_log_is_found_by_name_headline_act_and_reason(desk, word):
    AuditEntryFactory(
        actor_name="Paul", act="edition.publish", object_label="Sight", reason="The embargo lifted"
    )
    AuditEntryFactory(actor_name="Edda", act="edition.save", object_label="Heart")

    html = desk.get(LOG, {"q": word}).content.decode()

    assert ("Sight" in html, "Heart" in html) == (True, False)


def test_log_of_one_room(desk):
    AuditEntryFactory(object_type="articles.edition", object_label="Sight")
    AuditEntryFactory(object_type="comments.comment", object_label="Comment 3")

    html = desk.get(LOG, {"about": "comments"}).content.decode()

    assert ("Sight" in html, "Comment 3" in html) == (False, True)


@pytest.mark.parametrize("model", [AuditEntry, PeriodicJob])
@pytest.mark.parametrize("act", ["add", "change", "delete"])
def test_log_and_jobs_are_read_only(desk, model, act):
    row = {AuditEntry: AuditEntryFactory, PeriodicJob: PeriodicJobFactory}[model]()
    args = [] if act == "add" else [row.pk]

    response = desk.post(reverse(f"admin:core_{model._meta.model_name}_{act}", args=args), {})

    assert response.status_code == 403
    assert model.objects.get() == row


@pytest.mark.parametrize(("role", "status"), [("publisher", 200), ("editor", 403)])
def test_log_is_for_those_who_may_read_it(client, role, status):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(LOG).status_code == status
