from django.db import migrations

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):
    """Nothing of a version of a sheet changes once it was used."""

    dependencies = [("quality", "0001_initial")]
    operations = [AppendOnly("quality_sheetversion", when="OLD.used_at IS NOT NULL")]
