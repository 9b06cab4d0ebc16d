from django.db import migrations

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [AppendOnly("audit_event")]
