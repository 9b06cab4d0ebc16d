from django.db import migrations

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cycles", "0001_initial")]
    operations = [AppendOnly("cycles_run", when="OLD.kind IN ('published', 'restated') AND OLD.state = 'done'")]
