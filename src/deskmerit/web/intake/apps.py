from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
