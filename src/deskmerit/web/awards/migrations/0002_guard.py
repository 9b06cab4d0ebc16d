from django.db import migrations

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]
    operations = [AppendOnly("awards_ledgerline", free=("run",))]
