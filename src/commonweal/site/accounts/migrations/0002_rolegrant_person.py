"""A role may say who its holder is in the records of its organisation."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the person to grants of roles."""

    dependencies = (("accounts", "0001_initial"),)

    operations = (
        migrations.AddField(
            model_name="rolegrant", name="person", field=models.CharField(blank=True, default="", max_length=100),
            preserve_default=False,
        ),
    )
