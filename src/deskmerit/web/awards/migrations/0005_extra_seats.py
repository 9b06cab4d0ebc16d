from django.db import migrations, models

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0004_guard_runs'),
        ('org', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='seat',
            name='seat_line_once',
        ),
        migrations.AddField(
            model_name='seat',
            name='origin_flow',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='seat',
            name='origin_row',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('round', 'person', 'award', 'extra'), name='seat_line_once'),
        ),
        AppendOnly("awards_seat"),
    ]
