from django.apps import AppConfig


class AppealsConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.appeals"
    label = "appeals"
    default_auto_field = "django.db.models.BigAutoField"
