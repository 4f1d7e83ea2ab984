from django.db import migrations

from articles import search_schema


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_studies_under_embargo"),
    ]

    operations = [
        migrations.RunPython(search_schema.create_finder, search_schema.remove_finder),
    ]
