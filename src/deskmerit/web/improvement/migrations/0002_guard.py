from django.db import migrations

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("improvement", "0001_initial")]
    operations = [AppendOnly("improvement_version"), AppendOnly("improvement_checkin")]
