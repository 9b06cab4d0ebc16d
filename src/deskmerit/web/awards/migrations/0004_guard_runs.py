from django.db import migrations

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_awards")]
    operations = [
        AppendOnly("awards_base", free=("withdrawn_by_id", "withdrawn_at")),
        AppendOnly(
            "awards_awardrun",
            free=("state", "exported_at", "paid_by_id", "paid_at"),
            when="OLD.state IN ('locked', 'paid')",
        ),
        AppendOnly("awards_runline", when="OLD.frozen"),
        AppendOnly("awards_seat"),
        AppendOnly("awards_certificate", free=("revoked_at", "revoked_why")),
    ]
