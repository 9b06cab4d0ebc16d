import django.db.models.deletion
from django.db import migrations, models

from deskmerit.web.shared.guard import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0005_extra_seats'),
    ]

    operations = [
        migrations.AddField(
            model_name='base',
            name='origin_row',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='base',
            name='replaces',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='awards.base'),
        ),
        migrations.AlterField(
            model_name='base',
            name='origin',
            field=models.CharField(choices=[('folder', "the workspace's file"), ('form', 'entered by hand'), ('import', 'imported file'), ('appeal', 'appeal upheld')], default='form', max_length=6),
        ),
        AppendOnly("awards_base", free=("withdrawn_by_id", "withdrawn_at")),
    ]
