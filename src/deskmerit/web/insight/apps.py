from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
