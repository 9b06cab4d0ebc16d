from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.quality"
    label = "quality"
    default_auto_field = "django.db.models.BigAutoField"
