from django.db import migrations

from deskmerit.web.shared.guard import AppendOnly

MOVING = (
    "state", "note", "proposed_at", "approver_id", "approved_at", "returned_reason", "consultation", "consulted_on",
    "notice_on", "effective_from", "asked_of_id",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [
        AppendOnly("plans_planversion", free=MOVING, when="OLD.state NOT IN ('draft', 'returned')"),
    ]
