"""Forgets the words of the search, among which were those of stories to come.

The nightly round, or `manage.py rebuild_search`, learns them anew from what readers see.
"""

from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("articles", "SearchWord").objects.using(
        schema_editor.connection.alias
    ).all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_others_of_the_search")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
