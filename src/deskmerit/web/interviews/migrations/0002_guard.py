from typing import Any

from django.db import migrations

from deskmerit.web.interviews.tips import FIRST
from deskmerit.web.shared.guard import AppendOnly


def first_tips(apps: Any, schema_editor: Any) -> None:
    """The catalogue a new installation starts with."""
    tip = apps.get_model("interviews", "Tip")
    tip.objects.bulk_create([tip(metric=metric, text_zh=zh, text_en=en) for metric, zh, en in FIRST])


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_initial")]
    operations = [
        AppendOnly("interviews_version"),
        migrations.RunPython(first_tips, migrations.RunPython.noop, elidable=False),
    ]
