from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.improvement"
    label = "improvement"
    default_auto_field = "django.db.models.BigAutoField"
