"""An organisation's code may be as long as the id of a handbook's board."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Lengthen the codes of accounts and of grants of roles."""

    dependencies = (("accounts", "0003_single_sign_on"),)

    operations = (
        migrations.AlterField(
            model_name="user",
            name="organisation_code",
            field=models.CharField("organisation", blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="rolegrant", name="organisation_code", field=models.CharField(blank=True, max_length=40)
        ),
    )
