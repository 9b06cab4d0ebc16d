from django.db import migrations

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0001_initial")]
    operations = [
        AppendOnly("scorecards_card", when="OLD.frozen"),
        AppendOnly("scorecards_restatement", free=("state", "approved_by_id", "told_at")),
    ]
