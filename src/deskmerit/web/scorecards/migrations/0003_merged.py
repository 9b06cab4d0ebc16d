import django.db.models.deletion
from django.db import migrations, models

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('scorecards', '0002_guard'),
    ]

    operations = [
        migrations.AddField(
            model_name='restatement',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='scorecards.restatement'),
        ),
        migrations.AlterField(
            model_name='restatement',
            name='cause',
            field=models.CharField(choices=[('late_data', 'late data'), ('merged', 'merged tickets'), ('corrected', 'data corrected'), ('appeal', 'appeal upheld'), ('bug', 'mended error'), ('other', 'other')], max_length=9),
        ),
        migrations.AlterField(
            model_name='restatement',
            name='state',
            field=models.CharField(choices=[('proposed', 'proposed'), ('approved', 'approved'), ('told', 'told'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('merged', 'merged into a later one')], default='proposed', max_length=9),
        ),
        AppendOnly("scorecards_restatement", free=("state", "approved_by_id", "told_at", "merged_into_id")),
    ]
