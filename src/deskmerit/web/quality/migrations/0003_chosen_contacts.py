
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quality', '0002_guard'),
    ]

    operations = [
        migrations.AddField(
            model_name='check',
            name='targeted_why',
            field=models.TextField(blank=True, verbose_name='why this contact'),
        ),
    ]
